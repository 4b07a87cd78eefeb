"""The demo's process parent: everything starts under it, and nothing outlives it."""

import fcntl
import http.client
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.parent import DemoCannotRunError, run
from dossier.ports import free_port
from tests.support.processes import alive, cpu_seconds, descendants, eventually

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's"),
    pytest.mark.torture,  # a demo starts, cold, three times
]

COLD_SECONDS = 240  # the first start carries every paper of the demo through the pipeline
WARM_CPU_SECONDS = 6  # two cores for the three seconds that a warm start may take; a busy machine changes no CPU time


class Demo:
    """One `guichet demo`, and all the processes below it."""

    def __init__(self, folder: Path, timeout_seconds: float, until: str = "Guichet runs") -> None:
        self.port = free_port("127.0.0.1")
        self.log = folder.with_suffix(".log")
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "cli", "demo", "--folder", str(folder), "--port", str(self.port)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.below: dict[int, str] = {}
        eventually(lambda: self.process.poll() is not None or self.has_reached(until), timeout_seconds)
        assert self.process.poll() is None, self.said()

    def has_reached(self, until: str) -> bool:
        """Look for words in what the demo said and in the command lines below it."""
        self.below = descendants(self.process.pid)
        return until in self.said() or any(until in line for line in self.below.values())

    def said(self) -> str:
        return self.log.read_text()

    def status(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse().status
        connection.close()
        return answer

    def left(self) -> list[str]:
        return [line for pid, line in self.below.items() if alive(pid)]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Give the folder of a demo that has been started once, and was killed outright."""
    home = Path(tempfile.mkdtemp(prefix="guichet-demo-"))
    home.chmod(0o755)  # the server's user passes through
    yield home / "var"
    shutil.rmtree(home)


@pytest.fixture(scope="module")
def killed(folder: Path) -> Demo:
    demo = Demo(folder, COLD_SECONDS, until="The training centre is there")  # its errand, after it runs
    assert {"serve", "worker"} <= {word for line in demo.below.values() for word in line.split()}
    assert any("postgres" in line for line in demo.below.values())
    assert demo.status("/") == 200
    os.kill(demo.process.pid, signal.SIGKILL)
    demo.process.wait()
    return demo


def test_parent_that_is_killed_leaves_no_process(killed: Demo) -> None:
    eventually(lambda: not killed.left())


@pytest.mark.parametrize("asked_by", [signal.SIGINT, signal.SIGTERM])
def test_second_start_is_warm_and_stops_in_order(killed: Demo, folder: Path, asked_by: signal.Signals) -> None:
    assert killed.process.returncode == -signal.SIGKILL
    demo = Demo(folder, 30)
    spent = sum(cpu_seconds(pid) for pid in [demo.process.pid, *demo.below])
    assert demo.status("/backoffice") < 500
    demo.process.send_signal(asked_by)
    assert demo.process.wait(20) == 0
    assert demo.left() == []
    assert "Traceback" not in demo.said()
    assert spent < WARM_CPU_SECONDS


def test_stop_is_heard_while_it_starts(killed: Demo, folder: Path) -> None:
    assert not killed.left()
    demo = Demo(folder, 30, until="cli serve")
    demo.process.send_signal(signal.SIGTERM)
    assert demo.process.wait(8) == 0
    assert demo.left() == []


def test_second_demo_on_the_same_folder_is_refused(killed: Demo, folder: Path) -> None:
    assert not killed.left()
    with (folder / "demo.lock").open("r+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(DemoCannotRunError, match="already"):
            run(folder, killed.port, print)


def test_keys_are_kept_and_private(killed: Demo, folder: Path) -> None:
    assert killed.process.returncode is not None
    assert (folder / "keys.json").stat().st_mode & 0o777 == 0o600
