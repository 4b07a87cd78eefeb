"""Shares tests out among workers by files, as `--dist loadfile` does, but for folders that one worker runs whole."""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

TOGETHER = ("tests/states/",)
"""What their files share is dear to make: all states of the portal, 30 s of processor time."""


def group_of(nodeid: str) -> str:
    """Return the name of those tests that go to one worker with this one."""
    return next((each for each in TOGETHER if nodeid.startswith(each)), nodeid.partition("::")[0])


class Scheduling(LoadFileScheduling):
    """Gives a worker a file, or a folder that stays together."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling | None:
    """Share out by files where files were asked for."""
    return Scheduling(config, log) if config.getoption("dist") == "loadfile" else None
