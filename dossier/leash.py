"""Ties the life of a process to its parent's, so that a parent killed outright leaves nothing running behind.

Linux only (`PR_SET_PDEATHSIG`); elsewhere a parent that ends in order stops its children by itself. Run as a script it
becomes another program: `python -I -S leash.py PARENT_PID SIGNAL UID GID PROGRAM ARGUMENT…`.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1


def tie_to(parent_pid: int, parting_signal: int = signal.SIGKILL) -> None:
    """Ask the kernel to signal this process when its parent dies; leave at once when it is already dead.

    The parent's thread that started this process must live as long as the parent: the kernel watches that thread.
    """
    if sys.platform != "linux":
        return
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, parting_signal, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent_pid:  # it died between our birth and the request
        os._exit(1)


def leashed(
    command: list[str], parting_signal: int = signal.SIGKILL, *, user: tuple[int, int] | None = None
) -> list[str]:
    """Return the command that runs `command` tied to this process, as another user (uid, gid) where one is given."""
    uid, gid = user or (-1, -1)
    script = str(Path(__file__).resolve())
    return [
        sys.executable,
        "-I",
        "-S",
        script,
        str(os.getpid()),
        str(int(parting_signal)),
        str(uid),
        str(gid),
        *command,
    ]


def _become(arguments: list[str]) -> None:
    parent_pid, parting_signal, uid, gid = (int(each) for each in arguments[:4])
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    tie_to(parent_pid, parting_signal)  # after setuid, which takes the request back
    os.execv(arguments[4], arguments[4:])  # noqa: S606 - the whole purpose


if __name__ == "__main__":
    _become(sys.argv[1:])
