"""What goes with a page on the light table: who sees it, its sides and parts, its seal, where it comes from."""

from uuid import UUID

import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.keep_one_page import PapersApart
from dossier.deposits.lay_under import SideElsewhere
from dossier.documents.claim import claim, release
from dossier.documents.errors import PageFiled
from dossier.documents.keep_one_page import keep_one_page
from dossier.documents.lay_under import lay_under
from dossier.documents.profile import profile
from dossier.documents.queue import queue
from dossier.documents.refuse import refuse
from dossier.documents.review import readable_rendition, review
from dossier.documents.send import send
from dossier.documents.turn_page import turn_page
from dossier.documents.wanted import Shown, Wanted
from dossier.jobs.worker import drain
from dossier.people.access import DocumentSealed, OtherDepartment
from dossier.resources import Resources
from dossier.split.copy import copy
from dossier.split.cut import cut
from dossier.split.errors import DocumentFixed
from dossier.split.layout import Reason
from dossier.split.merge import merge
from dossier.split.move import move
from dossier.split.set_aside import set_aside
from dossier.split.table import light_table
from dossier.split.take_back import take_back
from dossier.split.turn import turn
from dossier.split.undo import undo
from dossier.thesaurus.queries import refusal_reasons
from tests.dossier.deposits.test_parts import two_on_one
from tests.support.cards import card_pdf
from tests.support.deposits import hand_over, staff
from tests.support.desk import profiled
from tests.support.table import aside, begun, page_of, separator_pdf, shown, value

pytestmark = pytest.mark.people


async def test_who_sees_what_is_set_aside(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=(None, None))  # a file of AS
    await drain(resources)
    clerk, worker, colleague = [
        await staff(centre_id, each) for each in ("ines.moreau", "nadia.benali", "olivier.marchal")
    ]
    await claim(clerk, made.document_ids[0], 900)
    page = page_of(await light_table(clerk, made.deposit_id), 1)
    await set_aside(clerk, made.deposit_id, [aside(page)])
    for who in (clerk, worker, colleague):
        assert (await readable_rendition(who, page.view.id, "thumb")).size_bytes
    async with transaction(system(centre_id)) as tx:  # the file goes to another department
        await tx.run(
            """UPDATE social_files SET social_worker_id = NULL,
                      department_id = (SELECT id FROM departments WHERE code = 'PA')
               WHERE id = (SELECT social_file_id FROM documents WHERE id = $1)""",
            made.document_ids[0],
        )
    with pytest.raises(OtherDepartment):
        await readable_rendition(worker, page.view.id, "thumb")
    async with transaction(worker) as tx:
        assert await tx.value("SELECT count(*) FROM pages WHERE id = $1", page.view.id) == 0


async def test_a_document_cut_off_is_sealed_as_the_one_it_was(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=("JUR_JUGT",), pages=2)
    clerk = await staff(centre_id, "ines.moreau")
    await claim(clerk, made.document_ids[0], 900)
    page = page_of(await light_table(clerk, made.deposit_id), 1, 1)
    cut_off = await cut(clerk, made.deposit_id, page.document_id, page.view.id)
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows(
            """SELECT d.id, d.proposed_type_id, d.social_file_id, b.beneficiary_id
               FROM documents d JOIN document_beneficiaries b ON b.document_id = d.id ORDER BY d.position"""
        )
    assert [row["id"] for row in rows] == [made.document_ids[0], cut_off]
    assert tuple(rows[0])[1:] == tuple(rows[1])[1:]
    async with transaction(await staff(centre_id, "olivier.marchal")) as tx:
        assert await tx.value("SELECT count(*) FROM documents") == 0


async def test_a_document_cut_off_is_whose_the_other_is_and_sealed_by_hand_as_that(
    resources: Resources, centre_id: UUID
) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=("LOG_BAIL",), pages=2)
    clerk = await staff(centre_id, "ines.moreau")
    (document_id,) = made.document_ids
    await claim(clerk, document_id, 900)
    await profile(clerk, document_id, await profiled(centre_id, "LOG_BAIL", sealed_as="judicial"))
    await send(clerk, document_id, "JUR", "sofie.devos", "")
    page = page_of(await light_table(clerk, made.deposit_id), 1, 1)
    cut_off = await cut(clerk, made.deposit_id, document_id, page.view.id)
    await release(clerk, document_id)
    lawyer, colleague = await staff(centre_id, "sofie.devos"), await staff(centre_id, "wim.claes")
    mine = (await queue(lawyer, Wanted(shown=Shown.MINE))).rows
    assert {row.id for row in mine} == {document_id, cut_off}
    assert (await review(lawyer, cut_off)).sent_to_me
    for each in (document_id, cut_off):
        with pytest.raises(DocumentSealed):
            await review(colleague, each)


async def test_blank_pages_and_separators_are_proposed_and_pages_know_where_they_come_from(
    resources: Resources, centre_id: UUID
) -> None:
    made = await hand_over(resources, centre_id, types=(None, None), files=(separator_pdf(), separator_pdf()))
    await drain(resources)
    clerk = await staff(centre_id, "ines.moreau")
    await claim(clerk, made.document_ids[0], 900)
    table = await light_table(clerk, made.deposit_id)
    pages = [page for each in table.documents for page in each.pages]
    assert [each.proposed for each in pages] == [None, Reason.BLANK, Reason.SEPARATOR] * 2
    assert [each.sheet for each in pages] == [1, 2, 3, 4, 5, 6]
    await set_aside(clerk, made.deposit_id, [aside(each, each.proposed) for each in table.proposed if each.proposed])
    after = await light_table(clerk, made.deposit_id)
    assert (after.received_count, after.filed_count, after.aside_count) == (6, 2, 4)
    assert [(each.sheet, each.reason) for each in after.aside] == [
        (2, "blank"),
        (3, "separator"),
        (5, "blank"),
        (6, "separator"),
    ]
    sums = await value(
        clerk, "SELECT array_agg(sha256 ORDER BY position) FROM originals WHERE deposit_id = $1", made.deposit_id
    )
    assert [each.sha256 for each in (*pages[:1], *pages[3:4])] == sums
    await refuse(clerk, made.document_ids[1], (await refusal_reasons(clerk))[0].id, "")
    back = after.aside[3]
    with pytest.raises(DocumentFixed):
        await take_back(clerk, made.deposit_id, back.view.id)
    await take_back(clerk, made.deposit_id, back.view.id, made.document_ids[0])
    assert [each.sheet for each in (await light_table(clerk, made.deposit_id)).documents[0].pages] == [1, 6]


async def test_signals_of_an_emptied_document_go_and_come_back(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=("JUR_JUGT", None))
    await drain(resources)
    clerk = await staff(centre_id, "ines.moreau")
    await claim(clerk, made.document_ids[0], 900)
    open_ = "SELECT count(*) FROM signals WHERE document_id = $1 AND state <> 'withdrawn'"
    told = await value(clerk, open_, made.document_ids[0])
    await move(
        clerk,
        made.deposit_id,
        made.document_ids[0],
        shown(await light_table(clerk, made.deposit_id), 1)[0],
        made.document_ids[1],
    )
    await drain(resources)
    assert await value(clerk, open_, made.document_ids[0]) == 0
    await undo(clerk, made.deposit_id)
    await drain(resources)
    assert await value(clerk, open_, made.document_ids[0]) == told


async def test_the_papers_of_a_photo_that_lie_apart_are_not_kept_as_one(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, files=(two_on_one(),))
    await drain(resources)
    clerk = await staff(centre_id, "ines.moreau")
    await claim(clerk, made.document_ids[0], 900)
    table = await light_table(clerk, made.deposit_id)
    assert [(each.sheet, each.part) for each in table.documents[0].pages] == [(1, 0), (1, 1)]
    first, part = shown(table, 1)
    await cut(clerk, made.deposit_id, made.document_ids[0], part)
    with pytest.raises(PapersApart):
        await keep_one_page(clerk, made.document_ids[0], first)
    await undo(clerk, made.deposit_id)
    await keep_one_page(clerk, made.document_ids[0], first)
    await drain(resources)
    assert shown(await light_table(clerk, made.deposit_id), 1) == [first]


async def test_both_sides_of_a_card_go_together(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, types=(None, None), files=(card_pdf("A", "B"), card_pdf("C")))
    await drain(resources)
    clerk = await staff(centre_id, "ines.moreau")
    first, second = made.document_ids
    await claim(clerk, first, 900)
    upper, lower = shown(await light_table(clerk, made.deposit_id), 1)
    await copy(clerk, made.deposit_id, first, upper, second)
    with pytest.raises(SideElsewhere):
        await lay_under(clerk, first, upper, lower)
    await undo(clerk, made.deposit_id)
    await lay_under(clerk, first, upper, lower)
    await drain(resources)
    await move(clerk, made.deposit_id, first, upper, second)
    assert await value(clerk, "SELECT count(*) FROM document_pages WHERE document_id = $1", second) == 3
    table = await light_table(clerk, made.deposit_id)
    assert (len(table.documents), len(table.documents[0].pages), table.filed_count) == (1, 2, 3)


async def test_a_page_that_stands_in_a_decided_document_keeps_its_look(resources: Resources, centre_id: UUID) -> None:
    clerk, made = await begun(resources, centre_id)
    await drain(resources)
    page = page_of(await light_table(clerk, made.deposit_id), 1)
    first, second = made.document_ids
    await copy(clerk, made.deposit_id, first, page.view.id, second)
    reason = (await refusal_reasons(clerk))[0].id
    await refuse(clerk, first, reason, "")
    with pytest.raises(PageFiled):
        await turn(clerk, made.deposit_id, second, page.view.id, 90)
    with pytest.raises(PageFiled):
        await turn_page(clerk, second, page.view.id, 90)
    with pytest.raises(DocumentFixed):
        await merge(clerk, made.deposit_id, first)
    await undo(clerk, made.deposit_id)  # the copy is taken out of the one that waits: the other was not touched
    assert page.view.id not in shown(await light_table(clerk, made.deposit_id), 2)
