"""The program's entry. `--version` is answered before anything is imported."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        if sys.argv[1:] == ["--version"]:
            from companion import __version__

            sys.exit(_printed(f"companion {__version__}"))
        from companion.cli.root import run

        run()
    except KeyboardInterrupt:  # before the command line could take care of it
        sys.exit(130)


def _printed(line: str) -> int:
    """The exit code: there may be no room for it where stdout goes, or nobody to read it."""
    try:
        print(line, flush=True)
    except OSError:
        sys.stdout = None
        return 1
    return 0


if __name__ == "__main__":
    main()
