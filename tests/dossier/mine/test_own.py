"""What is a person's own: the database hands out that alone, whatever a query forgets."""

from uuid import UUID

import pytest

from demo import accounts
from demo.people import people
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.deposits.errors import NoSuchPage
from dossier.documents.errors import NoSuchDocument
from dossier.documents.move import move
from dossier.jobs.worker import drain
from dossier.mine.documents import own_document, own_documents
from dossier.mine.page import own_page
from dossier.resources import Resources
from tests.support.deposits import hand_over, staff
from tests.support.desk import filed, in_hand
from tests.support.mine import bound
from tests.support.requests import person_id

pytestmark = pytest.mark.people
FIRST, OTHER = people()[0], people()[9]


async def shown(actor: Actor) -> set[UUID]:
    return {each.id for each in (await own_documents(actor)).documents}


async def page_of(centre_id: UUID, document_id: UUID) -> UUID:
    async with transaction(system(centre_id)) as tx:
        found = await tx.value("SELECT page_id FROM document_pages WHERE document_id = $1", document_id)
    assert isinstance(found, UUID)
    return found


async def came_by(centre_id: UUID, document_id: UUID, circuit: str) -> None:
    """Have a document come by another way, from nobody we know: only what was filed says whom it is about."""
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """UPDATE deposits SET circuit = $2, beneficiary_id = NULL
               WHERE id = (SELECT deposit_id FROM documents WHERE id = $1)""",
            document_id,
            circuit,
        )


async def test_what_a_person_handed_in_is_theirs_and_nobody_else_s(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, FIRST)
    others = await hand_over(resources, centre_id, OTHER)
    me = bound(centre_id, await person_id(centre_id, FIRST))
    assert await shown(me) == set(made.document_ids)
    with pytest.raises(NoSuchDocument):
        await own_document(me, others.document_ids[0])


async def test_without_a_code_it_is_what_was_handed_in_here_alone(resources: Resources, centre_id: UUID) -> None:
    made, earlier = [await hand_over(resources, centre_id, FIRST) for _ in range(2)]
    assert await shown(bound(centre_id, None, made.deposit_id)) == set(made.document_ids)
    assert await shown(bound(centre_id, None)) == set()
    assert await shown(bound(centre_id, await person_id(centre_id, FIRST), made.deposit_id)) == {
        *made.document_ids,
        *earlier.document_ids,
    }


@pytest.mark.parametrize(("circuit", "is_own"), [("post", True), ("outgoing", True), ("internal", False)])
async def test_what_was_filed_of_a_person_is_theirs_but_the_centre_s_own_papers(
    resources: Resources, centre_id: UUID, circuit: str, is_own: bool
) -> None:
    agent = await staff(centre_id, "ines.moreau")
    document_id = await filed(resources, agent, "REV_PAIE")
    await came_by(centre_id, document_id, circuit)
    assert (document_id in await shown(bound(centre_id, await person_id(centre_id, FIRST)))) is is_own
    assert document_id not in await shown(bound(centre_id, await person_id(centre_id, OTHER)))


async def test_what_waits_is_nobody_s_that_did_not_hand_it_in(resources: Resources, centre_id: UUID) -> None:
    made = await in_hand(resources, await staff(centre_id, "ines.moreau"))
    await came_by(centre_id, made.document_ids[0], "post")
    assert await shown(bound(centre_id, await person_id(centre_id, FIRST))) == set()


@pytest.mark.parametrize("by_hand", [True, False])
async def test_what_is_sealed_is_shown_to_who_handed_it_in_alone(
    resources: Resources, centre_id: UUID, by_hand: bool
) -> None:
    agent = await staff(centre_id, "ines.moreau")
    document_id = await filed(resources, agent, "REV_PAIE" if by_hand else "JUR_JUGT")
    if by_hand:
        async with transaction(system(centre_id)) as tx:
            await tx.run("UPDATE documents SET sealed_as = 'medical' WHERE id = $1", document_id)
    me = bound(centre_id, await person_id(centre_id, FIRST))
    assert await shown(me) == {document_id}
    await came_by(centre_id, document_id, "post")
    assert await shown(me) == set()


async def test_someone_of_the_same_file_sees_nothing_of_the_others(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, FIRST)
    partner = next(
        each
        for each in people()[1:]
        if accounts.file_of(each) == accounts.file_of(FIRST) and each.birth_date != FIRST.birth_date
    )
    them = bound(centre_id, await person_id(centre_id, partner))
    assert await shown(them) == set()
    async with transaction(system(centre_id)) as tx:  # until it is about both, and filed
        await tx.run(
            "INSERT INTO document_beneficiaries (centre_id, document_id, beneficiary_id) VALUES ($1, $2, $3)",
            centre_id,
            made.document_ids[0],
            them.id,
        )
    assert await shown(them) == set()
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """UPDATE documents SET state = 'validated',
                      type_id = (SELECT id FROM document_types WHERE code = 'REV_PAIE') WHERE id = $1""",
            made.document_ids[0],
        )
    assert await shown(them) == set(made.document_ids)


async def test_what_is_disposed_of_is_gone(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, FIRST)
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE documents SET state = 'disposed' WHERE id = $1", made.document_ids[0])
    assert await shown(bound(centre_id, await person_id(centre_id, FIRST))) == set()


async def test_the_rows_themselves_are_bound(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, FIRST)
    await hand_over(resources, centre_id, OTHER)
    await drain(resources)
    mine = [await page_of(centre_id, made.document_ids[0])]
    async with transaction(system(centre_id)) as tx:
        await tx.run("DELETE FROM page_texts")
        await tx.run(
            """INSERT INTO page_texts (page_id, centre_id, words, boxes)
               SELECT id, centre_id, 'secret', '{0,0,1,1}' FROM pages"""
        )
    me = bound(centre_id, await person_id(centre_id, FIRST))
    async with transaction(me) as tx:
        documents = [row["id"] for row in await tx.rows("SELECT id FROM documents")]
        deposits = [row["deposit_id"] for row in await tx.rows("SELECT DISTINCT deposit_id FROM pages")]
        renditions = await tx.value("SELECT count(DISTINCT page_id) FROM renditions")
        beneficiaries = await tx.rows("SELECT DISTINCT beneficiary_id FROM document_beneficiaries")
        assert await tx.value("SELECT count(*) FROM originals") == 0
        texts = [row["page_id"] for row in await tx.rows("SELECT page_id FROM page_texts")]
    assert documents == list(made.document_ids)
    assert deposits == [made.deposit_id]
    assert renditions == 1
    assert texts == mine
    assert [row["beneficiary_id"] for row in beneficiaries] == [me.id]
    async with transaction(bound(centre_id, None)) as tx:
        for table in (
            "documents",
            "document_pages",
            "pages",
            "renditions",
            "document_beneficiaries",
            "originals",
            "page_texts",
        ):
            assert await tx.value(f"SELECT count(*) FROM {table}") == 0, table


async def test_a_page_is_shown_to_its_person_and_each_look_is_logged(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, FIRST)
    page_id = await page_of(centre_id, made.document_ids[0])
    me = bound(centre_id, await person_id(centre_id, FIRST))
    with pytest.raises(NoSuchPage):
        await own_page(me, page_id, "thumb")
    await drain(resources)
    assert (await own_page(me, page_id, "thumb")).size_bytes
    assert (await own_page(me, page_id, "page")).media_type == "image/jpeg"
    with pytest.raises(NoSuchPage):
        await own_page(bound(centre_id, await person_id(centre_id, OTHER)), page_id, "thumb")
    async with transaction(system(centre_id)) as tx:
        looks = await tx.rows(
            "SELECT act, record_id, reason, actor_id FROM access_log WHERE record_kind = 'page' ORDER BY seq"
        )
    assert [tuple(row) for row in looks] == [(act, page_id, "own_code", me.id) for act in ("view", "download")]


async def test_the_list_is_shown_in_parts(
    resources: Resources, centre_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await hand_over(resources, centre_id, FIRST, types=(None, None, None))
    monkeypatch.setattr("dossier.mine.documents.SHOWN_AT_ONCE", 2)
    me = bound(centre_id, await person_id(centre_id, FIRST))
    first, second = [await own_documents(me, page) for page in (1, 2)]
    assert (first.count, first.has_more, second.has_more) == (3, True, False)
    assert [each.id for each in (*first.documents, *second.documents)] == list(made.document_ids)


@pytest.mark.parametrize("reopened", [False, True])
async def test_a_wrong_choice_at_the_counter_ends_when_it_is_moved(
    resources: Resources, centre_id: UUID, reopened: bool
) -> None:
    agent = await staff(centre_id, "ines.moreau")
    document_id = await filed(resources, agent, "REV_PAIE", FIRST)
    wrong, right = [bound(centre_id, await person_id(centre_id, each)) for each in (FIRST, OTHER)]
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE deposits SET circuit = 'counter'")
    assert (await shown(wrong), await shown(right)) == ({document_id}, set())
    assert right.id is not None
    await move(agent, document_id, right.id, "", "Mauvaise personne choisie")
    if reopened:
        async with transaction(system(centre_id)) as tx:
            await tx.run("UPDATE documents SET state = 'profiled' WHERE id = $1", document_id)
    assert await shown(wrong) == set()
    if not reopened:
        assert await shown(right) == {document_id}


async def test_filed_about_another_it_is_read_by_the_other_alone(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, FIRST)
    wrong, right = [bound(centre_id, await person_id(centre_id, each)) for each in (FIRST, OTHER)]
    here = bound(centre_id, None, made.deposit_id)
    assert await shown(wrong) == await shown(here) == set(made.document_ids)
    async with transaction(system(centre_id)) as tx:
        await tx.run("DELETE FROM document_beneficiaries")
        await tx.run(
            "INSERT INTO document_beneficiaries (centre_id, document_id, beneficiary_id) VALUES ($1, $2, $3)",
            centre_id,
            made.document_ids[0],
            right.id,
        )
        await tx.run(
            """UPDATE documents SET state = 'validated',
                      type_id = (SELECT id FROM document_types WHERE code = 'REV_PAIE')"""
        )
    assert await shown(wrong) == await shown(here) == set()
    assert await shown(right) == set(made.document_ids)
