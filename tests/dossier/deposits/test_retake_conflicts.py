"""What a page that is taken again may not do: come too late, twice, into another document, or around what holds it."""

import asyncio
import contextvars
from uuid import UUID, uuid4

import asyncpg
import pytest

from demo.people import people
from dossier.database.engine import transaction
from dossier.deposits.begin_retake import begin_retake
from dossier.deposits.errors import RetakeOver
from dossier.deposits.queries import deposit
from dossier.deposits.receive import receive
from dossier.deposits.retake import hold_places, place_retakes
from dossier.documents.claim import claim, release
from dossier.documents.errors import UnknownChoice
from dossier.documents.refuse import refuse
from dossier.documents.undo import ChangedSince, undo
from dossier.jobs.worker import drain
from dossier.receipts.queries import Receipt
from dossier.resources import Resources
from dossier.thesaurus.queries import refusal_reasons
from tests.support.deposits import hand_over, pdf, staff
from tests.support.desk import LEASE_SECONDS, UNDO_SECONDS
from tests.support.retaking import (
    accounted,
    begun,
    depositor,
    pages_of,
    refused,
    rows,
    sent,
)

pytestmark = pytest.mark.people


@pytest.mark.parametrize("meanwhile", ["undone", "sent from another tab"])
async def test_a_document_that_waits_already_takes_no_page(
    resources: Resources, centre_id: UUID, meanwhile: str
) -> None:
    agent, actor = await staff(centre_id, "ines.moreau"), depositor(centre_id)
    made = await refused(resources, agent, pages=2)
    (document_id,) = made.document_ids
    old = (await pages_of(centre_id, document_id))[0]
    late = await begun(resources, actor, made, old, pdf("late"))
    if meanwhile == "undone":
        await undo(agent, None, undo_seconds=UNDO_SECONDS, lease_seconds=LEASE_SECONDS)
    else:
        await sent(resources, actor, made, old)
    before = await pages_of(centre_id, document_id)
    with pytest.raises(RetakeOver):
        await receive(resources, actor, late)
    view = await deposit(actor, late)
    assert (view.state, view.is_over, view.is_retake) == ("open", True, True)  # nothing is lost that was not received
    assert await pages_of(centre_id, document_id) == before
    with pytest.raises(RetakeOver):
        await begin_retake(actor, made.deposit_id, document_id, old, uuid4(), language="fr")


async def test_a_refusal_is_not_undone_once_a_page_came(resources: Resources, centre_id: UUID) -> None:
    agent, actor = await staff(centre_id, "ines.moreau"), depositor(centre_id)
    made = await refused(resources, agent, pages=2, again=(1,))
    await sent(resources, actor, made, (await pages_of(centre_id, made.document_ids[0]))[0])
    with pytest.raises(ChangedSince):
        await undo(agent, None, undo_seconds=UNDO_SECONDS, lease_seconds=LEASE_SECONDS)


async def test_undo_brings_the_marked_pages_back(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    made = await refused(resources, agent, again=(1, 3))
    await undo(agent, None, undo_seconds=UNDO_SECONDS, lease_seconds=LEASE_SECONDS)
    (row,) = await rows(centre_id, "SELECT refused_pages FROM documents WHERE id = $1", made.document_ids[0])
    assert row["refused_pages"] is None


async def test_another_document_s_page_cannot_be_marked(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    made = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE",), pages=2)
    await claim(agent, made.document_ids[0], LEASE_SECONDS)
    with pytest.raises(UnknownChoice):
        await refuse(agent, made.document_ids[0], (await refusal_reasons(agent))[0].id, "", [uuid4()])


async def test_a_clerk_and_a_depositor_at_once(resources: Resources, centre_id: UUID) -> None:
    """Undo of the refusal and the sending of its page race: one of them wins, and no page is lost."""
    agent, actor = await staff(centre_id, "ines.moreau"), depositor(centre_id)
    for _ in range(6):
        made = await refused(resources, agent, pages=2, again=(1,))
        (document_id,) = made.document_ids
        old = (await pages_of(centre_id, document_id))[0]
        retake_id = await begun(resources, actor, made, old, pdf("again"))
        undone, received_ = await asyncio.gather(
            undo(agent, None, undo_seconds=UNDO_SECONDS, lease_seconds=LEASE_SECONDS),
            receive(resources, actor, retake_id),
            return_exceptions=True,
        )
        assert isinstance(undone, ChangedSince) != isinstance(received_, RetakeOver), (undone, received_)
        standing = await pages_of(centre_id, document_id)
        assert (old in standing) == isinstance(received_, RetakeOver)
        await drain(resources)
        await accounted(centre_id, made.deposit_id, *([] if old in standing else [retake_id]))
        if old in standing:
            await release(agent, document_id)


async def test_two_tabs_send_at_once(resources: Resources, centre_id: UUID) -> None:
    agent, actor = await staff(centre_id, "ines.moreau"), depositor(centre_id)
    made = await refused(resources, agent, pages=1)
    (old,) = await pages_of(centre_id, made.document_ids[0])
    tabs = [await begun(resources, actor, made, old, pdf(f"tab {each}")) for each in range(2)]
    ended = await asyncio.gather(*(receive(resources, actor, each) for each in tabs), return_exceptions=True)
    assert sorted(type(each).__name__ for each in ended) == ["Receipt", "RetakeOver"]
    await drain(resources)
    await accounted(
        centre_id, made.deposit_id, next(t for t, e in zip(tabs, ended, strict=True) if isinstance(e, Receipt))
    )


async def test_a_place_is_taken_once(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    made = await refused(resources, agent)
    document_id = made.document_ids[0]
    standing = await pages_of(centre_id, document_id)
    named = await begun(resources, depositor(centre_id), made, standing[1], pdf("again"))
    with pytest.raises(RetakeOver):
        async with transaction(depositor(centre_id)) as tx:
            await hold_places(tx, named)
            await place_retakes(tx, named)
            await place_retakes(tx, named)
    assert await pages_of(centre_id, document_id) == standing, "what was half done is nothing"
    await receive(resources, depositor(centre_id), named)
    assert [each == before for each, before in zip(await pages_of(centre_id, document_id), standing, strict=True)] == [
        *(True, False, True)
    ]


async def test_the_deposit_of_the_document_is_held_first(resources: Resources, centre_id: UUID) -> None:
    agent, actor = await staff(centre_id, "ines.moreau"), depositor(centre_id)
    made = await refused(resources, agent, pages=1)
    (old,) = await pages_of(centre_id, made.document_ids[0])
    retake_id = await begun(resources, actor, made, old, pdf("again"))
    held = "SELECT id FROM deposits WHERE id = $1 FOR UPDATE NOWAIT"
    async with transaction(actor) as tx:
        await hold_places(tx, retake_id)
        assert len(await asyncio.create_task(rows(centre_id, held, retake_id), context=contextvars.Context())) == 1
        with pytest.raises(asyncpg.LockNotAvailableError):
            await asyncio.create_task(rows(centre_id, held, made.deposit_id), context=contextvars.Context())


async def test_the_database_refuses_a_difference(resources: Resources, centre_id: UUID) -> None:
    agent, actor = await staff(centre_id, "ines.moreau"), depositor(centre_id)
    made = await refused(resources, agent, pages=2)
    (document_id,) = made.document_ids
    old = (await pages_of(centre_id, document_id))[0]
    retake_id, _ = await sent(resources, actor, made, old)
    new = (await pages_of(centre_id, document_id))[0]
    for page_id, table in ((new, "document_pages"), (old, "set_aside_pages")):
        with pytest.raises(asyncpg.CheckViolationError):
            await rows(centre_id, f"DELETE FROM {table} WHERE page_id = $1 RETURNING page_id", page_id)
    await accounted(centre_id, made.deposit_id, retake_id)
