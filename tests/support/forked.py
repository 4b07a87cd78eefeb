"""Runs a module as `python -m` would, in a fork of a process that has imported what the service imports: at once.

A process of the service takes 0.7 s of processor time to start, nearly all of it imports. A storm that
kills hundreds of them would mostly wait for those.
"""

import multiprocessing
import os
import runpy
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from pathlib import Path

from dossier.leash import tie_to

_PRELOADED = [
    "tests.support.forker",
    "asgi",
    "cli.processes",
    "dossier.database.migrate",
    "granian.server",
    "dossier.jobs.worker",
    "dossier.jobs.handlers",
    "kiosk_agent.service",
]


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


class Forked:
    """A running process, asked as a `subprocess.Popen` is."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], log: Path) -> None:
        """Run `MODULE ARGUMENT…` in a session of its own, which writes to the end of a log."""
        self._process = _forking().Process(target=_become, args=(list(command), dict(env), str(log)))
        with _nameless_main():
            self._process.start()

    @property
    def pid(self) -> int:
        """Return its number, which is also its session's."""
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        """Return how it ended, None while it runs."""
        return self._process.exitcode

    def wait(self, timeout_seconds: float | None = None) -> int:
        """Wait for its end, so long at most; return how it ended."""
        self._process.join(timeout_seconds)
        assert self._process.exitcode is not None
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send it a signal, and nobody else: what it started finds out by itself."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill it with all that it started."""
        kill_session(self.pid)
        self.wait()

    def end(self, patience_seconds: float) -> None:
        """Ask it to stop, and kill it with all that it started when it has not after so long."""
        self._process.terminate()
        self._process.join(patience_seconds)
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.join()


def run(
    command: Sequence[str], env: Mapping[str, str], cwd: Path, *, piped: str = "", timeout_seconds: float = 60
) -> Done:
    """Run `MODULE ARGUMENT…` to its end, as `subprocess.run` would with these words on its standard input."""
    context = _forking()
    with tempfile.TemporaryDirectory() as folder:
        streams = [Path(folder) / name for name in ("stdin", "stdout", "stderr")]
        streams[0].write_text(piped)
        told = list(command), dict(env), [str(each) for each in streams], str(cwd)
        process = context.Process(target=_act, args=told)
        with _nameless_main():
            process.start()
        process.join(timeout_seconds)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(f"{command} took longer than {timeout_seconds} s")
        return Done(process.exitcode, streams[1].read_text(), streams[2].read_text())


def kill_session(pid: int) -> None:
    """Kill a process that began a session, and all of that session."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:  # it ended, or was forked this very moment and has no session of its own yet
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _forking() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


@contextmanager
def _nameless_main() -> Iterator[None]:
    """Let no fork run what started the tests once more, which is how it would find what it was given by name."""
    main = sys.modules["__main__"].__dict__
    kept: dict[str, object] = {name: main.pop(name) for name in ("__file__", "__spec__") if name in main}
    main["__spec__"] = None
    try:
        yield
    finally:
        main.update(kept)


def _become(command: list[str], env: dict[str, str], log: str) -> None:
    tie_to(os.getppid(), signal.SIGKILL)  # to the process that forks, which ends with the tests
    os.setsid()
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for each in (1, 2):
        os.dup2(output, each)
    _run_module(command, env)


def _act(command: list[str], env: dict[str, str], streams: list[str], cwd: str) -> None:
    tie_to(os.getppid(), signal.SIGKILL)
    os.chdir(cwd)
    for number, path in enumerate(streams):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), number)
    sys.stdin = os.fdopen(0, closefd=False)  # a fork was given none
    _run_module(command, env)


def _run_module(command: list[str], env: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(env)
    multiprocessing.set_start_method("fork", force=True)  # as it is for whoever was not started this way
    sys.argv = command
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)
