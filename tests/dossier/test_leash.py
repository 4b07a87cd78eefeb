"""Processes tied to their parent: killed outright, it leaves none behind."""

import os
import signal
import subprocess
import sys

import pytest

from dossier.leash import leashed
from tests.support.processes import alive, command_line, eventually

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")

PARENT = """
import subprocess, sys, time
from dossier.leash import leashed
child = subprocess.Popen(leashed(["/bin/sleep", "60"], int(sys.argv[1])), start_new_session=True)
print(child.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("parting_signal", [signal.SIGKILL, signal.SIGTERM])
def test_child_ends_with_a_parent_that_is_killed(parting_signal: int) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(int(parting_signal))], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    eventually(lambda: "sleep" in command_line(child))
    parent.kill()
    parent.communicate()
    eventually(lambda: not alive(child))


def test_child_whose_parent_died_before_it_could_ask_does_not_begin() -> None:
    command = leashed(["/bin/echo", "began"])
    command[command.index(str(os.getpid()))] = str(_number_of_a_dead_process())
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")


def test_what_the_child_prints_and_returns_is_its_own() -> None:
    done = subprocess.run(leashed(["/bin/sh", "-c", "echo heard; exit 7"]), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (7, "heard\n")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes another user")
def test_root_becomes_another_user_and_the_tie_holds() -> None:
    show = "id -u; grep -c . /proc/self/status; cat /proc/self/status | grep ^Groups"
    done = subprocess.run(
        leashed(["/bin/sh", "-c", show], user=(65534, 65534)), capture_output=True, text=True, check=True
    )
    uid, _, groups = done.stdout.splitlines()
    assert (uid, groups.split(":")[1].split()) == ("65534", [])


def _number_of_a_dead_process() -> int:
    gone = subprocess.Popen(["/bin/true"])
    gone.wait()
    return gone.pid
