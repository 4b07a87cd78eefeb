"""Folders: documents that are no social ones are filed, found and disposed of by those alone whose folders they are."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.documents.acts import last_acts
from dossier.documents.claim import claim
from dossier.documents.errors import FutureDate, NoSuchDocument
from dossier.documents.profile import Profile
from dossier.documents.review import readable_rendition, review
from dossier.documents.undo import undo
from dossier.documents.validate import validate
from dossier.errors import Forbidden
from dossier.folders.add import add_document
from dossier.folders.archive import archive
from dossier.folders.begin import begin_folder
from dossier.folders.choices import choices, managed
from dossier.folders.close import close
from dossier.folders.destroy import destroy
from dossier.folders.dispose import dispose_all
from dossier.folders.errors import (
    FolderEnded,
    FolderOpen,
    FolderShut,
    FolderTypeNeeded,
    HolderNeeded,
    MonthsNeeded,
    NoSuchFolder,
    NotFiledInFile,
    NotYourFolders,
    ReasonNeeded,
    ReferenceTaken,
    SharedFile,
    StillKept,
)
from dossier.folders.keys import give_key, keys, take_key
from dossier.folders.move_into import move_into
from dossier.folders.put_into import put_into
from dossier.folders.queries import due_count, fillable, folders, opened
from dossier.folders.reopen import reopen
from dossier.folders.take_out import take_out
from dossier.folders.values import Afterwards, FolderProfile, May, NewFolder, ends_on
from dossier.glass.break_ import GlassDoesNotHelp, Pane, break_glass
from dossier.glass.values import Reason
from dossier.jobs.worker import drain
from dossier.lifecycle import DocumentState, FolderState
from dossier.people.access import NotYourWork, OthersFolder
from dossier.people.queries import find_beneficiaries
from dossier.resources import Resources
from dossier.search.texts import documents_with
from dossier.thesaurus.queries import all_types
from tests.support.deposits import HandedOver, hand_over, pdf, received, staff

pytestmark = pytest.mark.people

LEASE_SECONDS = 600


async def of(centre_id: UUID, username: str) -> Actor:
    """Return somebody of the demo's staff."""
    return await staff(centre_id, username)


async def begun(actor: Actor, code: str, **other: object) -> UUID:
    """Begin a folder."""
    told = NewFolder(
        department_code=code, reference=f"{code}-2026", title="Invoices", months=12, afterwards=Afterwards.DESTROY
    )
    return await begin_folder(actor, replace(told, **other))  # type: ignore[arg-type]


async def told(actor: Actor, folder_id: UUID, code: str, **other: object) -> FolderProfile:
    """Return what is said of a document of a type."""
    (type_id,) = [each.id for each in (await choices(actor)).types if each.code == code]
    profile = FolderProfile(folder_id=folder_id, type_id=type_id, words="Toner", sender="Papeterie", reference="F-17")
    return replace(profile, **other)  # type: ignore[arg-type]


async def waiting(resources: Resources, centre_id: UUID, agent: Actor, **other: object) -> HandedOver:
    """Hand something over, and take it in hand."""
    made = await hand_over(resources, centre_id, **other)  # type: ignore[arg-type]
    await drain(resources)
    await claim(agent, made.document_ids[0], LEASE_SECONDS)
    return made


async def passport(resources: Resources, agent: Actor) -> Profile:
    """Return the profile of a passport of the demo's first person."""
    (found, *_) = await find_beneficiaries(agent, people()[0].name, resources.cipher)
    (type_id,) = [each.id for each in await all_types(agent) if each.code == "ID_PASS"]
    return Profile(type_id=type_id, beneficiary_id=found.id, document_date=clock.today())


async def state_of(centre_id: UUID, document_id: UUID) -> DocumentState:
    async with transaction(system(centre_id)) as tx:
        return DocumentState(await tx.value("SELECT state FROM documents WHERE id = $1", document_id))


async def sees(actor: Actor, document_id: UUID) -> bool:
    """Ask the database itself, with a query that forgets who asks."""
    async with transaction(actor) as tx:
        return bool(await tx.value("SELECT EXISTS (SELECT FROM documents WHERE id = $1)", document_id))


def test_a_folder_is_kept_up_to_the_same_day_of_a_later_month() -> None:
    assert ends_on(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert ends_on(date(2026, 11, 28), 120) == date(2036, 11, 28)
    assert ends_on(date(2026, 12, 1), 1) == date(2027, 1, 1)


async def test_the_scan_section_files_an_invoice_and_finance_alone_reads_it(
    resources: Resources, centre_id: UUID
) -> None:
    ines, marc = await of(centre_id, "ines.moreau"), await of(centre_id, "marc.lambert")
    nadia, isabelle = await of(centre_id, "nadia.benali"), await of(centre_id, "isabelle.renard")
    folder_id = await begun(marc, "FIN")
    made = await waiting(resources, centre_id, ines, person=people()[0], types=("ID_PASS",))
    (document_id,) = made.document_ids
    await put_into(ines, document_id, await told(ines, folder_id, "FAC_ACHAT"))
    await drain(resources)
    assert await state_of(centre_id, document_id) is DocumentState.IN_FOLDER
    for nobody in (ines, nadia, isabelle):
        assert not await sees(nobody, document_id)
        with pytest.raises(OthersFolder):
            await review(nobody, document_id)
        with pytest.raises(NoSuchFolder):
            await opened(nobody, folder_id)
    with pytest.raises((OthersFolder, GlassDoesNotHelp)):
        await break_glass(nadia, Pane(document_id=document_id), Reason.OTHER, "to see", LEASE_SECONDS)
    assert await sees(marc, document_id)
    seen = await review(marc, document_id)
    assert (seen.beneficiary_id, seen.file_number, seen.folder_reference) == (None, None, "FIN-2026")
    await readable_rendition(marc, seen.pages[0].id, "page")
    with pytest.raises(Forbidden):
        await readable_rendition(nadia, seen.pages[0].id, "page")
    (line,) = (await opened(marc, folder_id)).documents
    assert (line.type_fr, line.words, line.sender) == ("Facture d'achat", "Toner", "Papeterie")
    assert (await opened(marc, folder_id, "papeterie")).found_count == 1
    assert (await opened(marc, folder_id, "plumber")).found_count == 0
    assert (await folders(marc, "toner")).count == 1
    assert (await folders(nadia)).count == 0
    assert (await folders(ines, "toner")).count == 0, "what was said of a document is not found by who may not see it"
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT state FROM deposits WHERE id = $1", made.deposit_id) == "closed"
        assert (
            await tx.value("SELECT count(*) FROM signals WHERE document_id = $1 AND state <> 'withdrawn'", document_id)
            == 0
        )
        assert await tx.value("SELECT count(*) FROM document_beneficiaries WHERE document_id = $1", document_id) == 0


async def test_what_lies_in_a_folder_is_in_no_search_and_no_social_file(resources: Resources, centre_id: UUID) -> None:
    ines, marc = await of(centre_id, "ines.moreau"), await of(centre_id, "marc.lambert")
    folder_id = await begun(marc, "FIN")
    made = await waiting(resources, centre_id, ines, person=people()[0], files=(pdf("Zwanzigfach Rechnung"),))
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """INSERT INTO page_texts (page_id, centre_id, words, boxes)
               SELECT page_id, centre_id, 'zwanzigfach', ARRAY[0, 0, 1, 1] FROM document_pages WHERE document_id = $1
               ON CONFLICT (page_id) DO UPDATE SET words = 'zwanzigfach'""",
            made.document_ids[0],
        )
    assert len(await documents_with(ines, "zwanzigfach")) == 1, "it waits, and is found"
    await put_into(ines, made.document_ids[0], await told(ines, folder_id, "FAC_ACHAT"))
    for actor in (ines, marc):
        assert await documents_with(actor, "zwanzigfach") == []
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT social_file_id FROM documents WHERE id = $1", made.document_ids[0]) is None, (
            "no file, no timeline and no package has it"
        )


async def test_putting_into_a_folder_is_undone_as_every_act_at_the_desk(resources: Resources, centre_id: UUID) -> None:
    ines, marc = await of(centre_id, "ines.moreau"), await of(centre_id, "marc.lambert")
    folder_id = await begun(marc, "FIN")
    made = await waiting(resources, centre_id, ines, person=people()[0])
    (document_id,) = made.document_ids
    await put_into(ines, document_id, await told(ines, folder_id, "FAC_ACHAT"))
    await drain(resources)
    (act,) = await last_acts(ines, 600)
    assert (act.kind, act.type_fr, act.beneficiary_name) == ("in_folder", None, None)
    assert await undo(ines, None, undo_seconds=600, lease_seconds=LEASE_SECONDS) == document_id
    assert await state_of(centre_id, document_id) is DocumentState.CAPTURED
    assert (await opened(marc, folder_id)).documents == ()
    async with transaction(system(centre_id)) as tx:
        row = await tx.row("SELECT folder_id, folder_type_id, words FROM documents WHERE id = $1", document_id)
        assert row is not None
        assert dict(row) == {"folder_id": None, "folder_type_id": None, "words": ""}


async def test_what_was_filed_in_a_file_by_mistake_moves_to_a_folder_and_back_to_the_queue(
    resources: Resources, centre_id: UUID
) -> None:
    ines, olivier = await of(centre_id, "ines.moreau"), await of(centre_id, "olivier.marchal")
    isabelle, marc = await of(centre_id, "isabelle.renard"), await of(centre_id, "marc.lambert")
    folder_id = await begun(isabelle, "RH", title="Sick notes")
    made = await waiting(resources, centre_id, ines, person=people()[0])
    (document_id,) = made.document_ids
    with pytest.raises(NotFiledInFile):
        await move_into(ines, document_id, await told(ines, folder_id, "PERS_ABS"))
    await validate(ines, document_id, await passport(resources, ines))
    await drain(resources)
    with pytest.raises(FolderTypeNeeded):
        await move_into(ines, document_id, await told(ines, folder_id, "FAC_ACHAT"))
    await move_into(ines, document_id, await told(ines, folder_id, "PERS_ABS"))
    await drain(resources)
    assert not await sees(olivier, document_id)
    assert not await sees(marc, document_id)
    assert (await opened(isabelle, folder_id)).found_count == 1
    async with transaction(system(centre_id)) as tx:
        names = [
            row["name"]
            for row in await tx.rows("SELECT name FROM events WHERE record_id = $1 ORDER BY seq", document_id)
        ]
    assert names[-1] == "DocumentPutIntoFolder"
    await give_key(isabelle, "RH", "FIN", May.SEE)
    with pytest.raises(NotYourFolders):
        await take_out(marc, document_id)
    assert await take_out(isabelle, document_id) == folder_id
    assert await state_of(centre_id, document_id) is DocumentState.CAPTURED
    assert await sees(ines, document_id), "it waits again, in the queue of the scan section"
    assert not await sees(isabelle, document_id)
    await claim(ines, document_id, LEASE_SECONDS)
    await validate(ines, document_id, await passport(resources, ines))
    assert await state_of(centre_id, document_id) is DocumentState.VALIDATED


async def test_a_department_begins_closes_and_opens_its_own_folders(centre_id: UUID) -> None:
    marc, ines = await of(centre_id, "marc.lambert"), await of(centre_id, "ines.moreau")
    rachid = await of(centre_id, "rachid.lahlou")
    assert await managed(marc) == ("FIN",)
    assert await managed(ines) == ()
    with pytest.raises(NotYourWork):
        await begun(rachid, "IT")
    with pytest.raises(NotYourFolders):
        await begun(marc, "RH")
    with pytest.raises(NotYourFolders):
        await begun(ines, "AG")
    with pytest.raises(MonthsNeeded):
        await begun(marc, "FIN", months=0)
    folder_id = await begun(marc, "FIN")
    with pytest.raises(ReferenceTaken):
        await begun(marc, "FIN", reference=" fin-2026 ")
    assert [each.id for each in await fillable(ines)] == [folder_id], "the scan section finds any that is open"
    await close(marc, folder_id)
    assert await fillable(ines) == ()
    with pytest.raises(FolderShut):
        await close(marc, folder_id)
    await reopen(marc, folder_id)
    with pytest.raises(FolderOpen):
        await reopen(marc, folder_id)
    with pytest.raises(NotYourFolders):
        await close(ines, folder_id)


async def test_nothing_goes_into_a_closed_folder_or_of_a_day_to_come(resources: Resources, centre_id: UUID) -> None:
    ines, marc = await of(centre_id, "ines.moreau"), await of(centre_id, "marc.lambert")
    folder_id = await begun(marc, "FIN")
    made = await waiting(resources, centre_id, ines)
    (document_id,) = made.document_ids
    profile = await told(ines, folder_id, "FAC_ACHAT")
    with pytest.raises(FutureDate):
        await put_into(ines, document_id, replace(profile, document_date=clock.today() + timedelta(days=1)))
    with pytest.raises(FolderTypeNeeded):
        await put_into(ines, document_id, await told(ines, folder_id, "PERS_ABS"))
    await close(marc, folder_id)
    with pytest.raises(NoSuchFolder):
        await put_into(ines, document_id, profile)
    with pytest.raises(FolderShut):
        await add_document(resources, marc, uuid4(), profile, await received(resources, pdf("Invoice")), "fr")
    assert await state_of(centre_id, document_id) is DocumentState.CAPTURED


async def test_a_department_adds_a_file_of_its_own_and_twice_the_same_is_one(
    resources: Resources, centre_id: UUID
) -> None:
    marc, isabelle = await of(centre_id, "marc.lambert"), await of(centre_id, "isabelle.renard")
    folder_id, deposit_id = await begun(marc, "FIN"), uuid4()
    profile = await told(marc, folder_id, "FAC_ACHAT")
    with pytest.raises(NotYourFolders):
        rh = await begun(isabelle, "RH")
        await give_key(isabelle, "RH", "FIN", May.SEE)
        contract = await told(marc, rh, "PERS_CONTR")
        await add_document(resources, marc, uuid4(), contract, await received(resources, pdf("Contract")), "fr")
    first = await add_document(resources, marc, deposit_id, profile, await received(resources, pdf("Invoice")), "fr")
    again = await add_document(resources, marc, deposit_id, profile, await received(resources, pdf("Invoice")), "fr")
    assert first == again
    await drain(resources)
    (line,) = (await opened(marc, folder_id)).documents
    assert line.page_count == 1
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT state FROM deposits WHERE id = $1", deposit_id) == "closed"


async def test_a_key_opens_a_departments_folders_as_far_as_it_says(resources: Resources, centre_id: UUID) -> None:
    marc, sofie = await of(centre_id, "marc.lambert"), await of(centre_id, "sofie.devos")
    folder_id = await begun(marc, "FIN")
    profile = await told(marc, folder_id, "FAC_ACHAT")
    document_id = await add_document(resources, marc, uuid4(), profile, await received(resources, pdf("Bill")), "fr")
    assert not await sees(sofie, document_id)
    with pytest.raises(NotYourFolders):
        await give_key(sofie, "FIN", "JUR", May.SEE)
    for holder, may in (("FIN", May.SEE), ("NONE", May.SEE), ("JUR", None)):
        with pytest.raises(HolderNeeded):
            await give_key(marc, "FIN", holder, may)
    await give_key(marc, "FIN", "JUR", May.SEE)
    assert await sees(sofie, document_id)
    assert await fillable(sofie) == ()
    await give_key(marc, "FIN", "JUR", May.FILE)
    assert [each.id for each in await fillable(sofie)] == [folder_id]
    with pytest.raises(NotYourFolders):
        await close(sofie, folder_id)
    (key,) = await keys(marc)
    assert (key.may, key.is_mine) == (May.FILE, True)
    await take_key(marc, key.id)
    assert not await sees(sofie, document_id)


async def test_a_folder_is_destroyed_by_a_person_after_its_time_and_the_bytes_go(
    resources: Resources, centre_id: UUID
) -> None:
    marc = await of(centre_id, "marc.lambert")
    folder_id = await begun(marc, "FIN", months=1)
    profile = await told(marc, folder_id, "DIVERS")  # 60 months by its type, which is the longer one
    document_id = await add_document(resources, marc, uuid4(), profile, await received(resources, pdf("Old")), "fr")
    await drain(resources)
    with pytest.raises(ReasonNeeded):
        await destroy(marc, folder_id, " ")
    with pytest.raises(FolderOpen):
        await destroy(marc, folder_id, "its time is over")
    with clock.moved(timedelta(days=-59 * 30)):
        await close(marc, folder_id)
    assert await due_count(marc) == 0
    with pytest.raises(StillKept):
        await destroy(marc, folder_id, "its time is over")
    await reopen(marc, folder_id)
    with clock.moved(timedelta(days=-61 * 31)):
        await close(marc, folder_id)
    assert await due_count(marc) == 1
    async with transaction(system(centre_id)) as tx:
        kept = [
            row["vault_key"]
            for row in await tx.rows("SELECT vault_key FROM originals UNION SELECT vault_key FROM renditions")
        ]
    assert await destroy(marc, folder_id, "its time is over") == 1
    assert await state_of(centre_id, document_id) is DocumentState.DISPOSED
    async with transaction(system(centre_id)) as tx:
        going = {row["vault_key"] for row in await tx.rows("SELECT vault_key FROM removals WHERE reason = 'disposed'")}
        assert going
        assert going == set(kept)
        assert await tx.value("SELECT count(*) FROM pages") == 0
        assert await tx.value("SELECT words || sender || reference FROM documents WHERE id = $1", document_id) == ""
    found = (await opened(marc, folder_id)).row
    assert (found.state, found.document_count) == (FolderState.DESTROYED, 1)
    with pytest.raises(NoSuchDocument):
        await review(marc, document_id)
    with pytest.raises(FolderEnded):
        await reopen(marc, folder_id)


async def test_an_archived_folder_stays_and_is_read(resources: Resources, centre_id: UUID) -> None:
    marc = await of(centre_id, "marc.lambert")
    folder_id = await begun(marc, "FIN", afterwards=Afterwards.ARCHIVE)
    profile = await told(marc, folder_id, "BUDGET")
    document_id = await add_document(resources, marc, uuid4(), profile, await received(resources, pdf("Budget")), "fr")
    with pytest.raises(FolderOpen):
        await archive(marc, folder_id, "for good")
    await close(marc, folder_id)
    await archive(marc, folder_id, "for good")
    assert await sees(marc, document_id)
    with pytest.raises(FolderEnded):
        await destroy(marc, folder_id, "by mistake")


async def test_a_file_that_holds_pages_of_another_document_is_not_disposed_of(
    resources: Resources, centre_id: UUID
) -> None:
    ines, marc = await of(centre_id, "ines.moreau"), await of(centre_id, "marc.lambert")
    folder_id = await begun(marc, "FIN", months=1)
    made = await waiting(resources, centre_id, ines, types=(None, None))
    await put_into(ines, made.document_ids[0], await told(ines, folder_id, "FAC_ACHAT"))
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """INSERT INTO document_pages (centre_id, document_id, page_id, position)
               SELECT centre_id, $2, page_id, 9 FROM document_pages WHERE document_id = $1""",
            *made.document_ids,
        )
        with pytest.raises(SharedFile):
            await dispose_all(tx, folder_id)
