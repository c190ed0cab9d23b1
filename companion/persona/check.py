"""Whether a persona file can be used: its files as one, held against the schema and the floor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from companion.persona.findings import Fault
from companion.persona.merge import OWN, foreign, read
from companion.persona.messages import message, of_another_format
from companion.persona.resolve import Resolved, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from companion.persona.findings import Finding
    from companion.persona.persona import Persona

# What stands in for the missing parts of a file that need not be whole, while it is looked over.
_STAND_IN = {"name": "Somebody", "identity": {"core": "Somebody."}, "greetings": {"first": "Hello."}}


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was looked over: `persona` is None if it has errors. One that is `partial` is a part for
    others' `mixins`; what it leaves open has a stand-in.
    """

    persona: Persona | None
    findings: tuple[Finding, ...]
    resolved: Resolved
    partial: bool = False


def check(path: Path) -> Checked:
    """The persona in a file with its parent and mixins, and the errors of all. Nothing is raised."""
    resolved = resolve(path)
    if resolved.root is None:
        return Checked(None, tuple(resolved.findings), resolved)
    value = read(resolved.root)
    partial = value.get("partial") is True
    broken = any(finding.severity == "error" for finding in resolved.findings)
    persona, findings = _validated(resolved, _filled_up(value) if partial else value, lenient=broken)
    findings = [*resolved.findings, *_heads(resolved), *findings]
    if any(finding.severity == "error" for finding in findings):
        persona = None
    return Checked(persona, tuple(sorted(findings, key=lambda one: _order(one, path))), resolved, partial)


def _order(finding: Finding, path: Path) -> tuple[bool, str, int, int]:
    return finding.file != str(path), finding.file, finding.line, finding.column


def _filled_up(value: dict[str, Any]) -> dict[str, Any]:
    filled = dict(value)
    for key, given in _STAND_IN.items():
        there = filled.setdefault(key, given)
        if isinstance(given, dict) and isinstance(there, dict):
            filled[key] = given | there
    return filled


def _validated(
    resolved: Resolved, value: dict[str, Any], *, lenient: bool
) -> tuple[Persona | None, list[Finding]]:
    """`lenient` passes over what is missing: a file that it is built on may have it, and was not found."""
    from pydantic import ValidationError  # slow to import, and not needed for a file that can't be read

    from companion.persona.floor import loosenings
    from companion.persona.schema import PersonaFile

    try:
        file = PersonaFile.model_validate(value)
    except ValidationError as error:
        wrong = [one for one in _errors(error) if not (lenient and one["type"] == "missing")]
        said = [(one["loc"], message(one)) for one in wrong]
        if foreign_list := of_another_format(wrong):
            said.append(foreign_list)
        return None, [resolved.finding(*one) for one in said]
    assert resolved.root is not None
    persona = file.persona(dict(foreign(resolved.root)))
    return persona, [resolved.finding(steps, said) for steps, said in loosenings(persona)]


def _heads(resolved: Resolved) -> Iterator[Finding]:
    """What is wrong with the keys that each of the files below has for itself."""
    from pydantic import ValidationError

    from companion.persona.schema import Head

    for layer in resolved.layers[:-1]:
        value = layer.document.value or {}
        try:
            Head.model_validate({key: value[key] for key in OWN if key in value})
        except ValidationError as error:
            for one in _errors(error):
                place = layer.document.place(one["loc"])
                yield Fault(place, one["loc"], message(one)).found_in(str(layer.path))


def _errors(error: ValidationError) -> list[ErrorDetails]:
    return error.errors(include_url=False)
