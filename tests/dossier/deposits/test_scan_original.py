"""The antivirus in the worker: a real clamd, one that is away, one that comes back; it never holds a deposit up."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.deposits.add_original import add_original
from dossier.deposits.name_paper import name_paper
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.receive import receive
from dossier.deposits.scan_original import scan_original, scan_waiting
from dossier.documents.original import Infected, NoSuchOriginal, NotScanned, readable_original
from dossier.documents.queue import queue
from dossier.documents.review import review
from dossier.jobs.worker import drain
from dossier.people.access import NotYourWork
from dossier.resources import Resources
from tests.support.clamd import EICAR, FOUND, clamd
from tests.support.deposits import hand_over, pdf, received, staff

pytestmark = pytest.mark.people


def with_clamd(resources: Resources, address: str) -> Resources:
    changed = {"clamd_address": address, "clamd_timeout_seconds": 10, "clamd_required": True}
    return replace(resources, settings=resources.settings.model_copy(update=changed))


async def hand_over_file(resources: Resources, centre_id: UUID, data: bytes) -> UUID:
    """Hand over one file; return its paper's id, which is the document's."""
    actor, deposit_id, paper_id = Actor(centre_id=centre_id, kind="depositor", place="portal"), uuid4(), uuid4()
    depositor = Depositor(name="Ann", contact="-")
    await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=depositor)
    await add_original(resources, actor, deposit_id, paper_id, uuid4(), await received(resources, data))
    await name_paper(actor, deposit_id, paper_id, None)
    await receive(resources, actor, deposit_id)
    return paper_id


async def original_of(centre_id: UUID, document_id: UUID) -> tuple[UUID, str, str | None]:
    async with transaction(system(centre_id)) as tx:
        row = await tx.row("SELECT id, scan, scan_found FROM originals WHERE paper_id = $1", document_id)
    assert row is not None
    return row["id"], row["scan"], row["scan_found"]


async def test_a_clean_file_may_be_opened_and_an_infected_one_goes_before_a_person(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    with clamd(tmp_path) as socket:
        guarded = with_clamd(resources, str(socket))
        clean = await hand_over_file(guarded, centre_id, pdf("a letter"))
        infected = await hand_over_file(guarded, centre_id, pdf("a letter") + b"\n" + EICAR)
        await drain(guarded)
    ines = await staff(centre_id, "ines.moreau")
    clean_id, said, found = await original_of(centre_id, clean)
    assert (said, found) == ("clean", None)
    kept = await readable_original(ines, clean_id, scan_required=True)
    assert kept.file_name.endswith("-1.pdf")

    infected_id, said, found = await original_of(centre_id, infected)
    assert (said, found) == ("infected", FOUND)
    for required in (True, False):
        with pytest.raises(Infected):
            await readable_original(ines, infected_id, scan_required=required)
    assert (await review(ines, infected)).infected == {infected_id}
    assert {row.id for row in (await queue(ines)).rows if row.infected} == {infected}
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'OriginalInfected'") == 1
        page_states = await tx.rows("SELECT DISTINCT state FROM pages")
    assert [each["state"] for each in page_states] == ["ready"]  # its pages are pictures of our own making


async def test_without_an_answer_the_deposit_goes_on_and_the_file_waits(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    away = with_clamd(resources, str(tmp_path / "clamd.ctl"))
    document_id = await hand_over_file(away, centre_id, pdf("a letter"))
    await drain(away)
    ines = await staff(centre_id, "ines.moreau")
    original_id, said, _ = await original_of(centre_id, document_id)
    assert said == "unscanned"
    assert (await review(ines, document_id)).pages[0].is_ready
    with pytest.raises(NotScanned):
        await readable_original(ines, original_id, scan_required=True)
    assert (await readable_original(ines, original_id, scan_required=False)).media_type == "application/pdf"

    assert await scan_waiting(away, system(centre_id)) == 0  # still away
    with clamd(tmp_path) as socket:
        back = with_clamd(resources, str(socket))
        assert await scan_waiting(back, system(centre_id)) == 1
        assert await scan_waiting(back, system(centre_id)) == 0  # it waits in the queue already
        await drain(back)
    assert (await original_of(centre_id, document_id))[1] == "clean"
    assert await readable_original(ines, original_id, scan_required=True)


async def test_without_an_antivirus_nothing_is_asked(resources: Resources, centre_id: UUID) -> None:
    document_id = await hand_over_file(resources, centre_id, pdf("a letter"))
    original_id, _, _ = await original_of(centre_id, document_id)
    await scan_original(resources, system(centre_id), original_id)
    assert await scan_waiting(resources, system(centre_id)) == 0
    assert (await original_of(centre_id, document_id))[1] == "unscanned"


async def test_a_file_is_for_those_who_may_read_its_documents(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id)
    original_id, _, _ = await original_of(centre_id, made.document_ids[0])
    with pytest.raises(NotYourWork):
        await readable_original(await staff(centre_id, "rachid.lahlou"), original_id, scan_required=False)
    with pytest.raises(NoSuchOriginal):
        await readable_original(await staff(centre_id, "ines.moreau"), uuid4(), scan_required=False)
