"""Laying persona files over one another, key by key, with each value knowing which file it came from. Pure.

Blocks are merged; what else there is, lists too, is replaced by the upper file. A list is changed instead
where a block stands in its place: `append` and `prepend` add entries that are not there yet, `remove` takes
out texts, or entries by their first key (a trait's name, the id of lore).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from companion.persona.findings import Steps, path_of, plain
from companion.persona.schema import FOREIGN, Head, first_key_at, is_block_at, is_changeable_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FORMS = ("append", "prepend", "remove")
OWN = tuple(field.alias or name for name, field in Head.model_fields.items())
"""Keys that are about a file, and not handed down."""
_OF_ITS_OWN = ("license", "sources")
"""Keys that a mixin does not hand down either: they tell of a part, and not of what it is laid over."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its origin: the number of the layer, and its steps in that file. `value` is a scalar, or
    a dict or list of nodes.
    """

    value: Any
    layer: int
    steps: Steps

    def bare(self) -> Any:
        """The value without origins."""
        if isinstance(self.value, dict):
            return {key: node.bare() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.bare() for node in self.value]
        return self.value


@dataclass(frozen=True, slots=True)
class Misuse:
    """A form that can't be used so: in which layer and where, and what would be right."""

    layer: int
    steps: Steps
    message: str
    severity: str = "error"


def merged(
    layers: Sequence[Mapping[str, Any]], parts: Sequence[int | None] = ()
) -> tuple[Node, list[Misuse]]:
    """The files as one, the last on top, and what is wrong with their forms. `parts` has for each file that
    a mixin brought in the number of its first layer, and None for the others.
    """
    merging = _Merging(parts)
    below: Node | None = None
    for number, value in enumerate(layers):
        kept_back = OWN if number < len(layers) - 1 else ()
        kept_back = kept_back if merging.part(number) is None else (*OWN, *_OF_ITS_OWN)
        handed = {key: inner for key, inner in value.items() if key not in kept_back}
        below = merging.over(below, _noted(handed, number, ()), ())
    assert below is not None
    return below, merging.misuses


def read(node: Node) -> dict[str, Any]:
    """The value that the schema is about: without what belongs to others' programs."""
    kept: dict[str, Any] = _without_foreign(node)
    return kept


def foreign(node: Node, steps: Steps = ()) -> Iterator[tuple[str, Any]]:
    """What belongs to others' programs, by its place."""
    for step, inner in children(node):
        if isinstance(step, str) and step.startswith(FOREIGN):
            yield path_of((*steps, step)), inner.bare()
        else:
            yield from foreign(inner, (*steps, step))


def children(node: Node) -> Iterator[tuple[str | int, Node]]:
    """What is right below it, with the step that leads there."""
    if isinstance(node.value, dict):
        yield from node.value.items()
    elif isinstance(node.value, list):
        yield from enumerate(node.value)


def nearest(root: Node, steps: Steps) -> tuple[Node, Steps]:
    """The node at these steps or the nearest above that is there, and the steps that are left over."""
    node = root
    for done, step in enumerate(steps):
        below = dict(children(node)).get(step)
        if below is None:
            return node, steps[done:]
        node = below
    return node, ()


def _noted(value: Any, layer: int, steps: Steps) -> Node:
    if isinstance(value, dict):
        inner: Any = {key: _noted(one, layer, (*steps, key)) for key, one in value.items()}
    elif isinstance(value, list):
        inner = [_noted(one, layer, (*steps, index)) for index, one in enumerate(value)]
    else:
        inner = value
    return Node(inner, layer, steps)


def _without_foreign(node: Node) -> Any:
    if isinstance(node.value, dict):
        own = (item for item in node.value.items() if not item[0].startswith(FOREIGN))
        return {key: _without_foreign(inner) for key, inner in own}
    return [_without_foreign(one) for one in node.value] if isinstance(node.value, list) else node.value


class _Merging:
    def __init__(self, parts: Sequence[int | None]) -> None:
        self.misuses: list[Misuse] = []
        self._parts = parts

    def part(self, layer: int) -> int | None:
        """Where the mixin begins that brought a layer in."""
        return self._parts[layer] if layer < len(self._parts) else None

    def over(self, below: Node | None, above: Node, steps: Steps) -> Node:
        """`above` laid over `below`, at this place of a persona."""
        if not isinstance(above.value, dict):
            self._note_loss(below, above)
            return above
        if is_changeable_at(steps) and set(FORMS) & above.value.keys():
            return self._changed(below, above, steps)
        if not is_block_at(steps):
            return above
        values = dict(below.value) if below is not None and isinstance(below.value, dict) else {}
        for key, inner in above.value.items():
            values[key] = self.over(values.get(key), inner, (*steps, key))
        return Node(values, above.layer, above.steps)

    def _note_loss(self, below: Node | None, above: Node) -> None:
        """A mixin is written without knowing what it is laid over; what it puts an end to is hardly meant."""
        first = self.part(above.layer)
        if below is None or first is None or below.layer >= first or not isinstance(below.value, list):
            return
        there = above.bare() if isinstance(above.value, list) else []
        lost = sum(item.bare() not in there for item in below.value)
        if lost:
            what = "an entry that was" if lost == 1 else f"{lost} entries that were"
            message = f"This mixin takes the place of {what} there below it. To keep them, use `append:`."
            self.misuses.append(Misuse(above.layer, above.steps, message, "warning"))

    def _changed(self, below: Node | None, above: Node, steps: Steps) -> Node:
        """The list below with entries put to its ends and taken out."""
        lists = {key: self._list(node) for key, node in above.value.items() if self._is_form(key, node)}
        items: list[Node] = list(below.value) if below is not None and isinstance(below.value, list) else []
        for unwanted in lists.get("remove", ()):
            items = self._without(items, unwanted, first_key_at(steps))
        there = [item.bare() for item in items]
        first, last = (
            [node for node in lists.get(form, ()) if node.bare() not in there]
            for form in ("prepend", "append")
        )
        return Node([*first, *items, *last], above.layer, above.steps)

    def _is_form(self, key: str, node: Node) -> bool:
        if key not in FORMS and not key.startswith(FOREIGN):
            message = f"`{plain(key)}` is no way to change a list; there are {', '.join(FORMS)}."
            self.misuses.append(Misuse(node.layer, node.steps, message))
        return key in FORMS

    def _list(self, node: Node) -> list[Node]:
        if isinstance(node.value, list):
            return node.value
        message = f"`{node.steps[-1]}` has to be followed by a list (lines that start with `- `)."
        self.misuses.append(Misuse(node.layer, node.steps, message))
        return []

    def _without(self, items: list[Node], unwanted: Node, key: str | None) -> list[Node]:
        kept = [item for item in items if _name(item, key) != unwanted.value]
        if len(kept) == len(items):
            what = f"entry whose `{key}` is that" if key else "such entry"
            message = f"There is no {what} to take out; what is taken out has to be there."
            self.misuses.append(Misuse(unwanted.layer, unwanted.steps, message, "warning"))
        return kept


def _name(item: Node, key: str | None) -> Any:
    if key is None or not isinstance(item.value, dict):
        return item.value
    named = item.value.get(key)
    return named.value if named is not None else None
