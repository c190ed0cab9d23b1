"""What this machine has to spare for a model: physical cores and memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_CPUS = Path("/sys/devices/system/cpu")
_CGROUP = Path("/sys/fs/cgroup")


def physical_cores() -> int:
    """Cores that this process may use: of its affinity, one a physical core, within its cgroup's share.

    A second thread on a core slows the engine down, and so does a thread that has to wait for its turn.
    """
    if sys.platform == "darwin":
        return _performance_cores()
    try:
        usable = os.sched_getaffinity(0)
    except AttributeError:
        return max(1, (os.cpu_count() or 2) // 2)
    cores = {_core(cpu) for cpu in usable}
    return max(1, min(len(cores), _cpu_share() or len(cores)))


def _core(cpu: int) -> tuple[str, str]:
    """The package and core that a logical CPU belongs to; each counts for itself where that is not told."""
    topology = _CPUS / f"cpu{cpu}" / "topology"
    try:
        return (
            (topology / "physical_package_id").read_text().strip(),
            (topology / "core_id").read_text().strip(),
        )
    except OSError:
        return "", str(cpu)


def _performance_cores() -> int:
    """Apple's fast cores; the slow ones would hold the others up."""
    told = subprocess.run(
        ["/usr/sbin/sysctl", "-n", "hw.perflevel0.physicalcpu"], capture_output=True, text=True, check=False
    ).stdout.strip()
    return int(told) if told.isdigit() else max(1, (os.cpu_count() or 2) // 2)


def _cpu_share() -> int | None:
    """Whole CPUs that the cgroup grants (v2 `cpu.max`, v1 `cpu.cfs_quota_us`); None: no limit."""
    shares = []
    for folder in _own_cgroups("cpu"):
        quota, _, period = _text(folder / "cpu.max").partition(" ")
        if not quota:
            quota, period = _text(folder / "cpu.cfs_quota_us"), _text(folder / "cpu.cfs_period_us")
        if quota.isdigit() and period.isdigit() and int(period):
            shares.append(max(1, int(quota) // int(period)))
    return min(shares, default=None)


def available_memory() -> int | None:
    """Bytes that a new program can have without swapping, within the cgroup; None: not known."""
    lines = _text(Path("/proc/meminfo")).splitlines()
    free = [int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")]
    free += _cgroup_memory()
    if not free and hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        free.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * 2 // 3)
    return min(free, default=None)


def _cgroup_memory() -> list[int]:
    """What is left of each limit on the way up; pages of files in use count as free."""
    left = []
    for folder in _own_cgroups("memory"):
        limit = _text(folder / "memory.max") or _text(folder / "memory.limit_in_bytes")
        used = _text(folder / "memory.current") or _text(folder / "memory.usage_in_bytes")
        if limit.isdigit() and used.isdigit() and int(limit) < 2**60:
            left.append(int(limit) - int(used) + _file_pages(folder))
    return left


def _file_pages(folder: Path) -> int:
    for line in _text(folder / "memory.stat").splitlines():
        name, _, value = line.partition(" ")
        if name in {"inactive_file", "total_inactive_file"}:
            return int(value)
    return 0


def _own_cgroups(controller: str) -> list[Path]:
    """This process's cgroup and those above it, for v2 or the v1 controller; none where there are none."""
    folders: list[Path] = []
    for line in _text(Path("/proc/self/cgroup")).splitlines():
        _, names, inner = line.split(":", 2)
        if names and controller not in names.split(","):
            continue
        root = _CGROUP / controller if names else _CGROUP
        own = root / inner.lstrip("/")
        folders += [folder for folder in (own, *own.parents) if folder == root or root in folder.parents]
    return folders


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
