"""A scanner that speaks eSCL: what lies in its feeder becomes a batch, all of it or nothing, and it is said why not."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import UUID

import pytest

from dossier.batches import escl
from dossier.batches.ask_scan import ScanView, ask_scan, last_scans
from dossier.batches.errors import NoSuchScanner
from dossier.batches.scan import scan_batch
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.resources import Resources
from tests.support.batches import BLANK, DOCUMENT, handed_over, outcome, sheet, stack_pdf
from tests.support.deposits import staff
from tests.support.escl import JPEG, PDF, Device, scanner

pytestmark = pytest.mark.people


def _jpeg(words: str) -> bytes:
    data = io.BytesIO()
    sheet(words).save(data, "JPEG", quality=85)
    return data.getvalue()


@asynccontextmanager
async def _room(resources: Resources, device: Device) -> AsyncIterator[Resources]:
    with scanner(device) as address:
        told = {"batch_scanners": {"Salle du courrier": address}, "batch_scanner_timeout_seconds": 2}
        yield replace(resources, settings=resources.settings.model_copy(update=told))


async def _scan(room: Resources, ines: Actor, **told: object) -> tuple[UUID | None, list[ScanView]]:
    """Have the scanner read; return the batch, and what is told of scans that gave none."""
    asked = {"both_sides": True, "typed_count": None, **told}
    scan_id = await ask_scan(room.settings, ines, "Salle du courrier", **asked)  # type: ignore[arg-type]
    actor = system(ines.centre_id)
    await scan_batch(room, actor, scan_id)
    async with transaction(actor) as tx:
        batch_id = await tx.value("SELECT batch_id FROM batch_scans WHERE id = $1", scan_id)
    return batch_id, await last_scans(ines)


async def test_pictures_of_single_sheets_are_bound_to_one_stack(resources: Resources, centre_id: UUID) -> None:
    ines = await staff(centre_id, "ines.moreau")
    device = Device([_jpeg(each) for each in ("one", BLANK, DOCUMENT, "two")])
    async with _room(resources, device) as room:
        batch_id, _ = await _scan(room, ines, typed_count=2)
        assert batch_id is not None
        await handed_over(room, centre_id, batch_id)
        became = await outcome(centre_id, batch_id)
    assert (became.state, became.deposits) == ("closed", (((1,), (4,)),))
    assert device.settings == [
        {"InputSource": "Feeder", "Duplex": "true", "DocumentFormat": JPEG, "XResolution": "200"}
    ]
    assert len(device.forgotten) == 1


async def test_a_scanner_that_gives_one_pdf_gives_the_stack_as_it_came(resources: Resources, centre_id: UUID) -> None:
    ines = await staff(centre_id, "ines.moreau")
    data = stack_pdf("one", "two")
    device = Device([data], media_type=PDF)
    async with _room(resources, device) as room:
        batch_id, scans = await _scan(room, ines, both_sides=False)
        assert scans == []
        async with transaction(system(centre_id)) as tx:
            row = await tx.row("SELECT vault_key, sheet_count, both_sides FROM batches WHERE id = $1", batch_id)
        assert row is not None
        assert (row["sheet_count"], row["both_sides"]) == (2, False)
        assert await resources.vault.read(row["vault_key"]) == data
    assert device.settings[0]["Duplex"] == "false"


@pytest.mark.parametrize(
    ("device", "problem"),
    [
        (Device(), escl.FeederEmpty),
        (Device([b"x"], state="Processing"), escl.ScannerBusy),
        (Device([b"x"], feeder="ScannerAdfJam"), escl.FeederStuck),
        (Device([_jpeg("one"), _jpeg("two")], jams_after=1), escl.FeederStuck),
        (Device([_jpeg("one"), _jpeg("two")], hangs_up_after=1), escl.ScanBroken),
        (Device([b"no picture", b"at all"]), escl.ScanBroken),
    ],
    ids=["empty", "busy", "jammed", "jams", "hangs up", "gives no pictures"],
)
async def test_a_scan_that_fails_says_why_and_keeps_nothing(
    resources: Resources, centre_id: UUID, device: Device, problem: type[Exception]
) -> None:
    ines = await staff(centre_id, "ines.moreau")
    async with _room(resources, device) as room:
        batch_id, scans = await _scan(room, ines)
    assert batch_id is None
    assert [each.problem for each in scans] == [problem.code()]  # type: ignore[attr-defined]
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM batches") == 0


async def test_a_scan_that_a_killed_worker_began_is_broken_off(resources: Resources, centre_id: UUID) -> None:
    ines, actor = await staff(centre_id, "ines.moreau"), system(centre_id)
    async with _room(resources, Device([_jpeg("one")])) as room:
        scan_id = await ask_scan(room.settings, ines, "Salle du courrier", both_sides=True, typed_count=None)
        async with transaction(actor) as tx:
            await tx.run("UPDATE batch_scans SET begun_at = now() WHERE id = $1", scan_id)
        await scan_batch(room, actor, scan_id)
        assert [each.problem for each in await last_scans(ines)] == [escl.ScanBroken.code()]
        with pytest.raises(NoSuchScanner):
            await ask_scan(room.settings, ines, "another", both_sides=True, typed_count=None)
    gone = await ask_scan(room.settings, ines, "Salle du courrier", both_sides=True, typed_count=None)
    await scan_batch(room, actor, gone)
    assert [each.problem for each in await last_scans(ines)] == [escl.ScannerAway.code()]
