"""A wall around files: Landlock (Linux ≥ 5.13) leaves this process the folders that it names, and nothing else."""

import ctypes
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

# linux/landlock.h; the three calls have the same numbers on every architecture.
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_ASK_VERSION = 1
_RULE_PATH_BENEATH = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _MAKE_REGULAR, _TRUNCATE = 1, 1 << 1, 1 << 2, 1 << 3, 1 << 8, 1 << 14
_RIGHTS_OF_VERSION = ((1 << 13) - 1, (1 << 14) - 1, (1 << 15) - 1, (1 << 15) - 1, (1 << 16) - 1)
"""What versions 1, 2, … can forbid on files; 5 and later the same."""
CUTS_OFF_SINCE = 3
"""The version from which on also `truncate` can be forbidden."""
_TCP_SINCE, _TCP_BIND_AND_CONNECT = 4, 0b11
_SCOPE_SINCE, _ABSTRACT_SOCKETS_AND_SIGNALS = 6, 0b11


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent_fd", ctypes.c_int32))


def version() -> int:
    """Return the version of Landlock that the kernel speaks; 0 where there is none."""
    if sys.platform != "linux":
        return 0
    spoken: int = ctypes.CDLL(None, use_errno=True).syscall(_CREATE, None, ctypes.c_size_t(0), _ASK_VERSION)
    return max(0, spoken)


def wall_in(*, readable: Sequence[Path], writable: Path, runnable: Sequence[Path] = ()) -> bool:
    """Leave this process these folders and files; tell whether the wall stands. `no_new_privs` must be set.

    Nothing may be executed but what is `runnable`: a program that comes after this one has the run of `writable`, and
    may also make folders, links and sockets there, and remove what it made. TCP and signals to others are shut off too
    where the kernel can. Call it before there are threads: it binds the one that calls.
    """
    spoken = version()
    if not spoken:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    rights = _RIGHTS_OF_VERSION[min(spoken, len(_RIGHTS_OF_VERSION)) - 1]
    wanted = _Ruleset(
        files=rights,
        net=_TCP_BIND_AND_CONNECT if spoken >= _TCP_SINCE else 0,
        scoped=_ABSTRACT_SOCKETS_AND_SIGNALS if spoken >= _SCOPE_SINCE else 0,
    )
    ruleset = libc.syscall(_CREATE, ctypes.byref(wanted), ctypes.c_size_t(ctypes.sizeof(wanted)), 0)
    if ruleset < 0:
        return False
    try:
        for path in readable:
            _allow(libc, ruleset, path, _READ_FILE | _READ_DIR)
        for path in runnable:
            _allow(libc, ruleset, path, _READ_FILE | _READ_DIR | _EXECUTE)
        own = rights & ~_EXECUTE if runnable else _READ_FILE | _READ_DIR | _WRITE_FILE | _MAKE_REGULAR | _TRUNCATE
        _allow(libc, ruleset, writable, rights & own)
        return bool(libc.syscall(_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, rights: int) -> None:
    """Allow rights below a folder, or on a file; one that is not there needs no right."""
    with suppress(OSError):
        at = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            allowed = rights if path.is_dir() else rights & ~(_READ_DIR | _MAKE_REGULAR)
            rule = _Beneath(allowed=allowed, parent_fd=at)
            libc.syscall(_ADD, ruleset, _RULE_PATH_BENEATH, ctypes.byref(rule), 0)
        finally:
            os.close(at)
