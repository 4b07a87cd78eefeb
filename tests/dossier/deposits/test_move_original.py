"""Putting pages in order: a file takes another's place, and the receipt signs that order."""

from uuid import UUID, uuid4

import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.add_original import add_original
from dossier.deposits.errors import DepositNotOpen, NoSuchPage
from dossier.deposits.move_original import move_original
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.queries import deposit
from dossier.deposits.receive import receive
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.support.deposits import pdf, received
from tests.support.handed_card import handed_card


async def shown(actor: Actor, deposit_id: UUID) -> list[list[UUID]]:
    """Return the files of each paper, as its pages stand."""
    view = await deposit(actor, deposit_id)
    return [[page.original_id for page in paper.pages] for paper in view.papers]


async def test_a_file_takes_the_place_of_another_of_its_paper(resources: Resources, actor: Actor) -> None:
    deposit_id, papers = uuid4(), (uuid4(), uuid4())
    one, two, three, other = (uuid4() for _ in range(4))
    await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=Depositor())
    for original_id, paper_id in ((one, papers[0]), (two, papers[0]), (other, papers[1]), (three, papers[0])):
        data = await received(resources, pdf(str(original_id)))
        await add_original(resources, actor, deposit_id, paper_id, original_id, data)
    assert await shown(actor, deposit_id) == [[one, two, three], [other]]

    await move_original(actor, deposit_id, three, one)
    assert await shown(actor, deposit_id) == [[three, one, two], [other]]
    await move_original(actor, deposit_id, three, two)
    assert await shown(actor, deposit_id) == [[one, two, three], [other]]
    await move_original(actor, deposit_id, two, one)
    await move_original(actor, deposit_id, two, two)
    assert await shown(actor, deposit_id) == [[two, one, three], [other]]
    for wrong in (other, uuid4()):
        with pytest.raises(NoSuchPage):
            await move_original(actor, deposit_id, one, wrong)
        with pytest.raises(NoSuchPage):
            await move_original(actor, deposit_id, wrong, one)

    await receive(resources, actor, deposit_id)
    async with transaction(actor) as tx:
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'OriginalMoved'") == 3
        rows = await tx.rows(
            """SELECT g.original_id FROM document_pages dp JOIN documents d ON d.id = dp.document_id
               JOIN pages g ON g.id = dp.page_id WHERE d.id = $1 ORDER BY dp.position""",
            papers[0],
        )
    assert [row["original_id"] for row in rows] == [two, one, three]
    with pytest.raises(DepositNotOpen):
        await move_original(actor, deposit_id, one, two)


async def test_both_sides_of_a_card_move_together(resources: Resources, actor: Actor) -> None:
    card = await handed_card(resources, actor)
    letter = uuid4()
    await card.add(pdf("a letter"), letter)
    await card.join()
    files = """SELECT array_agg(id ORDER BY position) FROM originals WHERE deposit_id = $1"""

    await move_original(actor, card.deposit_id, letter, card.front_file)
    assert await card.value(files, card.deposit_id) == [letter, card.front_file, card.back_file]
    await move_original(actor, card.deposit_id, letter, card.front_file)
    assert await card.value(files, card.deposit_id) == [card.front_file, card.back_file, letter]
    await move_original(actor, card.deposit_id, card.front_file, card.back_file)  # they are one
    await move_original(actor, card.deposit_id, card.front_file, letter)
    assert await card.value(files, card.deposit_id) == [letter, card.front_file, card.back_file]
    await drain(resources)
    await card.apart()
    assert (await card.ids())[1:] == [card.front, card.back]

    await move_original(actor, card.deposit_id, card.back_file, letter)  # apart, each goes by itself
    assert await card.value(files, card.deposit_id) == [card.back_file, letter, card.front_file]
