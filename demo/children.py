"""The processes of the demo under one parent: started tied to it, watched, and stopped in order."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field

from dossier.leash import leashed

_STOP_SECONDS = 15


@dataclass
class Children:
    """Children by name, in the order in which they are started and stopped: the door is shut before the work ends."""

    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    errands: set[str] = field(default_factory=set)  # those that do what they are for, and end

    def start(self, name: str) -> None:
        """Start `guichet NAME` as a child that is killed when this process dies."""
        self.processes[name] = subprocess.Popen(  # noqa: S603 - our own program and words
            leashed([sys.executable, "-m", "cli", name], signal.SIGKILL),
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # a Ctrl-C at the terminal is the parent's to pass on
        )

    def send(self, name: str) -> None:
        """Start `guichet NAME` as one that does its errand and ends."""
        self.errands.add(name)
        self.start(name)

    def fallen(self) -> str | None:
        """Return the name of a child that has ended, or None; an errand that is done is none."""
        ended = ((name, process.poll()) for name, process in self.processes.items())
        return next((name for name, code in ended if code is not None and (code or name not in self.errands)), None)

    def stop(self) -> None:
        """Ask each to end, one after the other; one that lingers is killed, and its own children with it."""
        for process in self.processes.values():
            if process.poll() is None:
                process.terminate()
            deadline = time.monotonic() + _STOP_SECONDS
            while process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.01)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # whatever is left of the group that it leads
            process.wait()
        self.processes.clear()
