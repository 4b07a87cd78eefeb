"""Two web servers and real connections that break: whichever is asked next, the file goes on where it stopped."""

import asyncio
import hashlib
import random
import signal
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from dossier.database.engine import transaction
from dossier.settings import Settings
from dossier.storage.vault import open_vault
from dossier.uploads.permit import Permit
from tests.support.incoming import left_coming_in
from tests.support.tus import Connection, Sender, large_pdf
from tests.support.webs import Web, web_servers

CHUNK_BYTES = 64 * 1024
UPLOADS = 100
STRICT_FILES = 10
_PAUSE_SECONDS = 0.02
_TRIES = 500


@pytest.fixture(scope="module")
def webs(decided: Settings) -> Iterator[list[Web]]:
    """Run two web servers that stage 64 KB at a time."""
    with web_servers(decided, 2, upload_chunk_max_bytes=CHUNK_BYTES) as running:
        yield running


@pytest.fixture
def strict_webs(decided: Settings) -> Iterator[list[Web]]:
    """Run two web servers that take ten files from one address, which a proxy tells them."""
    strict = {"address_files_per_window_max": STRICT_FILES, "deposit_pages_max": 1, "trusted_proxies": '["127.0.0.1"]'}
    with web_servers(decided, 2, **strict) as running:
        yield running


async def arrived(permit: Permit, path: str, at_least_bytes: int) -> None:
    """Wait until so much of an upload is safe, without asking anybody to let go of it."""
    for _ in range(_TRIES):
        async with transaction(permit.actor) as tx:
            upload_id = path.rsplit("/", 1)[-1]
            if await tx.value("SELECT offset_bytes FROM uploads WHERE id = $1", upload_id) >= at_least_bytes:
                return
        await asyncio.sleep(_PAUSE_SECONDS)
    pytest.fail("it did not arrive")


async def resume(sender: Sender, path: str, file: bytes) -> int:
    """Send the rest of a file as clients do; return how far it was at first."""
    first = None
    for _ in range(_TRIES):
        told = await sender.ask("HEAD", path)
        if told.status_code == 423:
            continue
        reached = int(told.headers["Upload-Offset"])
        first = reached if first is None else first
        try:
            answer = await sender.send(path, reached, file[reached:])
        except httpx.TransportError:  # what a request sends that was told to let go, nobody reads
            continue
        if answer.status_code == 204:
            return first
        assert answer.status_code in {409, 423}, answer.text  # a request that was late on its way came between
    pytest.fail("it could not be resumed")


async def kept(permit: Permit, decided: Settings) -> dict[str, str]:
    """Return original → SHA-256 of its bytes in the vault, of the permit's deposit."""
    async with transaction(permit.actor) as tx:
        rows = await tx.rows("SELECT id, vault_key FROM originals WHERE deposit_id = $1", permit.deposit_id)
    vault = open_vault(decided.store_url)
    return {str(row["id"]): hashlib.sha256(await vault.read(row["vault_key"])).hexdigest() for row in rows}


async def test_uploads_cut_anywhere_go_on_at_either_server(
    webs: list[Web], served_permit: Permit, decided: Settings
) -> None:
    chance = random.Random(20261122)
    expected, worst = {}, 0
    async with (
        httpx.AsyncClient(base_url=webs[0].url, timeout=30) as here,
        httpx.AsyncClient(base_url=webs[1].url, timeout=30) as there,
    ):
        for number in range(UPLOADS):
            file = large_pdf(chance.randint(2000, 5 * CHUNK_BYTES), seed=number)
            one, other = (Sender(client=each, permit=served_permit) for each in chance.sample((here, there), 2))
            path = await one.created(len(file))
            cut = chance.randrange(1, len(file))
            connection = await Connection.sending(one, path, 0, file[:cut], len(file))
            how = chance.choice(["fin", "rst", "silence"])
            await arrived(served_permit, path, cut // CHUNK_BYTES * CHUNK_BYTES)
            if how != "silence":
                connection.close(how)
            worst = max(worst, cut - await resume(other, path, file))
            expected[str(one.original_id)] = hashlib.sha256(file).hexdigest()
            connection.close("fin")
    assert worst <= CHUNK_BYTES, "at most one chunk is sent again"
    assert await kept(served_permit, decided) == expected


async def test_a_request_whose_client_is_gone_lets_go_for_the_next(webs: list[Web], served_permit: Permit) -> None:
    file = large_pdf(3 * CHUNK_BYTES)
    for one, other in ((webs[0], webs[1]), (webs[0], webs[0])):
        async with (
            httpx.AsyncClient(base_url=one.url) as here,
            httpx.AsyncClient(base_url=other.url, timeout=10) as there,
        ):
            stale = Sender(client=here, permit=served_permit)
            newer = Sender(client=there, permit=served_permit, original_id=stale.original_id)
            path = await stale.created(len(file))
            connection = await Connection.sending(stale, path, 0, file[: CHUNK_BYTES + 1000], len(file))
            await arrived(served_permit, path, CHUNK_BYTES)
            assert await newer.offset(path) == CHUNK_BYTES + 1000
            assert await connection.status() == 409
            assert await resume(newer, path, file) == CHUNK_BYTES + 1000
            connection.close("fin")


async def test_many_who_send_the_same_upload_at_once_make_one_original(
    webs: list[Web], served_permit: Permit, decided: Settings
) -> None:
    file = large_pdf(6 * CHUNK_BYTES)
    async with (
        httpx.AsyncClient(base_url=webs[0].url, timeout=30) as here,
        httpx.AsyncClient(base_url=webs[1].url, timeout=30) as there,
    ):
        first = Sender(client=here, permit=served_permit)
        path = await first.created(len(file))
        racers = [replace(first, client=client) for client in (here, there) * 3]
        await asyncio.gather(*(resume(each, path, file) for each in racers))
    assert await kept(served_permit, decided) == {str(first.original_id): hashlib.sha256(file).hexdigest()}


async def test_a_server_that_is_killed_holds_nobody_up(
    decided: Settings, webs: list[Web], served_permit: Permit
) -> None:
    file = large_pdf(5 * CHUNK_BYTES)
    sent = file[: 3 * CHUNK_BYTES + 5000]
    with web_servers(decided, 1, upload_chunk_max_bytes=CHUNK_BYTES) as (doomed,):
        async with (
            httpx.AsyncClient(base_url=doomed.url) as here,
            httpx.AsyncClient(base_url=webs[0].url, timeout=10) as there,
        ):
            one, other = (Sender(client=each, permit=served_permit) for each in (here, there))
            path = await one.created(len(file))
            connection = await Connection.sending(one, path, 0, sent, len(file))
            await arrived(served_permit, path, 3 * CHUNK_BYTES)
            doomed.process.send_signal(signal.SIGKILL)
            doomed.process.wait()
            assert await resume(other, path, file) == 3 * CHUNK_BYTES
            connection.close("fin")


async def test_a_server_that_is_told_to_stop_keeps_what_has_come(
    decided: Settings, webs: list[Web], served_permit: Permit
) -> None:
    file = large_pdf(3 * CHUNK_BYTES)
    sent = file[: CHUNK_BYTES + 5000]
    with web_servers(decided, 1, upload_chunk_max_bytes=CHUNK_BYTES) as (stopping,):
        async with (
            httpx.AsyncClient(base_url=stopping.url) as here,
            httpx.AsyncClient(base_url=webs[0].url, timeout=10) as there,
        ):
            one, other = (Sender(client=each, permit=served_permit) for each in (here, there))
            path = await one.created(len(file))
            connection = await Connection.sending(one, path, 0, sent, len(file))
            await arrived(served_permit, path, CHUNK_BYTES)
            stopping.process.send_signal(signal.SIGTERM)
            assert await connection.status() == 409
            await asyncio.to_thread(stopping.process.wait, 5)
            assert await resume(other, path, file) == len(sent)
            connection.close("fin")


async def test_a_refusal_reaches_a_client_that_is_still_sending(webs: list[Web], served_permit: Permit) -> None:
    async with httpx.AsyncClient(base_url=webs[0].url, timeout=30) as client:
        sender = Sender(client=client, permit=served_permit)
        path = await sender.created(8 * 1024 * 1024)
        body = bytes(8 * 1024 * 1024)
        wrong = await sender.send(path, 5, body)
        assert wrong.status_code == 409
        assert (await sender.send(path, 0, body, Authorization="Bearer no")).status_code == 403
        assert (await sender.send(path, 0, body)).status_code == 422  # zeros are no picture


def test_scratch_is_left_empty(decided: Settings, webs: list[Web]) -> None:
    assert len(webs) == 2
    assert len(left_coming_in(decided)) <= 1, "only the server that was killed may leave what it was writing"


async def test_two_servers_share_one_quota(strict_webs: list[Web], served_permit: Permit) -> None:
    async def create(number: int) -> int:
        async with httpx.AsyncClient(base_url=strict_webs[number % 2].url, timeout=60) as client:
            sender = Sender(client=client, permit=served_permit)
            return (await sender.create(1000 + number, X_Forwarded_For="192.0.2.1")).status_code

    statuses = await asyncio.gather(*(create(number) for number in range(3 * STRICT_FILES)))
    assert sorted(statuses) == [201] * STRICT_FILES + [429] * 2 * STRICT_FILES
