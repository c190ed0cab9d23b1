"""A text is read as what it is, and what is no text is refused with a word on what to do."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from companion.persona.distill import reading
from companion.persona.distill.reading import MAX_BYTES, MOST_FILES, DistillError, read, source

if TYPE_CHECKING:
    from pathlib import Path


def test_a_text_is_read_with_its_sum(tmp_path: Path) -> None:
    path = tmp_path / "walks.txt"
    path.write_bytes("I walk, and the café is shut.\r\n".encode())
    (one,) = read([path])
    assert (one.file, one.text, one.notes) == ("walks.txt", "I walk, and the café is shut.\n", ())
    assert one.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_mark_at_the_start_of_the_file_is_no_part_of_the_text() -> None:
    one = source("walks.txt", b"\xef\xbb\xbfI walk.")
    assert (one.text, one.notes) == ("I walk.", ())


def test_windows_1252_is_read_and_told() -> None:
    one = source("old.txt", "“Naïve,” she said – café.".encode("cp1252"))
    assert one.text == "“Naïve,” she said – café."
    assert one.notes == ("old.txt is not UTF-8; it was read as Windows-1252.",)


def test_what_cannot_be_seen_is_taken_out_and_counted() -> None:
    one = source("sly.txt", "Go\u202e on\u200b, said\U000e0041 he.\x0cNext.".encode())
    assert one.text == "Go on, said he.\nNext."
    assert one.notes == ("sly.txt: 3 characters that can't be seen were taken out.",)
    assert source("a.txt", b"Go\x1a").notes == ("a.txt: 1 character that can't be seen was taken out.",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no text"),
        (b"a\x01b\x02c\x03d\x04e\x05" * 40, "no text"),
        ("Hello there.".encode("utf-16"), "UTF-16"),
        (b"half \x81 of \xff nothing", "neither UTF-8 nor Windows-1252"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(DistillError, match=said) as refused:
        source("thing.txt", data)
    assert "Save it as plain text" in refused.value.advice


def test_too_much_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES * 40)  # a hole, which takes no room
    with pytest.raises(DistillError, match="5 MB are the most"):
        read([path])


def test_the_limit_holds_for_all_files_together(tmp_path: Path) -> None:
    half = b"We walked on. " * (MAX_BYTES // 28 + 1000)
    paths = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for path in paths:
        path.write_bytes(half)
    assert len(read(paths[:1])) == 1
    with pytest.raises(DistillError, match="too much text"):
        read(paths)


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "walks.txt"
    path.write_text("I walk.", encoding="utf-8")
    assert len(read([path, path])) == 1


def test_too_many_files_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DistillError, match=f"{MOST_FILES} are the most"):
        read([tmp_path / f"{number}.txt" for number in range(MOST_FILES + 1)])
    with pytest.raises(DistillError, match="is no file"):
        read([tmp_path])
    with pytest.raises(FileNotFoundError):
        read([tmp_path / "none.txt"])


def test_markdown_is_told_by_its_name() -> None:
    assert reading.Source("Letters.MD", "", "").is_markdown
    assert not reading.Source("letters.txt", "", "").is_markdown
