"""CHARX: a zip with `card.json` and the assets that it names. Nothing is ever unpacked onto a disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from companion.persona.cards import strict_json
from companion.persona.cards.card import CardError

if TYPE_CHECKING:
    from collections.abc import Iterable

CARD = "card.json"
MAX_TOTAL = 100 * 2**20  # bytes of all members when they are unpacked
MAX_MEMBER = 20 * 2**20
MAX_RATIO = 200
_SMALL = 2**20  # a member that is smaller may be packed as tightly as it likes
_MAX_DIRECTORY = 2**20
_END, _LOCATOR = b"PK\x05\x06", b"PK\x06\x07"
_END_SIZE, _LOCATOR_SIZE, _LONGEST_COMMENT = 22, 20, 2**16
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others can't be unpacked a bit at a time
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    RuntimeError,
    OverflowError,
)


def is_archive(data: bytes) -> bool:
    """Whether it is a zip, perhaps behind a picture."""
    return data.startswith(b"PK\x03\x04") or _end_of(data) >= 0


def card(data: bytes) -> bytes:
    """The JSON of the card. Raises `CardError`, also for an archive that is a bomb or points outside."""
    try:
        with _opened(data) as archive:
            if CARD not in archive.namelist():
                raise CardError(
                    f"The archive has no {CARD} in it, so it is no CHARX. Unpack it if it holds cards."
                )
            with archive.open(CARD) as member:
                return member.read(strict_json.MAX_BYTES + 1)
    except _BROKEN:
        raise CardError("The archive is damaged. Get the file again.") from None


def packed(json: bytes, original: bytes | None = None) -> bytes:
    """An archive with this card, and with all else that the original has in it. Raises `CardError`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_member(CARD), json)
        for name, content in _others(original) if original else ():
            archive.writestr(_member(name), content)
    return out.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    """With no date, so that the same card gives the same archive."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _others(original: bytes) -> Iterable[tuple[str, bytes]]:
    try:
        with _opened(original) as archive:
            for info in archive.infolist():
                if not info.is_dir() and info.filename != CARD:
                    yield info.filename, archive.read(info)
    except _BROKEN:
        raise CardError(
            "The archive that the card came in is damaged, so its assets can't be taken along."
        ) from None


def _opened(data: bytes) -> zipfile.ZipFile:
    end = _end_of(data)
    if end < 0:
        raise CardError("The archive is cut off. Get the file again.")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    if size > _MAX_DIRECTORY or data[max(0, end - _LOCATOR_SIZE) : end].startswith(_LOCATOR):
        raise CardError("The archive has too many files in it.")
    archive = zipfile.ZipFile(io.BytesIO(data))
    for info in archive.infolist():
        _refuse(info)
    if sum(info.file_size for info in archive.infolist()) > MAX_TOTAL:
        raise CardError(f"The archive is too large unpacked; {MAX_TOTAL // 2**20} MB are the most.")
    return archive


def _end_of(data: bytes) -> int:
    """Where the end record starts; -1 where there is none."""
    return data.rfind(_END, max(0, len(data) - _END_SIZE - _LONGEST_COMMENT))


def _refuse(info: zipfile.ZipInfo) -> None:
    """Raises `CardError` for a member that nobody should unpack."""
    name, most = info.filename, strict_json.MAX_BYTES if info.filename == CARD else MAX_MEMBER
    shown = "".join(one if one.isprintable() else "?" for one in name)[:60]
    if (
        name.startswith(("/", "\\"))
        or ":" in name.split("/")[0]
        or ".." in name.replace("\\", "/").split("/")
    ):
        raise CardError(f"The archive has a file in it that points outside of it: {shown}.")
    if info.flag_bits & 1:
        raise CardError("The archive is encrypted. Unpack it with its password, and pack it again without.")
    if info.compress_type not in _METHODS:
        raise CardError(f"The archive is packed in a way that a CHARX never is ({shown}).")
    if info.file_size > most:
        raise CardError(
            f"A file in the archive is too large unpacked; {most // 2**20} MB are the most: {shown}."
        )
    if info.file_size > _SMALL and info.file_size > MAX_RATIO * max(1, info.compress_size):
        raise CardError(f"A file in the archive is a bomb: it unpacks to far more than it holds ({shown}).")
