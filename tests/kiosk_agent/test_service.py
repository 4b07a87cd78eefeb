"""The service goes on, whatever its server and its printer do; what came of a receipt is told once it can be."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, get_args

import pytest

from dossier.receipts.prints import Outcome
from kiosk_agent.kept import Pairing
from kiosk_agent.server import ServerAway, ServerRefused, ask
from kiosk_agent.service import PRINTED, Service
from kiosk_agent.status import Trouble
from tests.support.patience import PATIENCE_SECONDS


class Centre:
    """A centre's server that answers each path with what it was told to."""

    def __init__(self) -> None:
        self.status, self.answers, self.asked = 200, dict[str, Any](), list[tuple[str, Any]]()
        self.statuses = dict[str, int]()  # of a path, where it is another
        self.port = 0

    @property
    def pairing(self) -> Pairing:
        """Return who this machine is to it."""
        return Pairing(server=f"http://127.0.0.1:{self.port}", device_id="d", key="k")

    def told(self, path: str) -> list[Any]:
        """Return what was posted to a path."""
        return [told for where, told in self.asked if where == f"/kiosk/agent/{path}"]


@pytest.fixture
def centre() -> Iterator[Centre]:
    with opened() as found:
        yield found


@contextmanager
def opened() -> Iterator[Centre]:
    here = Centre()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = self.rfile.read(int(self.headers["content-length"]))
            is_json = self.headers["content-type"] == "application/json"
            here.asked.append((self.path, json.loads(said) if is_json else said))
            body = json.dumps(here.answers.get(self.path, {})).encode()
            self.send_response(here.statuses.get(self.path, here.status))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    here.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "raised"),
    [(500, ServerAway), (502, ServerAway), (503, ServerAway), (429, ServerAway), (422, ServerRefused)],
)
async def test_a_server_that_has_no_time_is_asked_again(centre: Centre, status: int, raised: type[Exception]) -> None:
    centre.status = status
    with pytest.raises(raised):
        await ask(centre.pairing, "/kiosk/agent/life", {}, object)


async def test_an_outcome_that_the_server_could_not_take_is_told_later(centre: Centre, tmp_path: Path) -> None:
    service = Service(centre.pairing, tmp_path)
    centre.status = 503
    assert await service.print_receipt({"ticket": "t"}) == {"outcome": "no_server"}
    with pytest.raises(ServerAway):
        await service._tell_outcomes()
    centre.status = 200
    await service._tell_outcomes()
    await service._tell_outcomes()
    assert [each["outcome"] for each in centre.told("prints")] == ["no_server"] * 2  # refused once, taken once


async def test_an_outcome_that_nobody_heard_is_told_after_the_machine_started_anew(
    centre: Centre, tmp_path: Path
) -> None:
    centre.status = 503
    await Service(centre.pairing, tmp_path).print_receipt({"ticket": "t"})
    centre.status, centre.asked = 200, []
    await Service(centre.pairing, tmp_path)._tell_outcomes()
    (told,) = centre.told("prints")
    assert (told["ticket"], told["outcome"]) == ("t", "no_server")
    await Service(centre.pairing, tmp_path)._tell_outcomes()
    assert len(centre.told("prints")) == 1
    assert (tmp_path / "untold.json").stat().st_mode & 0o077 == 0


async def test_a_file_of_outcomes_that_cannot_be_read_keeps_nobody_from_printing(
    centre: Centre, tmp_path: Path
) -> None:
    (tmp_path / "untold.json").write_bytes(b'[{"ticket"')
    assert await Service(centre.pairing, tmp_path).print_receipt({"ticket": "t"}) == {"outcome": "no_server"}


async def test_that_the_server_refused_a_receipt_is_told_as_well(centre: Centre, tmp_path: Path) -> None:
    centre.statuses["/kiosk/agent/receipts"] = 422
    service = Service(centre.pairing, tmp_path)
    assert await service.print_receipt({"ticket": "t"}) == {"outcome": "refused"}
    await service._tell_outcomes()
    (begun,), (told,) = centre.told("receipts"), centre.told("prints")
    assert told == {**begun, "outcome": "refused"}


def test_the_server_takes_every_outcome_that_a_service_tells() -> None:
    assert {PRINTED, *Trouble} <= set(get_args(Outcome))


async def test_a_fault_of_one_sign_of_life_does_not_end_the_service(
    centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = [RuntimeError("of a kind that nobody thought of")]

    async def signs(_: Service) -> dict[str, Any]:
        if faults:
            raise faults.pop()
        return {}

    monkeypatch.setattr(Service, "_signs", signs)
    monkeypatch.setattr("kiosk_agent.service._WITHOUT_CONDUCT_SECONDS", 0.01)
    service = Service(centre.pairing, tmp_path)
    living = asyncio.create_task(service._live())
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not centre.told("life"):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    living.cancel()
    with suppress(asyncio.CancelledError):
        await living
