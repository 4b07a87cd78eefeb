"""Photos of 4 MB by tus: our server beside npm's @tus/server, which is made to sync each file as we do."""

import asyncio
import base64
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from bench.data import ROOT
from bench.served import load, milliseconds, photo, served
from bench.tables import report, table
from dossier.leash import leashed
from dossier.uploads.permit import Permit, give_permit
from tests.support.tus import open_for

ROUNDS = 120
WARM_UP = 2
IN_A_ROW = 4
AT_ONCE = 4
PHOTOS_EACH = 4
RATIO_MIN = 1.0
CREATED, NO_CONTENT = 201, 204
_TIMEOUT_SECONDS = 120


@dataclass(kw_only=True)
class Server:
    """A server that speaks tus, and the seconds that its uploads took."""

    name: str
    address: str
    permits: list[Permit] = field(default_factory=list)  # one of each sender: people, who have a deposit each
    in_a_row: list[float] = field(default_factory=list)  # each upload
    flow: list[float] = field(default_factory=list)  # each round of AT_ONCE people who send PHOTOS_EACH one by one
    burst: list[float] = field(default_factory=list)  # each round of AT_ONCE people who send one
    by_one: list[float] = field(default_factory=list)  # each such round of one person, into one deposit


class Sender:
    """One who sends files to a server over one connection: a POST creates, a PATCH brings all, as clients do."""

    def __init__(self, server: Server, permit: Permit | None = None) -> None:
        self._server = server
        self._permit = permit
        self._connection = HTTPConnection(urlsplit(server.address).netloc, timeout=_TIMEOUT_SECONDS)
        self._connection.connect()

    def send(self, content: bytes) -> float:
        """Send a file; return the seconds until it was said to be safe."""
        headers = {"Tus-Resumable": "1.0.0"}
        creation = {"Upload-Length": str(len(content))}
        if permit := self._permit:
            headers["Authorization"] = f"Bearer {give_permit(permit.actor, permit.deposit_id)}"
            creation["Upload-Metadata"] = _named(permit.deposit_id)
        kind = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        begun = perf_counter()
        created = self._ask("POST", self._server.address, {**headers, **creation}, b"", CREATED)
        path = urlsplit(created.headers["Location"]).path
        kept = self._ask("PATCH", path, {**headers, **kind}, content, NO_CONTENT)
        seconds = perf_counter() - begun
        assert kept.headers["Upload-Offset"] == str(len(content))
        return seconds

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes, expected: int) -> HTTPResponse:
        self._connection.request(method, urlsplit(path).path, body, headers)
        answer = self._connection.getresponse()
        said = answer.read()
        if answer.status != expected:
            raise RuntimeError(f"{self._server.name}: {method} answered {answer.status}: {said[:300]!r}")
        return answer


def _named(deposit_id: UUID) -> str:
    ids = {"deposit": deposit_id, "paper": uuid4(), "original": uuid4()}
    return ",".join(f"{key} {base64.b64encode(str(value).encode()).decode()}" for key, value in ids.items())


@contextmanager
def npm_server(node: str, how: str) -> Iterator[Server]:
    """Run npm's server on a folder of its own, beside ours; `how` is `sync` or `plain`."""
    script = str(Path(__file__).with_name("tus_server.mjs"))
    with tempfile.TemporaryDirectory(prefix="guichet-bench-") as folder:
        process = subprocess.Popen(
            leashed([node, script, folder, how], signal.SIGKILL), stdout=subprocess.PIPE, text=True
        )
        try:
            assert process.stdout is not None
            port = int(process.stdout.readline())
            name = "@tus/server" + (", a sync of each file added" if how == "sync" else " as it is: nothing is synced")
            yield Server(name=name, address=f"http://127.0.0.1:{port}/uploads")
        finally:
            process.kill()
            process.wait()


def one_round(server: Server, content: bytes) -> None:
    """Send photos one after another, of some people at once, and one of each; to ours also those of one at once."""
    permits: list[Permit | None] = [*server.permits] or [None] * AT_ONCE
    people = [Sender(server, permit) for permit in permits]
    server.in_a_row += [people[0].send(content) for _ in range(IN_A_ROW)]
    server.burst.append(_at_once(people, content))
    server.flow.append(_at_once(people, content, PHOTOS_EACH))
    if server.permits:
        hands = [Sender(server, server.permits[0]) for _ in range(AT_ONCE)]
        server.by_one.append(_at_once(hands, content))
        people += hands
    for each in people:
        each.close()


def _at_once(senders: list[Sender], content: bytes, each: int = 1) -> float:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        begun = perf_counter()
        list(pool.map(lambda sender: [sender.send(content) for _ in range(each)], senders))
        return perf_counter() - begun


async def measure(node: str | None) -> list[Server]:
    """Return the measured servers: ours, and where Node is there npm's with syncs and without."""
    content = photo()
    async with served() as house:
        ours = Server(name="Guichet", address=f"{house.web.url}/uploads")
        servers = [ours]
        with ExitStack() as stack:
            if node:
                servers.append(stack.enter_context(npm_server(node, "sync")))
            for number in range(WARM_UP + ROUNDS):
                ours.permits = [await open_for(house.centre_id) for _ in range(AT_ONCE)]
                for each in servers:
                    one_round(each, content)
                    if number < WARM_UP:
                        for times in (each.in_a_row, each.flow, each.burst, each.by_one):
                            times.clear()
        if node:  # by itself and last: what it leaves unwritten would be written while others are measured
            with npm_server(node, "plain") as plain:
                for _ in range(ROUNDS):
                    one_round(plain, content)
            servers.append(plain)
    return servers


def _row(server: Server, megabytes: float) -> tuple[object, ...]:
    in_a_row, burst, flow = milliseconds(server.in_a_row), median(server.burst), median(server.flow)
    return server.name, *in_a_row, 1000 * burst, AT_ONCE * PHOTOS_EACH * megabytes / flow


def main() -> int:
    """Measure, print and write the section; return 1 when ours takes in less in a time than theirs with syncs."""
    there = (ROOT / "node_modules" / "@tus" / "server").exists()
    node = shutil.which("node") if there else None
    servers = asyncio.run(measure(node))
    megabytes = len(photo()) / 1e6
    people = f"{AT_ONCE} people"
    together = (f"{people}, one each: median ms", f"{people}, {PHOTOS_EACH} each: MB/s")
    head = ("server", "one: median ms", "one: p90 ms", *together)
    body = f"Photos of {megabytes:.1f} MB, a POST and a PATCH each, the same client for all; {ROUNDS} rounds in turn "
    body += f"of {IN_A_ROW} photos of one person one after another, of {people} at once who send one each, and of them "
    body += f"when each sends {PHOTOS_EACH} one after another; {load()}.\n\n"
    body += table(head, [_row(each, megabytes) for each in servers])
    if node is None:
        report("uploads", "Uploads", body + "\n\nNode or @tus/server is not installed: nothing to compare with.")
        return 0
    ours, theirs = servers[:2]
    one = median(theirs.in_a_row) / median(ours.in_a_row)
    burst = median(theirs.burst) / median(ours.burst)
    flow = median(theirs.flow) / median(ours.flow)
    body += (
        f"\n\nOurs beside theirs with a sync: {one:.2f} × as quick one after another, {flow:.2f} × when {people} send "
    )
    body += f"{PHOTOS_EACH} each, {burst:.2f} × when they send one each; at least {RATIO_MIN:.0f} × is promised of all "
    body += f"three. {AT_ONCE} at once of one person, whose deposit takes in one after another, take ours "
    body += f"{1000 * median(ours.by_one):.1f} ms. Ours looks into each file, hashes it, syncs file and folder, and "
    body += "commits a row."
    report("uploads", "Uploads", body)
    return int(min(one, flow, burst) < RATIO_MIN)


if __name__ == "__main__":
    sys.exit(main())
