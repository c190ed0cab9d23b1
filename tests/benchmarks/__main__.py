"""Runs every benchmark of this folder, one after the other: `make bench`."""

from __future__ import annotations

import runpy
from pathlib import Path

for path in sorted(Path(__file__).parent.glob("*_bench.py")):
    print(f"\n{path.stem}", flush=True)
    runpy.run_path(str(path), run_name="__main__")
