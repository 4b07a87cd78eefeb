"""A paper of any circuit is kept once it was received: noted by who has papers in their hands, once, and told."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.errors import Forbidden
from dossier.kept_papers.errors import PlaceNeeded, UntilPast
from dossier.kept_papers.keep_received import KeptAlready, NoSuchReceivedPaper, keep_received
from dossier.kept_papers.of_receipt import kept_of_receipt
from dossier.kept_papers.register import register
from dossier.resources import Resources
from tests.support.counter import set_up
from tests.support.deposits import HandedOver, hand_over, staff
from tests.support.kept_papers import BOX, MONTHS, UNDO_SECONDS, events_of, kept_one

pytestmark = pytest.mark.people
AGENT, CLERK, ADMINISTRATOR = "ines.moreau", "fatou.diop", "rachid.lahlou"
WORKER, OTHERS = "nadia.benali", "chantal.remy"


async def keep_first(actor: Actor, made: HandedOver, place: str = BOX, **more: object) -> UUID:
    told = {"until": None, "default_months": MONTHS, **more}
    return await keep_received(actor, made.receipt.number, 1, place=place, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize("username", [AGENT, CLERK])
async def test_a_paper_that_came_in_elsewhere_stands_in_the_register_and_on_its_receipt(
    resources: Resources, centre_id: UUID, username: str
) -> None:
    made = await hand_over(resources, centre_id, people()[0])
    actor = await staff(centre_id, username)
    paper_id = await keep_first(actor, made)
    (kept,) = (await register(actor, UNDO_SECONDS)).papers
    assert (kept.id, kept.place, kept.receipt_number, kept.number) == (paper_id, BOX, made.receipt.number, 1)
    told = await kept_of_receipt(system(centre_id), made.deposit_id)
    assert [each.number for each in told] == [1]
    assert [name for name, _ in await events_of(centre_id, "PaperKept")] == ["PaperKept"]
    with pytest.raises(KeptAlready):
        await keep_first(actor, made, "Box 8")


async def test_what_a_counter_gave_back_may_be_kept_after_all_but_not_what_it_kept(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    _, number = await kept_one(desk)
    with pytest.raises(KeptAlready):
        await keep_received(desk.staff, number, 1, place=BOX, until=None, default_months=MONTHS)


async def test_what_is_wrong_is_said(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0])
    agent = await staff(centre_id, AGENT)
    with pytest.raises(PlaceNeeded):
        await keep_first(agent, made, "  ")
    with pytest.raises(UntilPast):
        await keep_first(agent, made, until=clock.today())
    for number, paper in ((made.receipt.number, 2), ("26-999999-00", 1), ("nonsense", 1)):
        with pytest.raises(NoSuchReceivedPaper):
            await keep_received(agent, number, paper, place=BOX, until=None, default_months=MONTHS)
    day = clock.today() + timedelta(days=9)
    await keep_first(agent, made, until=day)
    assert [each.until for each in (await register(agent, UNDO_SECONDS)).papers] == [day]


async def test_who_takes_nothing_in_keeps_nothing(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0])
    with pytest.raises(Forbidden):
        await keep_first(await staff(centre_id, ADMINISTRATOR), made)


async def test_a_worker_keeps_what_they_may_read(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0])
    with pytest.raises(NoSuchReceivedPaper):
        await keep_first(await staff(centre_id, OTHERS), made)
    await keep_first(await staff(centre_id, WORKER), made)
    assert len(await kept_of_receipt(system(centre_id), made.deposit_id)) == 1


async def test_nobody_keeps_their_own_papers(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0])
    agent = await staff(centre_id, AGENT)
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """INSERT INTO staff_ties (id, centre_id, staff_id, beneficiary_id, kind, noted_by, noted_at)
               SELECT gen_random_uuid(), $1, $2, beneficiary_id, 'relative', $2, now() FROM deposits WHERE id = $3""",
            centre_id,
            agent.id,
            made.deposit_id,
        )
    with pytest.raises(NoSuchReceivedPaper):
        await keep_first(agent, made)
