"""When the store fails, nobody is told a falsehood: "saved" or "not saved, try again", within five seconds."""

import asyncio
import os
import random
import subprocess
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Litestar

import portal
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.receive import receive
from dossier.resources import Resources
from dossier.storage.vault import Vault, digest, open_vault
from dossier.uploads.permit import Permit
from tests.durability.bad_road import FAULTS, Fault, bad_road
from tests.portal.house import House
from tests.support.seaweed import BUCKET, seaweed
from tests.support.tus import Sender, large_pdf
from web import frame, tus

__all__ = ["seaweed"]

pytestmark = pytest.mark.people

PROMISED_SECONDS = 5
FILE_BYTES = 150_000
NOT_SAVED = "rien n’a été"
"""In the sentence of StoreUnavailable, in French."""
STILL_KEPT = "Vos pages sont gardées"
"""In the sentence of NotSent."""


@dataclass
class Depositor:
    """Someone who sends one page by the plain form, and someone who sends one by pieces."""

    form: httpx.AsyncClient
    deposit: str
    sender: Sender
    form_original: UUID = field(default_factory=uuid4)
    paper: UUID = field(default_factory=uuid4)
    content: bytes = b""
    upload: str = ""

    async def by_form(self) -> bool:
        """Send by the form; tell whether it was said to be saved."""
        answer = await self.form.post(
            f"{self.deposit}/originals",
            params={"paper": str(self.paper)},
            data={"original_id": str(self.form_original)},
            files={"photos": ("page.pdf", self.content, "application/pdf")},
        )
        if answer.status_code == 303:
            return True
        assert answer.status_code == 503, answer.text
        assert NOT_SAVED in answer.text
        return False

    async def by_pieces(self) -> bool:
        """Send what is not there yet by tus; tell whether the last byte was acknowledged."""
        begun = int((await self.sender.ask("HEAD", self.upload)).headers["Upload-Offset"])
        if begun == len(self.content):
            return True
        answer = await self.sender.send(self.upload, begun, self.content[begun:])
        if answer.status_code == 204:
            return int(answer.headers["Upload-Offset"]) == len(self.content)
        assert answer.status_code == 503, answer.text
        assert NOT_SAVED in answer.json()["title"]
        return False


@asynccontextmanager
async def handing_over(resources: Resources, centre_id: UUID) -> AsyncIterator[Depositor]:
    """Open portal and uploads on these resources, and begin a deposit by each of the two ways."""
    settings = resources.settings.model_copy(
        update={"public_url": "http://guichet.test", "upload_chunk_max_bytes": 64 * 1024}
    )

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        app.state.resources = replace(resources, settings=settings)
        app.state.centre_id = centre_id
        yield

    app = frame.build(settings, [*portal.ROUTES, tus.ROUTER], [lifespan, tus.locking(settings)])
    async with app.lifespan(), AsyncExitStack() as stack:
        house = House(app, stack)
        form, deposit = await house.begin()
        deposit = deposit.split("/papers")[0]
        permit = Permit(actor=system(centre_id), deposit_id=UUID(deposit.rsplit("/", 1)[1]))
        client = await house.browser()
        client.headers.update({"Accept": "application/json"})
        found = Depositor(form, deposit, Sender(client=client, permit=permit))
        found.content = large_pdf(FILE_BYTES)
        found.upload = await found.sender.created(len(found.content))
        yield found


async def _timed(act: Callable[[], Awaitable[bool]]) -> tuple[bool, float]:
    begun = time.monotonic()
    return await act(), time.monotonic() - begun


async def _rows(depositor: Depositor) -> list[Any]:
    async with transaction(depositor.sender.permit.actor) as tx:
        return await tx.rows(
            "SELECT id, sha256, vault_key FROM originals WHERE deposit_id = $1", depositor.sender.permit.deposit_id
        )


async def _check(
    depositor: Depositor, store: Vault, resources: Resources, mend: Callable[[], Awaitable[object]]
) -> None:
    """Send by both ways while it is broken, then mend it, send again, and hand over."""
    outcomes = await asyncio.gather(_timed(depositor.by_form), _timed(depositor.by_pieces))
    assert max(seconds for _, seconds in outcomes) < PROMISED_SECONDS
    said = {depositor.form_original: outcomes[0][0], depositor.sender.original_id: outcomes[1][0]}
    await mend()
    rows = {row["id"]: row for row in await _rows(depositor)}
    for original_id, saved in said.items():
        if saved:
            assert await digest(store, rows[original_id]["vault_key"]) == sha256(depositor.content).hexdigest()
        assert (original_id in rows) == saved
    assert await depositor.by_form()
    assert await depositor.by_pieces()
    assert len(await _rows(depositor)) == 2
    receipt = await receive(resources, depositor.sender.permit.actor, depositor.sender.permit.deposit_id)
    assert receipt.page_count == 2 * (receipt.page_count // 2)
    assert [each.sha256 for each in receipt.statement.originals] == [sha256(depositor.content).hexdigest()] * 2


@pytest.mark.parametrize("fault", FAULTS)
async def test_an_object_store_that_fails_is_never_believed(
    resources: Resources, centre_id: UUID, seaweed: str, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    address = f"s3://{BUCKET}/{uuid4()}"
    straight = open_vault(address)
    async with bad_road(seaweed) as road:
        monkeypatch.setenv("AWS_ENDPOINT_URL", road.address)
        far = replace(resources, vault=open_vault(address))
        async with handing_over(far, centre_id) as depositor:
            await road.break_by(fault)
            await _check(depositor, straight, far, road.mend)


@pytest.mark.parametrize("fault", ["503", "hang", "truncated", "drip"])
async def test_no_receipt_comes_from_a_store_that_fails(
    resources: Resources, centre_id: UUID, seaweed: str, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    async with bad_road(seaweed) as road:
        monkeypatch.setenv("AWS_ENDPOINT_URL", road.address)
        far = replace(resources, vault=open_vault(f"s3://{BUCKET}/{uuid4()}"))
        async with handing_over(far, centre_id) as depositor:
            assert await depositor.by_form()
            await road.break_by(fault)
            begun = time.monotonic()
            answer = await depositor.form.post(f"{depositor.deposit}/receipt")
            assert time.monotonic() - begun < PROMISED_SECONDS
            assert answer.status_code == 503
            assert NOT_SAVED not in answer.text
            assert STILL_KEPT in answer.text
            await road.mend()
            assert (await depositor.form.post(f"{depositor.deposit}/receipt")).headers["location"].startswith("/r/")


@pytest.mark.parametrize("fault", ["full", "read-only"])
async def test_a_disk_that_takes_nothing_is_never_believed(
    resources: Resources, centre_id: UUID, tmp_path: Path, fault: str
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or _mount("-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)):
        pytest.skip("only root can make a disk that is full or read-only")
    try:
        vault = open_vault(f"file://{disk}/vault")
        filler = disk / "filler"
        near = replace(resources, vault=vault)
        async with handing_over(near, centre_id) as depositor:

            async def mend() -> None:
                assert not _mount("-o", "remount,rw", str(disk))
                filler.unlink(missing_ok=True)

            if fault == "full":
                filler.write_bytes(random.Random(1).randbytes(8 * 1024 * 1024 - FILE_BYTES // 2))
            else:
                assert not _mount("-o", "remount,ro", str(disk))
            await _check(depositor, vault, near, mend)
    finally:
        await asyncio.to_thread(subprocess.run, ["umount", "-l", str(disk)], check=False)


def _mount(*words: str) -> int:
    return subprocess.run(["mount", *words], check=False, capture_output=True).returncode
