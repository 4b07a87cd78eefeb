"""How urgent a document is that waits, and when it is due: by its type's rules, from the day on which it came in."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from demo.people import people
from dossier.clock import BRUSSELS
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.documents.choosing import Chosen
from dossier.documents.propose_type import propose_type
from dossier.documents.rank import rank_deposit, rank_unranked
from dossier.events import ListImported, SocialFilePut
from dossier.jobs.worker import drain
from dossier.outbox.publish import publish
from dossier.people.office import add_closing_day, remove_closing_day
from dossier.resources import Resources
from dossier.thesaurus.content import SignalRule
from dossier.thesaurus.queries import all_types
from tests.support.deposits import hand_over, staff
from tests.support.signals import THURSDAY, clock_at
from tests.support.terms import change_term, member
from tests.support.waiting import row_of, waiting

pytestmark = pytest.mark.people

FRIDAY_CLOSE = datetime(2026, 11, 27, 17, 0, tzinfo=BRUSSELS)


async def ranked(centre_id: UUID, document_id: UUID) -> tuple[int, datetime | None]:
    """Return the urgency and the due time of a document."""
    async with transaction(system(centre_id)) as tx:
        row = await tx.row(
            "SELECT urgency, nullif(due_at, 'infinity') AS due_at FROM documents WHERE id = $1", document_id
        )
    assert row is not None
    return row["urgency"], row["due_at"]


async def test_a_received_document_is_ranked_by_the_worker_as_its_depositor_said(
    resources: Resources, centre_id: UUID
) -> None:
    rules = (SignalRule(department="AS", urgency=3), SignalRule(department="FIN", urgency=2))
    await change_term(centre_id, "LOG_BAIL", signal_rules=rules)
    with clock_at(THURSDAY):
        made = await hand_over(resources, centre_id, people()[0], types=("LOG_BAIL", None))
        await drain(resources)
    said, unsaid = made.document_ids
    close = resources.settings.office_closes_at
    assert await ranked(centre_id, said) == (3, FRIDAY_CLOSE.replace(hour=close.hour, minute=close.minute))
    assert await ranked(centre_id, unsaid) == (0, None)


async def test_what_waited_since_monday_is_due_from_monday(resources: Resources, actor: Actor, centre_id: UUID) -> None:
    await change_term(centre_id, "LOG_BAIL", signal_rules=(SignalRule(department="AS", urgency=2),))
    (old,) = await waiting(centre_id, code="LOG_BAIL", hours_old=24 * 14)
    (new,) = await waiting(centre_id, code="LOG_BAIL", hours_old=0)
    for each in (old, new):
        await rank_deposit(actor, (await row_of(centre_id, each))["deposit_id"], resources.settings)
    (_, old_due), (_, new_due) = await ranked(centre_id, old), await ranked(centre_id, new)
    assert old_due is not None
    assert new_due is not None
    assert timedelta(days=10) < new_due - old_due < timedelta(days=18)


async def test_a_signal_that_was_raised_for_it_makes_it_as_urgent(
    resources: Resources, actor: Actor, centre_id: UUID
) -> None:
    (made,) = await waiting(centre_id, code="LOG_BAIL")
    await change_term(centre_id, "LOG_BAIL", signal_rules=(SignalRule(department="AS", urgency=1),))
    due = FRIDAY_CLOSE + timedelta(days=3)
    async with transaction(actor) as tx:
        await tx.run(
            """INSERT INTO signals (id, centre_id, document_id, department_id, raised_for, type_id, moment, state,
                                    urgency, raised_at, due_at)
               SELECT gen_random_uuid(), d.centre_id, d.id, p.id, p.id, d.proposed_type_id, 'capture', 'raised', 3,
                      now(), $2 FROM documents d, departments p WHERE d.id = $1 AND p.code = 'JUR'""",
            made,
            due,
        )
    await rank_deposit(actor, (await row_of(centre_id, made))["deposit_id"], resources.settings)
    assert await ranked(centre_id, made) == (3, due)


async def test_it_is_ranked_anew_where_its_type_or_that_type_s_rules_change(
    resources: Resources, centre_id: UUID
) -> None:
    agent = await member(centre_id, "ines.moreau")
    with clock_at(THURSDAY):
        made = await hand_over(resources, centre_id, people()[0])
        await drain(resources)
        (document_id,) = made.document_ids
        assert (await ranked(centre_id, document_id))[0] == 0
        kind = next(each for each in await all_types(agent) if each.code == "LOG_BAIL")
        await change_term(centre_id, "LOG_BAIL", signal_rules=(SignalRule(department="AS", urgency=2),))
        await propose_type(agent, Chosen(ids=(document_id,)), kind.id)
        await drain(resources)
        assert (await ranked(centre_id, document_id))[0] == 2
        await change_term(centre_id, "LOG_BAIL", signal_rules=(SignalRule(department="AS", urgency=4),))
        await drain(resources)
        assert (await ranked(centre_id, document_id))[0] == 4


async def test_a_round_ranks_what_no_job_did(resources: Resources, actor: Actor, centre_id: UUID) -> None:
    await change_term(centre_id, "LOG_BAIL", signal_rules=(SignalRule(department="AS", urgency=3),))
    made = await waiting(centre_id, code="LOG_BAIL", count=3)
    async with transaction(actor) as tx:
        await tx.run("UPDATE documents SET ranked_at = NULL")
    assert await rank_unranked(actor, resources.settings) == 3
    assert await rank_unranked(actor, resources.settings) == 0
    assert {(await ranked(centre_id, each))[0] for each in made} == {3}


async def test_a_closing_day_that_comes_or_goes_moves_what_is_due(resources: Resources, centre_id: UUID) -> None:
    await change_term(centre_id, "LOG_BAIL", signal_rules=(SignalRule(department="AS", urgency=3),))
    administrator = await staff(centre_id, "rachid.lahlou")
    with clock_at(THURSDAY):
        (document_id,) = (await hand_over(resources, centre_id, people()[0], types=("LOG_BAIL",))).document_ids
        await drain(resources)
        _, friday = await ranked(centre_id, document_id)
        assert friday is not None
        closed = await add_closing_day(administrator, FRIDAY_CLOSE.date(), "Pont")
        await drain(resources)
        assert await ranked(centre_id, document_id) == (3, friday + timedelta(days=3)), "the Monday after"
        await remove_closing_day(administrator, closed)
        await drain(resources)
        assert await ranked(centre_id, document_id) == (3, friday)


async def test_a_child_in_the_household_makes_what_waits_as_urgent_as_its_rules_say(
    resources: Resources, centre_id: UUID
) -> None:
    rules = (SignalRule(department="AS", urgency=1), SignalRule(department="AS", situation="minors", urgency=3))
    await change_term(centre_id, "LOG_BAIL", signal_rules=rules)
    with clock_at(THURSDAY):
        made = await hand_over(resources, centre_id, people()[0], types=("LOG_BAIL",))
        async with transaction(system(centre_id)) as tx:
            await tx.run("UPDATE beneficiaries SET birth_date = '1980-01-01'")
        await drain(resources)
        assert (await ranked(centre_id, made.document_ids[0]))[0] == 1
        async with transaction(system(centre_id)) as tx:
            await tx.run("UPDATE beneficiaries SET birth_date = '2020-01-01'")
            await publish(tx, ListImported(record_id=centre_id, kind="people", sha256="0" * 64, taken=0, changed=1))
        await drain(resources)
        assert (await ranked(centre_id, made.document_ids[0]))[0] == 3


async def test_what_is_said_of_a_file_ranks_what_waits_of_it_and_nothing_else(
    resources: Resources, centre_id: UUID
) -> None:
    rules = (SignalRule(department="AS", urgency=1), SignalRule(department="AS", situation="minors", urgency=3))
    await change_term(centre_id, "LOG_BAIL", signal_rules=rules)
    with clock_at(THURSDAY):
        of_both: list[UUID] = []
        for each in (people()[0], next(each for each in people() if each.last_name == "De Cuyper")):
            of_both += (await hand_over(resources, centre_id, each, types=("LOG_BAIL",))).document_ids
        async with transaction(system(centre_id)) as tx:
            await tx.run("UPDATE beneficiaries SET birth_date = '1980-01-01'")
        await drain(resources)
        assert [(await ranked(centre_id, each))[0] for each in of_both] == [1, 1]
        async with transaction(system(centre_id)) as tx:
            await tx.run("UPDATE beneficiaries SET birth_date = '2020-01-01'")
            file_id = await tx.value(
                "SELECT p.social_file_id FROM deposits p JOIN documents d ON d.deposit_id = p.id WHERE d.id = $1",
                of_both[0],
            )
            await publish(tx, SocialFilePut(record_id=file_id, kind="changed"))
        await drain(resources)
        assert [(await ranked(centre_id, each))[0] for each in of_both] == [3, 1]
