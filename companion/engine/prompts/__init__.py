"""Every wording that goes to a model: a Markdown file each, with `{field}` where a text is put in."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, get_args

from companion.models.protocol import Role, Utterance

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIELD = re.compile(r"\{([a-z_]+)\}")
_HEADING = re.compile(r"^## (\w+)\n", re.MULTILINE)


def prompt(name: str, **fields: str) -> str:
    """The wording `name`.md with its fields put in, once: what is put in is never read for fields again.

    Raises `FileNotFoundError` where there is no such file, `KeyError` for a field that is missing or not
    asked for.
    """
    wording = _wording(name)
    _agree(name, wording, fields)
    return _filled(wording, fields)


def dialogue(name: str, **fields: str) -> tuple[Utterance, ...]:
    """A wording in parts, `## system`, `## user` and `## assistant` each: examples that a model can follow.

    Raises as `prompt` does, and `ValueError` for a part of another name.
    """
    wording = _wording(name)
    _agree(name, wording, fields)
    _, *parts = _HEADING.split(wording)
    return tuple(
        Utterance(_role(name, role), _filled(text.strip(), fields))
        for role, text in zip(parts[::2], parts[1::2], strict=True)
    )


@cache
def _wording(name: str) -> str:
    return (files(__name__) / f"{name}.md").read_text(encoding="utf-8").strip()


def _agree(name: str, wording: str, fields: Mapping[str, str]) -> None:
    wanted = set(_FIELD.findall(wording))
    if wanted != fields.keys():
        odd = ", ".join(sorted(wanted ^ fields.keys()))
        raise KeyError(f"{name}.md and what was given for it differ in: {odd}")


def _filled(text: str, fields: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda found: fields[found[1]], text)


def _role(name: str, word: str) -> Role:
    for role in get_args(Role):
        if word == role:
            return role  # type: ignore[no-any-return]
    raise ValueError(f"{name}.md has a part {word!r}; the parts are system, user and assistant.")
