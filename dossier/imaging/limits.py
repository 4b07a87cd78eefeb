"""The walls of the child: memory, time, file size, no core file, no new rights, and death with its parent."""

import ctypes
import os
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
FILE_MAX_BYTES = 64 * 1024 * 1024
OPEN_FILES_MAX = 64


def enclose(*, parent: int, max_bytes: int, open_files_max: int = OPEN_FILES_MAX) -> None:
    """Shut this process in; it ends at once when `parent` (a process id) is no longer its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    for what, limit in (
        (resource.RLIMIT_AS, max_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, FILE_MAX_BYTES),
        (resource.RLIMIT_NOFILE, open_files_max),
    ):
        _, hard = resource.getrlimit(what)
        within = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(what, (within, within))


def allow_cpu_seconds(seconds: float) -> None:
    """Let the next job burn so much processor time, counted from now; SIGPROF ends the process after it.

    The kernel's own limit, which counts whole seconds, stands behind that: SIGXCPU.
    """
    signal.setitimer(signal.ITIMER_PROF, seconds)
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
