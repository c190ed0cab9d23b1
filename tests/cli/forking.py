"""Commands as processes of their own that need not import the program anew: forked from one that has.

Each has to itself what a process has: arguments, environment, folder, descriptors, signals, and its end.
Only what Python settles at its start (the locale, `PYTHON...`) is as it was when the first of them began.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import pkgutil
import signal
import socket
import struct
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NUMBER = struct.Struct("i")
LARGEST = 1 << 20  # bytes of a request


class Forking:
    """The process that has imported everything, as the tests see it; `patience` are a command's seconds."""

    def __init__(self, patience: float = 60) -> None:
        self._patience = patience
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.cli.forking", str(theirs.fileno())],
                env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},  # what has threads is not to be forked
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # a Ctrl-C at the tests is none at it
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()
        self._process.wait()

    def run(
        self, words: Sequence[str], stdin: str, env: Mapping[str, str], cwd: Path | None
    ) -> tuple[int, str, str]:
        """Run a command to its end -> its exit code (below 0: by which signal), and what it printed.

        Raises `TimeoutError`; it is killed then.
        """
        (to_it, out, err), theirs = pipes()
        request = {"words": words, "env": dict(env), "cwd": str(cwd or Path.cwd())}
        socket.send_fds(self._line, [json.dumps(request).encode()], theirs)
        for descriptor in theirs:
            os.close(descriptor)
        pid = self._number()
        with ThreadPoolExecutor() as pool:
            printed = [pool.submit(everything, descriptor) for descriptor in (out, err)]
            pool.submit(write, to_it, stdin.encode())
            try:
                said = [one.result(self._patience) for one in printed]
            except TimeoutError:
                os.kill(pid, signal.SIGKILL)
                raise
            finally:
                code = self._number()
        return code, said[0], said[1]

    def _number(self) -> int:
        (number,) = NUMBER.unpack(self._line.recv(NUMBER.size))
        return int(number)


def pipes() -> tuple[list[int], list[int]]:
    """Our ends of stdin, stdout and stderr, and the command's."""
    (stdin, to_it), (out, stdout), (err, stderr) = os.pipe(), os.pipe(), os.pipe()
    return [to_it, out, err], [stdin, stdout, stderr]


def everything(descriptor: int) -> str:
    with open(descriptor, encoding="utf-8") as stream:
        return stream.read()


def write(descriptor: int, data: bytes) -> None:
    """Give it all that, unless it does not listen to the end."""
    with suppress(BrokenPipeError), open(descriptor, "wb") as stream:
        stream.write(data)


class Ending:
    """Leaves when a command has done all that it does at its end: to take all modules down would take longer
    than most commands do.
    """

    code = 1  # of an error that nobody caught

    def leave(self) -> None:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        os._exit(self.code)


def import_all() -> None:
    """The whole program, with what it imports and reads when it is first needed."""
    for package in ("companion", "memory"):
        for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
            import_module(module.name)
    import_module("companion.models.tokens").count("Hello.")  # with a vocabulary
    gc.collect()
    gc.freeze()


def serve(line: socket.socket) -> None:
    """Fork for each request until there are no more; returns in each child, which becomes the command."""
    while True:
        request, descriptors, _, _ = socket.recv_fds(line, LARGEST, 3)
        if not request:
            os._exit(0)
        pid = os.fork()
        if pid == 0:
            line.close()
            return become(json.loads(request), descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        line.send(NUMBER.pack(pid))
        line.send(NUMBER.pack(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])))


def become(request: dict[str, Any], descriptors: list[int]) -> None:
    """What a new process has from its start."""
    for place, descriptor in enumerate(descriptors):
        os.dup2(descriptor, place)
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    time.tzset()
    sys.argv = ["companion", *request["words"]]


if __name__ == "__main__":
    ending = Ending()
    atexit.register(ending.leave)  # the first to be registered is the last to be called
    import_all()
    serve(socket.socket(fileno=int(sys.argv[1])))
    from companion.__main__ import main

    try:
        main()
        ending.code = 0
    except SystemExit as ended:
        ending.code = int(ended.code or 0)
        raise
