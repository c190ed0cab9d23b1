"""The native engine (llama.cpp, through xllamacpp), started quietly and out of anyone else's reach.

The engine opens an HTTP listener of its own, which nothing here needs: it is put on a socket in a private
folder, behind a key that nobody has, and its name is deleted as soon as it is up.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.models import INSTALL_ENGINE
from companion.models.machine import available_memory, physical_cores
from companion.models.protocol import ModelError
from companion.models.weights import damaged

if TYPE_CHECKING:
    from companion.models.weights import Weights

_SILENT = -1  # the engine's verbosity: nothing on stdout or stderr
_F16, _Q8_0 = 1, 8  # ggml's numbers for the types
_BYTES = {_F16: 2.0, _Q8_0: 34 / 32}
_WINDOW = 8192
_SMALLEST_WINDOW = 512
_STEP = 256  # the engine rounds windows to it
_COMPUTE = 200 * 2**20  # what the engine needs beside weights and key-value memory
_BATCH = 64  # prompt tokens read at once: a request that is given up costs one batch, under a second
_KEPT = 512  # MiB at the most for prompts of other conversations, so that they need not be read again
_BLOCK = 8 * 2**20


@dataclass(frozen=True, slots=True)
class Plan:
    """How weights are loaded: tokens of context, ggml type of the key-value memory, and whether weights are
    copied into the layout that the CPU reads fastest. Without a copy they are pages of the file, which the
    system can let go of where memory is short.
    """

    window: int
    kv_type: int
    repack: bool


def plan(weights: Weights, window: int | None, available: int | None) -> Plan:
    """The best that fits into `available` bytes (None: not known). `window` is what the user told, if any."""
    longest = weights.context or _WINDOW
    wanted = max(_SMALLEST_WINDOW, min(window or _WINDOW, longest) // _STEP * _STEP)
    smaller = [size for size in (4096, 2048) if size < wanted and not window]
    plans = [Plan(wanted, _F16, True), *(Plan(size, _Q8_0, True) for size in (wanted, *smaller))]
    plans.append(Plan(plans[-1].window, _Q8_0, False))
    if available is None:
        return plans[0]
    return next((one for one in plans if _needs(weights, one) <= available), plans[-1])


def _needs(weights: Weights, plan: Plan) -> float:
    """Bytes that stay in memory: of repacked weights the copy, of others the pages of the file."""
    return weights.size + _COMPUTE + plan.window * weights.kv_numbers * _BYTES[plan.kv_type]


def planned(weights: Weights, window: int | None) -> Plan:
    """The plan for this machine as it is now."""
    return plan(weights, window, available_memory())


def start_chat(path: Path, plan: Plan) -> Any:
    """A server that answers; blocks until it is loaded. Raises `ModelError`."""
    xllamacpp = _engine()
    params = _quiet(xllamacpp, path)
    params.n_ctx = plan.window
    params.n_batch = params.n_ubatch = _BATCH
    params.cache_ram_mib = _KEPT
    params.cache_type_k = params.cache_type_v = xllamacpp.ggml_type(plan.kv_type)
    params.no_extra_bufts = not plan.repack
    return _started(xllamacpp, params, path)


def start_embedding(path: Path, window: int, *, pooled: bool = True) -> Any:
    """A server that embeds texts of up to `window` tokens, one at a time. Raises `ModelError`.

    `pooled`: the file says how a text's states become one vector; else it is their mean.
    """
    xllamacpp = _engine()
    params = _quiet(xllamacpp, path)
    params.embedding = True
    params.n_ctx = params.n_batch = params.n_ubatch = window
    params.cache_ram_mib = 0
    if not pooled:
        params.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
    # A question is a dozen tokens: waking a second thread takes longer than its half of the work (measured:
    # 6.5 ms with one, 11 ms with two).
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    return _started(xllamacpp, params, path)


def _engine() -> Any:
    # Waiting threads sleep instead of spinning. Spinning gains little on an idle machine; on a busy one it
    # makes every token take seconds. It has to be set before the library is loaded.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        import xllamacpp
    except ImportError:
        raise ModelError(
            "The engine that runs models on this machine is not installed.",
            f"Install it with: {INSTALL_ENGINE}",
        ) from None
    return xllamacpp


def _quiet(xllamacpp: Any, path: Path) -> Any:
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.verbosity = _SILENT
    params.warmup = False
    params.fit_params = False
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = physical_cores()
    params.n_threads_http = 1
    params.endpoint_slots = params.endpoint_props = params.endpoint_metrics = params.ui = False
    params.api_keys = [secrets.token_urlsafe(32)]
    return params


def _started(xllamacpp: Any, params: Any, path: Path) -> Any:
    _read_ahead(path)
    folder = Path(tempfile.mkdtemp(prefix="companion-"))
    if hasattr(socket, "AF_UNIX"):
        params.hostnames = [str(folder / "s.sock")]
    try:
        return xllamacpp.Server(params)
    except RuntimeError:
        raise damaged(path) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _read_ahead(path: Path) -> None:
    """Bring the file into the page cache: loading holds Python's lock, and should not wait for a disk."""
    available = available_memory()
    if available is not None and path.stat().st_size > available:
        return
    block = bytearray(_BLOCK)
    with path.open("rb", buffering=0) as file:
        while file.readinto(block):
            pass
