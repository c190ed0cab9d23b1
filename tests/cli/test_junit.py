"""Scores as build servers read them."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from companion.cli.persona.junit import junit
from companion.engine.trial.run import Outcome, Trial
from companion.engine.trial.score import scores
from companion.persona.load import load
from companion.persona.persona import Expectation, PersonaTest


def outcome(persona: str, name: str, *faults: str, trouble: str | None = None, said: str = "Hm.") -> Outcome:
    test = PersonaTest(name, ("Hi.",), Expectation(judged="x"))
    return Outcome(Trial(load(persona), test), (said,), faults, trouble, 0.25)


def test_a_suite_for_each_persona_and_a_case_for_each_test() -> None:
    found = scores(
        [
            outcome("fitch", "terse"),
            outcome("fitch", "kind", "Wrong <b>&</b>.", said="]]> No."),
            outcome("fitch", "kind"),
            outcome("marcus", "calm", trouble="The server is gone."),
        ]
    )
    root = ET.fromstring(junit(found))
    assert (root.tag, root.attrib) == (
        "testsuites",
        {"tests": "3", "failures": "1", "errors": "1", "time": "1.000"},
    )
    fitch, marcus = root.findall("testsuite")
    assert (fitch.get("name"), fitch.get("tests"), fitch.get("failures")) == ("fitch", "2", "1")
    terse, kind = fitch.findall("testcase")
    assert (terse.get("classname"), terse.get("name"), list(terse)) == ("fitch", "terse", [])
    failure = kind.find("failure")
    assert failure is not None
    assert failure.get("message") == "1 of 2 passed"
    assert failure.text == "Wrong <b>&</b>.\n> ]]> No."
    error = marcus.find("testcase/error")
    assert error is not None
    assert error.text == "The server is gone.\n> Hm."


@given(st.text(), st.text())
def test_whatever_is_said_it_stays_xml(name: str, said: str) -> None:
    found = scores([outcome("fitch", name, "\x00\ufffe\x1b[2J", said=said)])
    case = ET.fromstring(junit(found)).find("testsuite/testcase")
    assert case is not None
    assert "\x1b" not in "".join(case.itertext())
