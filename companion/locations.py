"""Every path of the program, one function each.

`COMPANION_HOME` puts everything into one folder; without it the platform's own folders are used.
`COMPANION_MODELS` moves the weights alone, so that many homes share them. What is made here is private:
folders 0700.
"""

from __future__ import annotations

import os
from pathlib import Path


def _folder(kind: str) -> Path:
    home = os.environ.get("COMPANION_HOME")
    if home:
        return _absolute(home)
    import platformdirs  # slow to import, and not needed where COMPANION_HOME is set

    return Path(getattr(platformdirs, f"user_{kind}_dir")("companion", appauthor=False))


def _absolute(given: str) -> Path:
    return Path(os.path.expanduser(given)).absolute()  # noqa: PTH111 - Path's own raises for ~nobody


def private(folder: Path) -> Path:
    """The folder, made with mode 0700 (its missing parents too) if it is not there."""
    if not folder.is_dir():
        if folder.parent != folder:
            private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def config_file() -> Path:
    """Settings, TOML."""
    return _folder("config") / "config.toml"


def data_folder() -> Path:
    """What she keeps: the store, and what is made from it."""
    return _folder("data")


def store_file() -> Path:
    """The memory, one SQLite file."""
    return data_folder() / "companion.db"


def backups_folder() -> Path:
    """Backups of the memory that the program made; the memory itself knows them by being beside it."""
    return data_folder() / "backups"


def models_folder() -> Path:
    """Weights, `<name>.gguf` each."""
    given = os.environ.get("COMPANION_MODELS")
    return _absolute(given) if given else data_folder() / "models"


def personas_folder() -> Path:
    """The user's own personas, YAML."""
    return _folder("config") / "personas"


def cache_folder() -> Path:
    """What can be made again: the tokenizer's vocabulary, answers to a persona's tests."""
    home = os.environ.get("COMPANION_HOME")
    return _folder("cache") / "cache" if home else _folder("cache")


def answers_folder() -> Path:
    """What models answered when personas were tried."""
    return cache_folder() / "answers"


def log_file() -> Path:
    """The program's log: what went wrong, never what was said."""
    home = os.environ.get("COMPANION_HOME")
    return (_folder("log") / "logs" if home else _folder("log")) / "companion.log"


def whole_path(name: str) -> str:
    """The path of a file that is named from here, so that it is found from everywhere; else the name."""
    path = Path(os.path.expanduser(name))  # noqa: PTH111 - Path's own raises for ~nobody
    looks_like_one = "/" in name or path.suffix in {".gguf", ".yaml"}
    return str(path.absolute()) if looks_like_one and path.is_file() else name
