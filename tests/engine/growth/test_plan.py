"""What authors are told of the parts that grow by themselves is what is done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from companion.engine.growth.plan import plans
from companion.engine.growth.seeds import Kind, Seed
from companion.persona.blocks import Growing, GrowthPart
from companion.persona.persona import Growth

if TYPE_CHECKING:
    from companion.persona.persona import Persona


def test_the_schema_says_for_which_parts_suggestions_come(ada: Persona) -> None:
    wide_open = replace(ada, growth=tuple(Growth(part) for part in get_args(Growing)))
    seeds = [Seed(kind, "shorter" if kind == "length" else "kites", (1,)) for kind in get_args(Kind)]
    suggested = {plan.part for seed in seeds for plan in plans(wide_open, seed)}
    told = GrowthPart.model_fields["part"].description or ""
    assert {part for part in get_args(Growing) if part in told} == suggested
