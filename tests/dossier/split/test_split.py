"""Who may split a deposit, what is undone, and what the database holds."""

import asyncio
from uuid import UUID, uuid4

import asyncpg
import pytest

from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.deposits.close import close
from dossier.deposits.errors import NoSuchDeposit
from dossier.deposits.remake import PageBusy
from dossier.documents.claim import claim, release
from dossier.documents.errors import AlreadyDecided, ClaimLost, NoSuchDocument
from dossier.documents.queue import queue
from dossier.documents.refuse import refuse
from dossier.documents.review import review
from dossier.documents.tracking import tracked
from dossier.errors import DossierError
from dossier.jobs.worker import drain
from dossier.people.access import NotYourWork, OtherDepartment
from dossier.resources import Resources
from dossier.split.cut import cut
from dossier.split.errors import ActOfColleague, LastPage, PagesMoved, TooFarBack
from dossier.split.hand import take_in_hand
from dossier.split.layout import Layout
from dossier.split.merge import merge
from dossier.split.move import move
from dossier.split.set_aside import set_aside
from dossier.split.table import TablePage, light_table
from dossier.split.turn import turn
from dossier.split.undo import redo, undo
from dossier.split.write import write
from dossier.thesaurus.queries import refusal_reasons
from tests.support.deposits import staff
from tests.support.table import aside, begun, page_of, shown, value

pytestmark = pytest.mark.people


async def test_only_who_has_the_deposit_in_hand_splits_it(resources: Resources, centre_id: UUID) -> None:
    clerk, made = await begun(resources, centre_id)
    table = await light_table(clerk, made.deposit_id)
    colleague = await staff(centre_id, "koen.smets")
    first, second = shown(table, 1)
    with pytest.raises(ClaimLost):
        await cut(colleague, made.deposit_id, made.document_ids[0], second)
    with pytest.raises(NoSuchDeposit):
        await cut(clerk, uuid4(), made.document_ids[0], second)
    with pytest.raises(NotYourWork):
        await light_table(await staff(centre_id, "rachid.lahlou"), made.deposit_id)
    with pytest.raises(OtherDepartment):
        await light_table(await staff(centre_id, "nadia.benali"), made.deposit_id)
    with pytest.raises(PagesMoved):
        await cut(clerk, made.deposit_id, made.document_ids[1], first)
    await cut(clerk, made.deposit_id, made.document_ids[0], second)
    await release(clerk, made.document_ids[0])
    await claim(colleague, made.document_ids[0], 900)
    with pytest.raises(ActOfColleague):
        await undo(colleague, made.deposit_id)
    with pytest.raises(ClaimLost):
        await undo(clerk, made.deposit_id)


async def test_two_who_act_at_once_lose_no_page(resources: Resources, centre_id: UUID) -> None:
    clerk, made = await begun(resources, centre_id, papers=3, pages=4)
    colleague = await staff(centre_id, "koen.smets")
    table = await light_table(clerk, made.deposit_id)
    pages = [page for each in table.documents for page in each.pages]

    async def act(who: Actor, page: TablePage) -> object:
        try:
            if page.sheet % 3 == 0:
                await set_aside(who, made.deposit_id, [aside(page)])
                return None
            if page.sheet % 3 == 1:
                return await cut(who, made.deposit_id, page.document_id, page.view.id)
            return await move(who, made.deposit_id, page.document_id, page.view.id, made.document_ids[2])
        except DossierError as error:
            return error

    told = await asyncio.gather(*(act(who, page) for page in pages for who in (clerk, colleague, clerk)))
    assert all(isinstance(each, ClaimLost) for each in told[1::3]), "whoever has no lease changes nothing"
    after = await light_table(clerk, made.deposit_id)
    assert after.received_count == 12 == after.filed_count + after.aside_count
    done = sum(not isinstance(each, DossierError) for each in told)
    assert done >= 8
    assert done == await value(clerk, "SELECT count(*) FROM split_acts WHERE deposit_id = $1", made.deposit_id)
    assert done == await value(clerk, "SELECT max(number) FROM split_acts WHERE deposit_id = $1", made.deposit_id)
    for _ in range(min(done, 20)):
        await undo(clerk, made.deposit_id)
    if done <= 20:
        assert (await light_table(clerk, made.deposit_id)).documents == table.documents


async def test_twenty_acts_are_undone_and_no_more(resources: Resources, centre_id: UUID) -> None:
    clerk, made = await begun(resources, centre_id, papers=1)
    first, second = shown(await light_table(clerk, made.deposit_id), 1)
    (document,) = made.document_ids
    for number in range(21):
        await move(clerk, made.deposit_id, document, first, document, None if number % 2 == 0 else second)
    assert shown(await light_table(clerk, made.deposit_id), 1) == [second, first]
    for _ in range(20):
        await undo(clerk, made.deposit_id)
    table = await light_table(clerk, made.deposit_id)
    assert (shown(table, 1), table.undoes, table.redoes) == ([second, first], None, "move")
    with pytest.raises(TooFarBack):
        await undo(clerk, made.deposit_id)
    for _ in range(20):
        await redo(clerk, made.deposit_id)
    assert (await light_table(clerk, made.deposit_id)).redoes is None


async def test_what_is_undone_is_not_redone_after_another_act(resources: Resources, centre_id: UUID) -> None:
    clerk, made = await begun(resources, centre_id)
    table = await light_table(clerk, made.deposit_id)
    await cut(clerk, made.deposit_id, made.document_ids[0], shown(table, 1)[1])
    await undo(clerk, made.deposit_id)
    await merge(clerk, made.deposit_id, made.document_ids[1])
    await undo(clerk, made.deposit_id)
    assert (await light_table(clerk, made.deposit_id)).redoes == "merge"
    await redo(clerk, made.deposit_id)
    assert (await light_table(clerk, made.deposit_id)).redoes is None


async def test_a_page_is_turned_and_turned_back(resources: Resources, centre_id: UUID) -> None:
    clerk, made = await begun(resources, centre_id, pages=1)
    await drain(resources)
    page = page_of(await light_table(clerk, made.deposit_id), 1)
    turned = (clerk, made.deposit_id, page.document_id, page.view.id)
    await turn(*turned, 90)
    with pytest.raises(PageBusy):
        await undo(clerk, made.deposit_id)
    await drain(resources)
    assert page_of(await light_table(clerk, made.deposit_id), 1).rotation_degrees == 90
    await undo(clerk, made.deposit_id)
    await drain(resources)
    back = page_of(await light_table(clerk, made.deposit_id), 1)
    assert (back.rotation_degrees, back.view.width_pixels, back.view.recipe_version) == (0, page.view.width_pixels, 3)
    await redo(clerk, made.deposit_id)
    await drain(resources)
    assert page_of(await light_table(clerk, made.deposit_id), 1).rotation_degrees == 90


async def test_a_deposit_closes_with_every_page_filed_or_set_aside(resources: Resources, centre_id: UUID) -> None:
    clerk, made = await begun(resources, centre_id, pages=1)
    await drain(resources)
    table = await light_table(clerk, made.deposit_id)
    await set_aside(clerk, made.deposit_id, [aside(page_of(table, 1))])
    with pytest.raises(LastPage):
        await set_aside(clerk, made.deposit_id, [aside(page_of(table, 2))])
    with pytest.raises(NoSuchDocument):
        await review(clerk, made.document_ids[0])
    assert [each.id for each in (await queue(clerk)).rows] == [made.document_ids[1]]
    assert (await review(clerk, made.document_ids[1])).document_count == 1
    assert [each.id for each in await tracked(system(centre_id), made.deposit_id)] == [made.document_ids[1]]
    await refuse(clerk, made.document_ids[1], (await refusal_reasons(clerk))[0].id, "")
    await drain(resources)
    assert await value(clerk, "SELECT state FROM deposits WHERE id = $1", made.deposit_id) == "closed"
    with pytest.raises(AlreadyDecided):
        await light_table(clerk, made.deposit_id)


async def test_the_database_lets_no_page_go(resources: Resources, centre_id: UUID) -> None:
    clerk, made = await begun(resources, centre_id)
    page = page_of(await light_table(clerk, made.deposit_id), 1)
    with pytest.raises(asyncpg.CheckViolationError, match="neither filed nor set aside"):
        async with transaction(system(centre_id)) as tx:
            await tx.run("DELETE FROM document_pages WHERE page_id = $1", page.view.id)
    with pytest.raises(asyncpg.CheckViolationError, match="neither filed nor set aside"):
        async with transaction(system(centre_id)) as tx:
            await tx.run(
                "INSERT INTO set_aside_pages VALUES ($1, $2, $3, $4, 'blank', $5, now())",
                page.view.id,
                centre_id,
                made.deposit_id,
                page.document_id,
                clerk.id,
            )
    with pytest.raises(asyncpg.CheckViolationError):  # the writer itself, told to forget a page
        async with transaction(clerk) as tx:
            hand = await take_in_hand(tx, made.deposit_id)
            forgot = {**hand.layout.pages, page.document_id: hand.layout.pages[page.document_id][1:]}
            await write(tx, made.deposit_id, hand.layout, Layout(hand.layout.order, forgot, {}), {})
    await drain(resources)
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """INSERT INTO pages (id, centre_id, deposit_id, original_id, index, state)
               SELECT $2, centre_id, deposit_id, original_id, 77, 'ready' FROM pages WHERE id = $1""",
            page.view.id,
            uuid4(),
        )
    reason = (await refusal_reasons(clerk))[0].id
    for document in made.document_ids:
        await refuse(clerk, document, reason, "")
    with pytest.raises(asyncpg.CheckViolationError, match="not accounted for"):
        await close(system(centre_id), made.deposit_id)
