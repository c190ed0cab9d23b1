"""What this machine has to spare, and how weights are fitted into it."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from companion.models import llama
from companion.models.llama import Plan
from companion.models.machine import available_memory, physical_cores
from companion.models.weights import Weights

GB = 1_000_000_000
F16, Q8_0 = 1, 8
BIG = Weights("qwen2", size=1_117_320_768, context=32_768, kv_numbers=14_336, dimensions=1536)


def test_there_is_a_core_and_no_more_than_the_system_has() -> None:
    assert 1 <= physical_cores() <= (os.cpu_count() or 1)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="no affinity on this system")
def test_a_process_that_may_use_one_core_counts_one() -> None:
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        assert physical_cores() == 1
    finally:
        os.sched_setaffinity(0, before)


def test_some_memory_is_free() -> None:
    available = available_memory()
    assert available is not None
    assert 50_000_000 < available < 2**50


@pytest.mark.parametrize(
    ("available", "expected"),
    [
        (8 * GB, Plan(8192, F16, repack=True)),
        (None, Plan(8192, F16, repack=True)),
        (1.5 * GB, Plan(8192, Q8_0, repack=True)),
        (1.4 * GB, Plan(4096, Q8_0, repack=True)),
        (1.36 * GB, Plan(2048, Q8_0, repack=True)),
        (0.5 * GB, Plan(2048, Q8_0, repack=False)),
    ],
)
def test_the_less_memory_the_less_is_asked_for(available: int | None, expected: Plan) -> None:
    assert llama.plan(BIG, None, available) == expected


@pytest.mark.parametrize(
    ("told", "window"), [(None, 8192), (20_000, 19_968), (100_000, 32_768), (1000, 768), (1, 512)]
)
def test_a_window_that_was_told_is_kept_within_what_the_model_can_read(told: int | None, window: int) -> None:
    assert llama.plan(BIG, told, 100 * GB).window == window


def test_a_window_that_was_told_is_not_made_smaller_for_want_of_memory() -> None:
    assert llama.plan(BIG, 16_384, GB) == Plan(16_384, Q8_0, repack=False)


def test_a_model_that_reads_little_has_a_small_window() -> None:
    assert llama.plan(replace(BIG, context=2048), None, 100 * GB).window == 2048
