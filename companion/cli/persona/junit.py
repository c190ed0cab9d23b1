"""Scores as JUnit XML, which build servers read. Pure.

The format: https://github.com/testmoapp/junitxml
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from companion.safety.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from companion.engine.trial.score import Score

_NOT_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(found: Sequence[Score]) -> bytes:
    """A suite for each persona, a case for each test; how many repetitions passed is said where some did
    not.
    """
    root = ET.Element("testsuites", _counts(found))
    for persona, group in groupby(found, key=lambda score: score.persona):
        cases = list(group)
        suite = ET.SubElement(root, "testsuite", {"name": persona, **_counts(cases)})
        for score in cases:
            _case(suite, score)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _counts(found: Sequence[Score]) -> dict[str, str]:
    results = [score.result for score in found]
    return {
        "tests": str(len(found)),
        "failures": str(results.count("failed")),
        "errors": str(results.count("error")),
        "time": f"{sum(score.seconds for score in found):.3f}",
    }


def _case(suite: ET.Element, score: Score) -> None:
    named = {"classname": score.persona, "name": _text(score.test), "time": f"{score.seconds:.3f}"}
    case = ET.SubElement(suite, "testcase", named)
    if score.result != "passed":
        kind = "error" if score.result == "error" else "failure"
        message = f"{score.passed} of {len(score.outcomes)} passed"
        ET.SubElement(case, kind, {"message": message}).text = _text(_reasons(score))


def _reasons(score: Score) -> str:
    """What was wrong, and what was answered."""
    missed = (outcome for outcome in score.outcomes if not outcome.passed)
    return "\n".join(
        line
        for outcome in missed
        for line in (outcome.trouble or "", *outcome.faults, *(f"> {said}" for said in outcome.answers[-1:]))
        if line
    )


def _text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", sanitize(text))
