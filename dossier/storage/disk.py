"""Tells what a folder of this machine lies on: which file system, how much room, and how long a sync takes."""

import os
import re
import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from dossier.finding import Finding
from dossier.storage.listing import PART_SUFFIX

_MOUNTS = Path("/proc/self/mountinfo")
_SYNCS = 7
_SYNCED_BYTES = 4096
_GIGABYTE = 1024**3

_IN_MEMORY = "is in memory ({kind}): a restart loses every file. Choose a folder on a disk."
_ON_A_SHARE = "is on a network share ({kind}), where a sync promises little. Choose a disk or an object store."
_ON_A_STICK = "is on {kind}, which has no hard links and no journal. Choose another disk."
_NOT_KEEPING = {
    "tmpfs": _IN_MEMORY,
    "ramfs": _IN_MEMORY,
    "overlay": "is in a container's own layer ({kind}), and goes with the container. Mount a volume there.",
    "cifs": _ON_A_SHARE,
    "smb3": _ON_A_SHARE,
    "vfat": _ON_A_STICK,
    "exfat": _ON_A_STICK,
}
_NFS = ("nfs", "nfs4")


@dataclass(frozen=True, slots=True)
class Mount:
    """A file system as the kernel mounted it."""

    kind: str  # `ext4`, `nfs4`, `tmpfs` …
    options: frozenset[str]


def mount_of(folder: Path, mounts: str) -> Mount | None:
    """Return the mount that a folder lies in, by the text of `/proc/self/mountinfo` (proc(5)); None when none fits.

    Of two mounts at one place, the later one hides the earlier.
    """
    found, depth = None, -1
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        place = Path(re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), before.split()[4]))
        if folder.is_relative_to(place) and len(place.parts) >= depth:
            kind, _, options = after.split(maxsplit=2)
            depth = len(place.parts)
            found = Mount(kind, frozenset(f"{before.split()[5]},{options}".split(",")))
    return found


def ground(folder: Path) -> list[Finding]:
    """Say what a folder lies on: not well where a restart, or a power cut, is known to lose what was synced.

    Raises OSError where the folder cannot be written to.
    """
    free, sync = shutil.disk_usage(folder).free / _GIGABYTE, _sync_seconds(folder) * 1000
    room = f"has {free:,.1f} GB of room, and a sync takes {sync:.1f} ms there"
    mount = mount_of(folder.resolve(), _MOUNTS.read_text()) if _MOUNTS.exists() else None
    if mount is None:
        return [Finding(well=True, sentence=f"The store's folder {room}; on which file system, is not known.")]
    said = Finding(well=True, sentence=f"The store's folder is on {mount.kind}, {room}.")
    doubt = _doubt(mount)
    return [said, Finding(well=doubt[0], sentence=f"The store's folder {doubt[1]}")] if doubt else [said]


def _doubt(mount: Mount) -> tuple[bool, str] | None:
    """Return whether it may yet be well, and what speaks against it; None where nothing does."""
    if mount.kind in _NOT_KEEPING:
        return False, _NOT_KEEPING[mount.kind].format(kind=mount.kind)
    if mount.kind in _NFS and mount.options & {"soft", "softerr"}:
        return False, "is mounted soft: what is written while its server is away is lost. Mount it hard."
    if mount.options & {"nobarrier", "barrier=0"}:
        return False, "is mounted without barriers: a power cut loses what was synced. Mount it with them."
    if mount.kind in _NFS:
        return True, "is on another machine: see that its server exports it with `sync` (docs/stores.md)."
    if mount.kind.startswith("fuse"):
        return True, f"is on {mount.kind}: whether a sync reaches a disk, its maker has to say (docs/stores.md)."
    return None


def _sync_seconds(folder: Path) -> float:
    """Return how long a sync of a small file takes, the median of a few."""
    taken = []
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", suffix=PART_SUFFIX) as file:
        for _ in range(_SYNCS):
            file.write(bytes(_SYNCED_BYTES))
            file.flush()
            begun = time.perf_counter()
            os.fsync(file.fileno())
            taken.append(time.perf_counter() - begun)
    return statistics.median(taken)
