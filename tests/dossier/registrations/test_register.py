"""Documents that the centre makes: numbered, filed and kept as they came, whoever asks twice or is stopped half way."""

import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from demo import accounts
from demo.people import people
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.documents.errors import TypeNeeded
from dossier.documents.of_file import OtherDepartmentsFile
from dossier.documents.original import readable_original
from dossier.documents.profile import Profile
from dossier.imaging.office import converter
from dossier.interviews.begin import NotInFile
from dossier.jobs.worker import drain
from dossier.lifecycle import DocumentState
from dossier.people.identify import identify
from dossier.registrations import register as module
from dossier.registrations.errors import AddresseeNeeded, NoSuchAuthor, NotOfThisFile, SentByNeeded
from dossier.registrations.queries import Sought, registered
from dossier.registrations.queries import register as lines
from dossier.registrations.register import register
from dossier.registrations.values import Direction, NewRegistration, SentBy
from dossier.resources import Resources
from dossier.thesaurus.queries import all_types
from tests.support.deposits import hand_over, pdf, received, staff
from tests.support.texts import docx, odt

pytestmark = pytest.mark.people

PROGRAMS = ("", "soffice") if converter("soffice") else ("",)
"""Without LibreOffice, and with it where it is installed."""


async def told(centre_id: UUID, author: Actor, **other: object) -> NewRegistration:
    """Return a letter to the first person of the demo, of the first type that a letter may have."""
    found = await identify(
        Actor(centre_id=centre_id, kind="depositor", place="portal"),
        accounts.file_of(people()[0]),
        people()[0].birth_date,
    )
    (type_id,) = [each.id for each in await all_types(system(centre_id)) if each.code == "CPAS_DIV"]
    profile = Profile(
        type_id=type_id, beneficiary_id=found.beneficiary_id, document_date=clock.today(), words="A letter"
    )
    assert found.social_file_id is not None
    assert author.staff_id is not None
    letter = NewRegistration(
        deposit_id=uuid4(),
        social_file_id=found.social_file_id,
        direction=Direction.OUTGOING,
        author_id=author.staff_id,
        addressee="Agence  du Midi",
        sent_by=SentBy.REGISTERED,
        answers_document_id=None,
        answers_request_id=None,
        profile=profile,
    )
    return replace(letter, **other)  # type: ignore[arg-type]


async def test_a_letter_gets_its_number_and_is_filed_at_once(resources: Resources, centre_id: UUID) -> None:
    nadia = await staff(centre_id, "nadia.benali")
    letter = await told(centre_id, nadia)
    document_id = await register(resources, nadia, letter, await received(resources, pdf("Dear agency", "Page 2")))
    await drain(resources)
    found = await registered(nadia, document_id)
    assert found.line is not None
    year = clock.today().year
    assert (found.line.number, found.line.state) == (f"O-{year}-00001", DocumentState.VALIDATED)
    assert (found.line.addressee, found.line.sent_by) == ("Agence du Midi", SentBy.REGISTERED)
    assert (found.line.author_name, found.source_id, found.pages_made) == ("Nadia Benali", None, True)
    async with transaction(system(centre_id)) as tx:
        row = await tx.row(
            """SELECT p.circuit, p.state, d.social_file_id, d.reference, d.sender, r.number AS receipt, o.page_count
               FROM documents d JOIN deposits p ON p.id = d.deposit_id JOIN receipts r ON r.deposit_id = p.id
               JOIN originals o ON o.deposit_id = p.id WHERE d.id = $1""",
            document_id,
        )
        events = [each["name"] for each in await tx.rows("SELECT name FROM events ORDER BY seq")]
    assert row is not None
    assert (row["circuit"], row["state"], row["page_count"]) == ("outgoing", "closed", 2)
    assert (row["social_file_id"], row["reference"]) == (letter.social_file_id, found.line.number)
    assert row["sender"] == "Nadia Benali"
    assert events.index("DocumentRegistered") < events.index("DocumentValidated")


async def test_each_register_counts_by_itself_without_gaps_however_many_register_at_once(
    resources: Resources, centre_id: UUID
) -> None:
    nadia = await staff(centre_id, "nadia.benali")
    letters = [await told(centre_id, nadia) for _ in range(4)]
    report = await told(centre_id, nadia, direction=Direction.INTERNAL, addressee="", sent_by=None)
    files = [await received(resources, pdf(f"{number}")) for number in range(5)]
    await asyncio.gather(
        *(register(resources, nadia, each, file) for each, file in zip([*letters, report], files, strict=True))
    )
    year = clock.today().year
    out = await lines(nadia, Sought(direction=Direction.OUTGOING, year=year))
    assert [each.number for each in out.lines] == [f"O-{year}-0000{number}" for number in (4, 3, 2, 1)]
    inside = await lines(nadia, Sought(direction=Direction.INTERNAL))
    assert ([each.number for each in inside.lines], inside.years) == ([f"I-{year}-00001"], (year,))
    for words, count in (("agence", 4), ("benali", 4), (f"o-{year}-00003", 1), ("nobody", 0)):
        assert (await lines(nadia, Sought(words=words))).count == count, words
    assert (await lines(nadia, Sought(sent_by=SentBy.POST))).count == 0
    assert (await lines(nadia, Sought(year=year - 1))).count == 0


async def test_the_same_form_sent_again_changes_nothing_and_goes_on_where_it_stopped(
    resources: Resources, centre_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    nadia = await staff(centre_id, "nadia.benali")
    letter, data = await told(centre_id, nadia), pdf("Once")

    async def stopped(*_: object, **__: object) -> None:
        raise RuntimeError("stopped")

    with monkeypatch.context() as stops:
        stops.setattr(module, "receive", stopped)
        with pytest.raises(RuntimeError):
            await register(resources, nadia, letter, await received(resources, data))
    with monkeypatch.context() as stops:
        stops.setattr(module, "_file", stopped)
        with pytest.raises(RuntimeError):
            await register(resources, nadia, letter, await received(resources, data))
    waiting = await lines(nadia, Sought())
    assert [each.state for each in waiting.lines] == [DocumentState.CAPTURED]
    ids = {await register(resources, nadia, letter, await received(resources, data)) for _ in range(2)}
    assert len(ids) == 1
    kept = await lines(nadia, Sought())
    assert [(each.state, each.number[-5:]) for each in kept.lines] == [(DocumentState.VALIDATED, "00001")]


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("written", [docx("Report", "Page 2"), odt("Report")], ids=["docx", "odt"])
async def test_a_text_is_kept_as_it_came_with_pages_where_they_can_be_made(
    resources: Resources, centre_id: UUID, program: str, written: bytes
) -> None:
    told_settings = resources.settings.model_copy(update={"office_program": program})
    there = replace(resources, settings=told_settings)
    nadia = await staff(centre_id, "nadia.benali")
    report = await told(centre_id, nadia, direction=Direction.INTERNAL, addressee="", sent_by=None)
    file = await received(there, written)
    document_id = await register(there, nadia, report, file)
    await drain(there)
    found = await registered(nadia, document_id)
    assert (found.pages_made, found.source_id is not None) == (bool(program), True)
    async with transaction(system(centre_id)) as tx:
        pages = await tx.rows(
            """SELECT g.state, g.problem FROM document_pages dp JOIN pages g ON g.id = dp.page_id
               WHERE dp.document_id = $1 ORDER BY dp.position""",
            document_id,
        )
        state = await tx.value("SELECT state FROM documents WHERE id = $1", document_id)
    assert state == "validated"
    made = 2 if b"word/" in written else 1
    assert [each["state"] for each in pages] == (["ready"] * made if program else ["unreadable"])
    assert found.source_id is not None
    kept = await readable_original(nadia, found.source_id, scan_required=False)
    assert kept.file_name.endswith((".docx", ".odt"))
    assert b"".join([each async for each in resources.vault.stream(kept.vault_key)]) == written


async def test_what_is_not_enough_keeps_nothing(resources: Resources, centre_id: UUID) -> None:
    nadia, sofie = await staff(centre_id, "nadia.benali"), await staff(centre_id, "sofie.devos")
    letter = await told(centre_id, nadia)
    other = await hand_over(resources, centre_id, people()[5])
    for wrong, error in (
        ({"addressee": " "}, AddresseeNeeded),
        ({"sent_by": None}, SentByNeeded),
        ({"author_id": uuid4()}, NoSuchAuthor),
        ({"answers_document_id": other.document_ids[0]}, NotOfThisFile),
        ({"answers_request_id": uuid4()}, NotOfThisFile),
        ({"profile": replace(letter.profile, beneficiary_id=uuid4())}, NotInFile),
        ({"profile": replace(letter.profile, type_id=None)}, TypeNeeded),
    ):
        with pytest.raises(error):
            await register(resources, nadia, replace(letter, **wrong), await received(resources, pdf("No")))
    with pytest.raises(OtherDepartmentsFile):
        await register(resources, sofie, letter, await received(resources, pdf("No")))
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM deposits WHERE circuit = 'outgoing'") == 0


async def test_an_answer_is_seen_from_both_sides_and_by_those_who_read_it(
    resources: Resources, centre_id: UUID
) -> None:
    nadia = await staff(centre_id, "nadia.benali")
    asked = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE",))
    letter = await told(centre_id, nadia, answers_document_id=asked.document_ids[0])
    answer = await register(resources, nadia, letter, await received(resources, pdf("Answer")))
    there, back = await registered(nadia, answer), await registered(nadia, asked.document_ids[0])
    assert there.line is not None
    assert there.line.answers_document_id == asked.document_ids[0]
    assert [each.document_id for each in back.answered_by] == [answer]
    assert back.line is None
    sofie = await staff(centre_id, "sofie.devos")
    assert (await lines(sofie, Sought())).count == 0
    for elsewhere, seen in ((sofie, 0), (nadia, 1)):
        async with transaction(elsewhere) as tx:
            assert await tx.value("SELECT count(*) FROM registrations") == seen
