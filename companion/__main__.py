"""The program's entry. `--version` is answered before anything is imported."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:
        from companion import __version__

        print(f"companion {__version__}")
        return
    from companion.cli.root import run

    run()


if __name__ == "__main__":
    main()
