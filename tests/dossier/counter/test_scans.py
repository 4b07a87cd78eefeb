"""A scanner's files: taken when whole, by one clerk, once; a crash in between loses and doubles nothing."""

import asyncio
import os
import time
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest

from dossier.counter import scans as scans_module
from dossier.counter.clerk import clerk
from dossier.counter.open import open_at_counter
from dossier.counter.queries import at_counter
from dossier.counter.scans import (
    ScanTaken,
    claim_scan,
    give_back_scan,
    put_scan_aside,
    sweep_taken,
    waiting_scans,
)
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.receive import receive
from dossier.deposits.remove_original import remove_original
from dossier.resources import Resources
from dossier.storage.folder import ASIDE, TAKEN, FolderAway, NoSuchScan, ScanChanging, ScanFile, copied
from tests.support.counter import Desk, set_up
from tests.support.deposits import pdf, staff

pytestmark = pytest.mark.people


async def _claim(desk: Desk, deposit_id: UUID, entry: str) -> None:
    await claim_scan(desk.resources, desk.clerk, deposit_id, desk.counter, entry, uuid4())


async def _waiting(desk: Desk) -> list[ScanFile]:
    return await waiting_scans(desk.resources.settings, desk.clerk, desk.counter)


async def test_a_file_comes_into_the_deposit_at_hand_and_out_of_sight(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    deposit_id = await desk.open()
    desk.scan("scan0001.pdf", pdf("one", "two", "three"))
    desk.scan("scan0002.pdf.part", b"%PDF-")
    desk.scan(".hidden.pdf", b"%PDF-")
    (file,) = await _waiting(desk)
    await _claim(desk, deposit_id, file.entry)
    assert await _waiting(desk) == []
    assert [each.name for each in (desk.folder / TAKEN).iterdir()] == [f"{file.entry}.pdf"]
    hand = await at_counter(desk.clerk, deposit_id)
    assert hand.page_count == 3
    receipt = await receive(desk.resources, desk.clerk, deposit_id)
    assert receipt.page_count == 3


async def test_a_file_is_taken_only_once_it_stays_as_it_is(
    resources: Resources, centre_id: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = await set_up(resources, centre_id, tmp_path, settle_seconds=60)
    passed = iter([0.0, 59.0, 61.0, 120.0, 122.0, 122.0])  # when this process looks
    monkeypatch.setattr("dossier.storage.folder.time", SimpleNamespace(monotonic=lambda: next(passed)))
    deposit_id = await desk.open()
    whole = pdf("a page")
    path = desk.scan("scan.pdf", whole[:200])
    (growing,) = await _waiting(desk)
    assert not growing.is_whole
    with pytest.raises(ScanChanging):
        await _claim(desk, deposit_id, growing.entry)
    path.write_bytes(whole)  # the scanner goes on just before it would count as whole
    (again,) = await _waiting(desk)
    assert not again.is_whole
    assert again.entry != growing.entry
    (still,) = await _waiting(desk)
    assert not still.is_whole
    (file,) = await _waiting(desk)
    assert file.is_whole
    await _claim(desk, deposit_id, file.entry)
    assert (await at_counter(desk.clerk, deposit_id)).page_count == 1


async def test_a_file_that_changes_while_it_is_copied_is_not_taken(
    resources: Resources, centre_id: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    deposit_id = await desk.open()
    path = desk.scan("scan.pdf", pdf("a page"))
    (file,) = await _waiting(desk)

    async def meanwhile(found: ScanFile, *words: object) -> object:
        os.utime(path, ns=(time.time_ns(), time.time_ns() + 1_000))
        return await copied(found, *words)  # type: ignore[arg-type]

    monkeypatch.setattr(scans_module, "copied", meanwhile)
    with pytest.raises(ScanChanging):
        await _claim(desk, deposit_id, file.entry)
    assert path.exists()
    assert (await at_counter(desk.clerk, deposit_id)).page_count == 0


@pytest.mark.parametrize("both_copied", [False, True], ids=["as it comes", "both have copied it"])
async def test_two_clerks_claim_one_file_and_one_has_it(
    resources: Resources, centre_id: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, both_copied: bool
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    koen = await staff(centre_id, "koen.smets")
    first, second = await desk.open(), uuid4()
    await open_at_counter(koen, second, desk.counter.id, language="nl")
    both = asyncio.Barrier(2)

    async def together(*words: object) -> object:
        received = await copied(*words)  # type: ignore[arg-type]
        await both.wait()
        return received

    if both_copied:
        monkeypatch.setattr(scans_module, "copied", together)
    for round_ in range(5):
        desk.scan(f"scan{round_}.pdf", pdf(f"page {round_}"))
        (file,) = await _waiting(desk)
        answers = await asyncio.gather(
            _claim(desk, first, file.entry),
            claim_scan(desk.resources, clerk(koen), second, desk.counter, file.entry, uuid4()),
            return_exceptions=True,
        )
        (refused,) = [each for each in answers if each is not None]
        assert isinstance(refused, ScanTaken if both_copied else (ScanTaken, NoSuchScan)), refused
        assert await _waiting(desk) == []
    counts = [(await at_counter(desk.clerk, each)).page_count for each in (first, second)]
    assert sum(counts) == 5


async def test_the_same_bytes_twice_in_one_deposit_are_one_original(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    deposit_id, data = await desk.open(), pdf("a page")
    desk.scan("scan.pdf", data)
    desk.scan("scan copy.pdf", data)
    for each in await _waiting(desk):
        await _claim(desk, deposit_id, each.entry)
    assert await _waiting(desk) == []
    assert (await at_counter(desk.clerk, deposit_id)).page_count == 1
    other = await desk.open()  # of another member of the household, say
    desk.scan("scan again.pdf", data)
    (file,) = await _waiting(desk)
    await _claim(desk, other, file.entry)
    assert (await at_counter(desk.clerk, other)).page_count == 1


async def test_a_stop_between_commit_and_move_doubles_nothing(
    resources: Resources, centre_id: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    deposit_id = await desk.open()
    path = desk.scan("scan.pdf", pdf("a page"))
    (file,) = await _waiting(desk)

    async def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(scans_module, "put_into", stopped)
        with pytest.raises(KeyboardInterrupt):
            await _claim(desk, deposit_id, file.entry)
    assert path.exists(), "committed, and not moved"
    assert await _waiting(desk) == []
    assert not path.exists(), "the next look moved it"
    assert (await at_counter(desk.clerk, deposit_id)).page_count == 1


async def test_what_is_taken_out_again_lies_in_the_folder_for_the_right_deposit(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    wrong, right = await desk.open(), await desk.open()
    desk.scan("scan.pdf", pdf("a page"))
    (file,) = await _waiting(desk)
    for deposit_id in (wrong, right, wrong):
        await _claim(desk, deposit_id, file.entry)
        (paper,) = (await at_counter(desk.clerk, deposit_id)).view.papers
        (original_id,) = paper.original_ids
        await remove_original(desk.clerk, deposit_id, original_id)
        await give_back_scan(desk.resources.settings, desk.clerk, desk.counter, original_id)
        (file,) = await _waiting(desk)
        assert file.name == "scan.pdf"


async def test_what_belongs_to_nobody_is_put_aside_and_removed_after_its_days(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    desk.scan("scan.pdf", pdf("a page"))
    (file,) = await _waiting(desk)
    await put_scan_aside(desk.resources.settings, desk.clerk, desk.counter, file.entry)
    assert await _waiting(desk) == []
    (aside,) = (desk.folder / ASIDE).iterdir()
    assert await sweep_taken(desk.resources.settings, system(centre_id)) == 0
    assert aside.exists()
    days = desk.resources.settings.model_copy(update={"counter_taken_keep_days": -1})
    assert await sweep_taken(days, system(centre_id)) == 1
    assert not aside.exists()


async def test_a_folder_that_is_away_is_said(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    desk.folder.rmdir()
    with pytest.raises(FolderAway):
        await _waiting(desk)


async def test_the_journal_names_the_clerk(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    deposit_id = await desk.open()
    desk.scan("Dupont Marie.pdf", pdf("a page"))
    (file,) = await _waiting(desk)
    await _claim(desk, deposit_id, file.entry)
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows(
            """SELECT name, actor_kind, actor_id, place, facts::text FROM events
               WHERE facts->>'deposit_id' = $1 ORDER BY at""",
            str(deposit_id),
        )
    assert [each["name"] for each in rows] == ["DepositOpened", "OriginalAdded"]
    assert {(each["actor_kind"], each["actor_id"], each["place"]) for each in rows} == {
        ("staff", desk.staff.id, "counter")
    }
    assert not any("Dupont" in each["facts"] for each in rows)
