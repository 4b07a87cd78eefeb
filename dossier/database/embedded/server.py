"""Starts one PostgreSQL server on one data directory, tells whether it runs, and stops it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dossier.database.embedded.binaries import Binaries
from dossier.database.embedded.place import Place
from dossier.leash import leashed
from dossier.ports import free_port, port_is_free

START_SECONDS = 30
STOP_SECONDS = 10
_LINUX: bool = sys.platform == "linux"  # a variable, so that types are checked on both ways
_LOG_MAX_BYTES = 5_000_000
_NOTE = "postmaster.pid"
_PASSING = ("pre-existing shared memory block", "could not create any TCP/IP sockets")  # gone at the next try
_ALWAYS = {
    "listen_addresses": "127.0.0.1",
    "timezone": "UTC",
    "jit": "off",  # our queries are short: compiling them costs more than it saves
    # A failed statement would carry a person's data into the log
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "log_min_messages": "error",
}
_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class ServerDidNotStartError(Exception):
    """PostgreSQL did not start; the message ends with what it wrote."""


@dataclass(frozen=True)
class Running:
    """A live server: its process, its TCP port, and whether it takes connections yet."""

    pid: int
    port: int
    ready: bool


def running(data: Path) -> Running | None:
    """Return the live server of a data directory, or None."""
    try:
        lines = (data / _NOTE).read_text().split("\n")
    except FileNotFoundError:
        return None
    pid = int(lines[0]) if lines[0].strip().isdigit() else 0
    if not pid or not _serves(pid, data):
        return None
    told = len(lines) > 7  # noqa: PLR2004 - the eighth line holds the state (pidfile.h)
    return Running(pid, int(lines[3]) if told else 0, ready=told and lines[7].strip() == "ready")


def _serves(pid: int, data: Path) -> bool:
    """Tell whether a process is the server of a data directory, and not a later one with the same number."""
    try:
        if _LINUX:
            return Path(f"/proc/{pid}/cwd").readlink() == data
        os.kill(pid, 0)
    except (FileNotFoundError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def start(binaries: Binaries, place: Place, *, fsync: bool) -> tuple[subprocess.Popen[bytes], int]:
    """Start the server; return its process and its port once it takes connections.

    It is stopped (fast shutdown) when this process dies. The caller made sure that no server runs there.
    Raises ServerDidNotStartError.
    """
    (place.data / _NOTE).unlink(missing_ok=True)  # a dead server's, whose number another process may have by now
    log = place.folder / "postgres.log"
    if log.exists() and log.stat().st_size > _LOG_MAX_BYTES:
        log.unlink()
    deadline = time.monotonic() + START_SECONDS
    while True:
        port = _port(place.folder)
        before = log.stat().st_size if log.exists() else 0
        process = _launch(binaries, place, port, log, fsync=fsync)
        if _takes_connections(process, place, deadline):
            return process, port
        process.kill()
        process.wait()
        wrote = log.read_bytes()[before:].decode(errors="replace")
        if time.monotonic() > deadline or not any(each in wrote for each in _PASSING):
            raise ServerDidNotStartError(f"PostgreSQL did not start in {place.data}:\n{wrote[-2000:]}")
        time.sleep(0.05)


def _takes_connections(process: subprocess.Popen[bytes], place: Place, deadline: float) -> bool:
    """Wait until a server that was launched is ready (True), or has left or is late (False)."""

    def ready() -> bool:
        found = running(place.data)
        return found is not None and found.ready and found.pid == process.pid

    return _until(lambda: ready() or process.poll() is not None, deadline) and process.poll() is None


def _launch(binaries: Binaries, place: Place, port: int, log: Path, *, fsync: bool) -> subprocess.Popen[bytes]:
    sockets = f'"{place.sockets}"' if place.sockets else ""
    options = {**_ALWAYS, **({} if fsync else _FORGETFUL), "port": str(port), "unix_socket_directories": sockets}
    command = [str(binaries.postgres), "-D", str(place.data)]
    command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603 - our own program and words
            leashed(command, signal.SIGINT, user=place.user),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env=plain_environment(),
            start_new_session=True,  # a Ctrl-C at the terminal is ours to pass on
        )


def stop(pid: int, gone: Callable[[], bool]) -> None:
    """Stop a server: its sessions are ended, then it leaves; ever more firmly when it lingers."""
    for firmness in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        try:
            os.kill(pid, firmness)
        except ProcessLookupError:
            return
        if _until(gone, time.monotonic() + STOP_SECONDS):
            return


def plain_environment() -> dict[str, str]:
    """Return an environment in which PostgreSQL speaks plainly, whatever the person's own holds."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}


def _port(folder: Path) -> int:
    """Return the port that the cluster had before when it is still free, else a free one, and keep it."""
    kept = folder / "port"
    port = int(kept.read_text()) if kept.exists() else 0
    if not port or not port_is_free("127.0.0.1", port):
        port = free_port("127.0.0.1")
        kept.write_text(str(port))
    return port


def _until(done: Callable[[], bool], deadline: float) -> bool:
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.005)
    return True
