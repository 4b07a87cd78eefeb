"""The processes of the demo under one parent: started tied to it, watched, and stopped in order."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

from dossier.leash import leashed

_STOP_SECONDS = 15


@dataclass
class Children:
    """Children by name, in the order in which they were started; the last one is stopped first."""

    environment: dict[str, str]
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *words: str) -> None:
        """Start `guichet WORDS…` as a child that is killed when this process dies."""
        command = leashed([sys.executable, "-m", "cli", *words], signal.SIGKILL)
        self.processes[name] = subprocess.Popen(  # noqa: S603 - our own program and words
            command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # a Ctrl-C at the terminal is the parent's to pass on
        )

    def fallen(self) -> str | None:
        """Return the name of a child that has ended, or None."""
        return next((name for name, process in self.processes.items() if process.poll() is not None), None)

    def stop(self) -> None:
        """Ask each to end, the youngest first; one that does not within 15 s is killed, and its own children with it."""
        for process in reversed(self.processes.values()):
            if process.poll() is None:
                process.terminate()
            deadline = time.monotonic() + _STOP_SECONDS
            while process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.01)
            self._sweep(process)
        self.processes.clear()

    @staticmethod
    def _sweep(process: subprocess.Popen[bytes]) -> None:
        """Kill whatever is left of a child's group, which it leads."""
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        finally:
            process.wait()
