"""Move a filed document: signals and requests follow, bundles end, whoever had read it is told, the register knows."""

from uuid import UUID

import pytest

from demo import accounts
from demo.people import Person, people
from dossier.breaches.assess import AssessmentIncomplete, NoSuchBreach, Outcome, assess
from dossier.breaches.put_away import NoSuchBreachNotice, put_away
from dossier.breaches.queries import breach_notices, breaches
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.documents.errors import BeneficiaryNeeded, FileNeeded
from dossier.documents.move import NotFiled, ReasonNeeded, SamePlace, move
from dossier.documents.review import review
from dossier.files.bundles import ask_bundle
from dossier.ids import new_id
from dossier.jobs.worker import drain
from dossier.mine.documents import own_document, own_documents
from dossier.people.access import OtherDepartment
from dossier.resources import Resources
from dossier.signals.handle import Outcome as SignalOutcome
from dossier.signals.handle import handle
from dossier.signals.take import take
from tests.support.deposits import staff
from tests.support.desk import filed, in_hand, rows_of
from tests.support.mine import bound
from tests.support.requests import person_id
from tests.support.signals import events, nobody_in, told

pytestmark = pytest.mark.people
WRONG, RIGHT = people()[0], next(each for each in people() if each.last_name == "De Cuyper")
WORDS = "Deux dépôts ouverts en même temps"


async def moved(actor: Actor, document_id: UUID, to: Person = RIGHT, words: str = WORDS, number: str = "") -> bool:
    return await move(actor, document_id, await person_id(actor.centre_id, to), number, words)


async def test_it_stands_in_the_right_file_with_a_trace(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    document_id = await filed(resources, agent, "REV_PAIE", WRONG)
    before = await rows_of(centre_id, document_id)
    assert await moved(agent, document_id) is False, "nobody had read it there"
    after = await rows_of(centre_id, document_id)
    assert after["beneficiary_ids"] == [str(await person_id(centre_id, RIGHT))]
    assert after["social_file_id"] != before["social_file_id"]
    changed = {"social_file_id", "beneficiary_ids"}
    assert {key: after[key] for key in after.keys() - changed} == {key: before[key] for key in before.keys() - changed}
    assert (await events(centre_id, document_id))[-1] == "DocumentMoved"
    auditor = await staff(centre_id, "anne.dewit")
    assert await breaches(auditor) == []


async def test_its_signals_are_withdrawn_and_raised_anew_also_where_one_was_handled(
    resources: Resources, centre_id: UUID
) -> None:
    agent, worker = await staff(centre_id, "ines.moreau"), await staff(centre_id, "nadia.benali")
    await nobody_in(centre_id, "FIN")
    document_id = await filed(resources, agent, "REV_PAIE", WRONG)
    await drain(resources)
    before = await told(centre_id, document_id)
    assert before["AS"]["worker"] == "nadia.benali"
    await take(worker, before["AS"]["id"])
    await handle(worker, before["AS"]["id"], SignalOutcome.ACTED)
    await moved(agent, document_id)
    await drain(resources)
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows(
            """SELECT s.state, d.code, w.username FROM signals s JOIN departments d ON d.id = s.department_id
               LEFT JOIN staff_members w ON w.id = s.staff_id WHERE s.document_id = $1""",
            document_id,
        )
    assert {(row["code"], row["state"], row["username"]) for row in rows} == {
        ("AS", "handled", "nadia.benali"),
        ("AS", "raised", "wim.claes"),  # the worker of the right file
        *(("ISP", state, None) for state in ("withdrawn", "raised")),
        *(("FIN", state, "anne.dewit") for state in ("withdrawn", "raised")),  # nobody there deals with documents
    }


async def test_whoever_had_read_it_is_told_and_the_register_has_an_entry(resources: Resources, centre_id: UUID) -> None:
    agent, reader, finder = [
        await staff(centre_id, each) for each in ("ines.moreau", "nadia.benali", "olivier.marchal")
    ]
    document_id = await filed(resources, agent, "REV_PAIE", WRONG)
    await drain(resources)
    for looks in (agent, reader, reader, finder):
        await review(looks, document_id)
    assert await moved(finder, document_id)
    auditor = await staff(centre_id, "anne.dewit")
    (entry,) = await breaches(auditor)
    assert (entry.from_number, entry.to_number) == (accounts.file_of(WRONG), accounts.file_of(RIGHT))
    assert (entry.filed_name, entry.found_name, entry.words) == ("Inès Moreau", "Olivier Marchal", WORDS)
    assert [(each.name, each.look_count, each.told_at) for each in entry.readers] == [("Nadia Benali", 2, None)]
    (notice,) = await breach_notices(reader)
    assert notice.from_number == accounts.file_of(WRONG)
    assert await breach_notices(agent) == []
    await put_away(reader, notice.id)
    assert await breach_notices(reader) == []
    with pytest.raises(NoSuchBreachNotice):
        await put_away(reader, notice.id)
    with pytest.raises(AssessmentIncomplete):
        await assess(auditor, entry.id, Outcome.NO_RISK, " ")
    with pytest.raises(NoSuchBreach):
        await assess(auditor, new_id(), Outcome.NO_RISK, "x")
    await assess(auditor, entry.id, Outcome.NO_RISK, "Même équipe, secret professionnel")
    (entry,) = await breaches(auditor)
    assert (entry.outcome, entry.assessed_name) == (Outcome.NO_RISK, "Anne Dewit")
    assert entry.readers[0].told_at
    assert await events(centre_id, entry.id) == ["BreachEntered", "BreachNoticeRead", "BreachAssessed"]
    async with transaction(await staff(centre_id, "wim.claes")) as tx:
        assert await tx.value("SELECT count(*) FROM breaches") == 0, "the register is for the auditor and the readers"
        assert await tx.value("SELECT count(*) FROM breach_readers") == 0


async def test_a_second_move_counts_the_looks_since_the_first(resources: Resources, centre_id: UUID) -> None:
    agent, reader = await staff(centre_id, "ines.moreau"), await staff(centre_id, "nadia.benali")
    document_id = await filed(resources, agent, "REV_PAIE", WRONG)
    await drain(resources)
    await review(reader, document_id)
    assert await moved(agent, document_id)
    assert await moved(agent, document_id, to=WRONG) is False


async def test_a_bundle_that_holds_it_can_be_downloaded_no_more(resources: Resources, centre_id: UUID) -> None:
    agent, reader = await staff(centre_id, "ines.moreau"), await staff(centre_id, "nadia.benali")
    document_id = await filed(resources, agent, "REV_PAIE", WRONG)
    file_id = UUID((await rows_of(centre_id, document_id))["social_file_id"])
    bundle_id = await ask_bundle(reader, file_id, (document_id,), language="fr", keep_seconds=3600)
    await moved(agent, document_id)
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT expires_at <= now() FROM bundles WHERE id = $1", bundle_id)


async def test_it_is_refused_where_it_makes_no_sense(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    document_id = await filed(resources, agent, "REV_PAIE", WRONG)
    with pytest.raises(BeneficiaryNeeded):
        await move(agent, document_id, None, "", WORDS)
    with pytest.raises(ReasonNeeded):
        await moved(agent, document_id, words="  ")
    with pytest.raises(SamePlace):
        await moved(agent, document_id, to=WRONG)
    with pytest.raises(FileNeeded):
        await moved(agent, document_id, number="000000-00")
    with pytest.raises(OtherDepartment):
        await moved(await staff(centre_id, "chantal.remy"), document_id)
    waiting = await in_hand(resources, agent)
    with pytest.raises(NotFiled):
        await moved(agent, waiting.document_ids[0])


@pytest.mark.parametrize("within_one_file", [False, True])
async def test_the_person_with_whom_it_stood_is_a_reader_whom_the_register_does_not_name(
    resources: Resources, centre_id: UUID, within_one_file: bool
) -> None:
    agent = await staff(centre_id, "ines.moreau")
    document_id = await filed(resources, agent, "REV_PAIE", WRONG)
    partner = next(each for each in people()[1:] if accounts.file_of(each) == accounts.file_of(WRONG))
    to = partner if within_one_file else RIGHT
    wrong, right = [bound(centre_id, await person_id(centre_id, each)) for each in (WRONG, to)]
    await own_document(wrong, document_id)
    await own_documents(wrong)
    assert await moved(agent, document_id, to=to)
    auditor = await staff(centre_id, "anne.dewit")
    (entry,) = await breaches(auditor)
    assert (entry.person_look_count, entry.readers) == (2, ())
    assert (entry.from_number == entry.to_number) is within_one_file
    await own_document(right, document_id)
    assert await moved(agent, document_id, to=WRONG), "the other one had read it there"
    assert [each.person_look_count for each in await breaches(auditor)] == [1, 2]
