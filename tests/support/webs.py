"""Web servers beside each other on one database and one vault: processes of their own, as in production."""

import http.client
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from dossier.settings import Settings, variable
from tests.support.forked import Forked
from tests.support.service import HOST, free_port, variables_of

_START_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """A running web server."""

    port: int
    process: Forked

    @property
    def url(self) -> str:
        """Return its address."""
        return f"http://{HOST}:{self.port}"


@contextmanager
def web_servers(decided: Settings, count: int, **changes: object) -> Iterator[list[Web]]:
    """Run web servers on these settings, with some changed, each at a port of its own."""
    with ExitStack() as stack:
        webs = [stack.enter_context(_web(decided, changes)) for _ in range(count)]
        for each in webs:
            wait_for(each)
        yield webs


@contextmanager
def _web(decided: Settings, changes: dict[str, object]) -> Iterator[Web]:
    port = free_port()
    its_own = decided.model_copy(update={"port": port, "public_url": f"http://{HOST}:{port}"})
    variables = {**variables_of(its_own), **{variable(name): str(value) for name, value in changes.items()}}
    process = Forked(["cli", "serve"], variables, decided.scratch_dir.parent / f"web-{port}.log")
    try:
        yield Web(port=port, process=process)
    finally:
        process.kill()


def wait_for(web: Web) -> None:
    """Wait until a server answers. Raises OSError where it does not in time, or ended."""
    deadline = time.monotonic() + _START_SECONDS
    while True:
        connection = http.client.HTTPConnection(HOST, web.port, timeout=_START_SECONDS)
        try:
            connection.request("OPTIONS", "/uploads")
            connection.getresponse()
        except OSError:
            if time.monotonic() > deadline or web.process.poll() is not None:
                raise
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
