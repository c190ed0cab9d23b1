"""Waking her: the one place where the parts are joined. Settings in, a companion out."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from companion import config, locations

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from datetime import datetime

    from companion.config import Settings
    from companion.engine.engine import Engine
    from companion.engine.learning import Learned
    from companion.engine.reflect import Reflector
    from companion.engine.trial.talk import Stage
    from companion.initiative.desk import Desk
    from companion.models.kept import Answers
    from companion.models.protocol import Model
    from companion.persona.keeping import KeepingOf
    from companion.persona.persona import Persona
    from companion.ui.talk import Talk
    from memory import Memory
    from memory.embedder import Embedder


UNNOTICED = 0.2  # seconds


def default_embedder(settings: Settings | None = None) -> Embedder | None:
    """What recall by meaning embeds with: what settings say and the disk holds, or None."""
    from companion.models import embedder

    return embedder.default_embedder(settings or config.load())


def open_memory(settings: Settings, *, embed: bool = True) -> Memory:
    """The store, made if it is not there, with the embedder there is. Raises `StoreError`."""
    from memory import Memory

    locations.private(locations.data_folder())
    embedder = default_embedder(settings) if embed else None
    return Memory.open(locations.store_file(), embedder=embedder)


def throwaway_memory() -> Memory:
    """A store that is gone when it is closed: nothing is recalled from it, nothing is kept."""
    from memory import Memory

    return Memory.open(":memory:")


def open_model(settings: Settings) -> Model:
    """The model that the settings tell, or that is found. Raises `NoModelError`, `ModelError`."""
    from companion.models.choose import choose

    return choose(settings)


def wake(settings: Settings, memory: Memory, model: Model) -> Engine:
    """Joins a memory and a model to the persona that the settings name. Raises `PersonaError`."""
    from companion.engine.engine import Engine
    from companion.persona.load import load

    persona = load(settings.persona)
    return Engine(memory, persona, model, settings.clock, name=settings.name, window=settings.window)


def rehearse(settings: Settings, memory: Memory) -> Engine:
    """An engine to look at prompts with: off the record, and without a model where there is none. Raises
    `PersonaError`.
    """
    from companion.models.absent import AbsentModel
    from companion.models.choose import NoModelError

    try:
        model = open_model(settings)
    except NoModelError as error:
        model = AbsentModel(error)
    engine = wake(settings, memory, model)
    engine.go_off_the_record(None)
    return engine


def stage(settings: Settings, model: Model, answers: Answers | None = None) -> Stage:
    """What sets a persona up for a trial, each with a memory of its own: nobody's name, at noon of a day that
    is always the same, so that the same is asked again and `answers` can hold it.
    """
    from companion.engine.engine import Engine
    from companion.engine.trial.talk import NOON
    from companion.models.kept import KeptModel

    asked = f"{model.name} at {model.host}"  # before it is used: an endpoint may name itself by then

    @contextmanager
    def set_up(persona: Persona, repetition: int) -> Iterator[Engine]:
        thinking = model if answers is None else KeptModel(model, answers, asked, repetition)
        with throwaway_memory() as memory:
            yield Engine(memory, persona, thinking, lambda: settings.now or NOON, window=settings.window)

    return set_up


def resume_persona(engine: Engine, conversation: int) -> None:
    """Whoever the conversation began with goes on with it; one that is gone can't."""
    from companion.persona.findings import PersonaError
    from companion.persona.load import load

    began_with = engine.record.conversation(conversation).persona
    if began_with != engine.persona.id:
        with suppress(PersonaError):
            engine.persona = load(began_with)


def desk(settings: Settings, memory: Memory, persona: Persona | None = None) -> Desk:
    """Her desk over that memory; a persona says how much may be brought up."""
    from companion.initiative.desk import Desk

    return Desk(memory, settings.clock, persona.initiative if persona else None, keeping(settings))


def keeping(settings: Settings) -> KeepingOf:
    """The rules of each persona on what it keeps, as its file has them now."""
    from companion.persona.keeping import keeping_of

    return lambda persona: keeping_of(persona, settings.persona)


def reflector(settings: Settings, memory: Memory, model: Model | None) -> Reflector:
    """Who does the work that waits after conversations; without a model, what code alone can do.

    What it makes gets its vectors later, in the background: nobody is to wait here for an embedder.
    """
    from companion.engine.growth.tend import Tending
    from companion.engine.reflect import Reflector
    from companion.initiative.zone import here  # the days of winter are not those of a summer's clock
    from companion.persona.load import with_id
    from memory import Memory

    async def propose(conversation: int, _now: datetime) -> None:
        desk(settings, memory).consider(conversation)

    unembedding = Memory(memory.store)
    growing = Tending(unembedding, lambda persona: with_id(persona, settings.persona), settings.name)
    handlers = {"proposals": propose, **growing.handlers(model)}
    return Reflector(
        unembedding,
        model,
        lambda: here(settings.clock()),
        handlers,
        keeping=cache(keeping(settings)),
    )


def learning(settings: Settings, memory: Memory) -> Callable[[int], Awaitable[None]]:
    """What finds the plain facts in the latest messages of a conversation; what it can't find now is found
    when the conversation is over.
    """

    async def learn(conversation: int) -> None:
        from companion.engine.afterthoughts import Afterthoughts
        from companion.initiative.zone import here
        from companion.persona.findings import PersonaError
        from memory.records import StoreError

        with suppress(PersonaError, StoreError):
            thoughts = Afterthoughts(memory, keeping(settings))
            await thoughts.learn_latest(conversation, here(settings.clock()))

    return learn


async def catch_up(settings: Settings, memory: Memory) -> None:
    """What code alone can make of conversations that are over, for as long as nobody notices the wait."""
    if not memory.due_work(settings.clock()):
        return
    worker = reflector(settings, memory, None)
    until = time.monotonic() + UNNOTICED
    while time.monotonic() < until and await worker.run_once(settings.clock()):
        pass


def learn_imported(
    settings: Settings, memory: Memory, seconds: float, progress: Callable[[int, int], None] | None = None
) -> Learned:
    """Learn from what was imported, in the order of its time, for about so many seconds; the rest waits.

    `progress` is told how many conversations are done, and of how many.
    """
    from companion.engine.learning import learn_waiting
    from companion.engine.schedule import FACTS, ask_for_imported
    from companion.initiative.zone import here

    now = here(settings.clock())
    while ask_for_imported(memory, now):
        pass
    total = memory.waiting(now).get(FACTS, 0)
    tell = None if progress is None else lambda done: progress(done, total)
    return learn_waiting(memory, now, seconds, tell, cache(keeping(settings)))


def forget_old(settings: Settings, memory: Memory) -> dict[str, int]:
    """Forget what was said longer ago than the settings or its persona keep it -> how many rows of each went.

    Raises `StoreError`.
    """
    from companion.engine.retention import forget_old

    return forget_old(memory, settings.clock(), keeping(settings), settings.retention_days)


def beside(memory: Memory) -> Memory:
    """The same memory once more, for another thread."""
    from memory import Memory

    return Memory.open(memory.store.path, memory.store.key, memory.embedder)


def embedding(memory: Memory) -> Callable[[], Awaitable[bool]]:
    """What embeds a little of what waits, in a thread, for a fraction of a second; False: nothing is left."""
    from memory.embedding import Pace

    pace = Pace()

    def embed() -> bool:
        with beside(memory) as own:
            began = time.perf_counter()
            done = own.embed_pending(pace.count)
            pace.took(done, time.perf_counter() - began)
        return done > 0

    async def embed_some() -> bool:
        import asyncio

        return memory.embedder is not None and await asyncio.to_thread(embed)

    return embed_some


def forgetting(settings: Settings, memory: Memory) -> Callable[[], Awaitable[None]]:
    """What forgets the old, in a thread."""

    def forget() -> None:
        with beside(memory) as own:
            forget_old(settings, own)

    async def forget_aside() -> None:
        import asyncio

        await asyncio.to_thread(forget)

    return forget_aside


def talk(settings: Settings, memory: Memory) -> Talk:
    """What the UI needs, joined. Without a model it opens all the same. Raises `PersonaError`."""
    from companion.models.absent import AbsentModel
    from companion.models.choose import NoModelError, found
    from companion.persona.load import available, load
    from companion.ui.talk import Choice, Talk

    try:
        model: Model = open_model(settings)
    except NoModelError as error:
        model = AbsentModel(error)
    engine = wake(settings, memory, model)

    async def reflect() -> None:
        thinking = engine.model
        able = None if isinstance(thinking, AbsentModel) else thinking
        await reflector(settings, memory, able).run()

    return Talk(
        engine=engine,
        desk=desk(settings, memory, engine.persona),
        memory=memory,
        settings=settings,
        models=lambda: [
            Choice(c.name or "", f"{c.host}, {c.detail}") for c in found(settings) if c.name and c.usable
        ],
        open_model=lambda name: open_model(replace(settings, model=name)),
        personas=lambda: [Choice(one.name, one.tagline, one.shown) for one in available() if not one.problem],
        open_persona=load,
        save=config.store,
        reflect=reflect,
        learn=learning(settings, memory),
        embed=embedding(memory),
        forget_old=forgetting(settings, memory),
        first_start=settings.name is None and not memory.conversations(limit=1),
    )
