"""A held job is tried again by an administrator of its own centre alone, and a page by its own verb."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from demo.people import people
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.deposits.errors import NoSuchPage
from dossier.deposits.retry_page import PageNotStuck, retry_page
from dossier.jobs.handlers import HANDLERS
from dossier.jobs.requeue import JobNotHeld, requeue
from dossier.jobs.stuck import stuck
from dossier.jobs.worker import drain
from dossier.people.devices import AdministratorOnly
from dossier.resources import Resources
from tests.support.deposits import hand_over, staff

pytestmark = pytest.mark.people


@pytest.fixture
async def administrator(centre_id: UUID) -> Actor:
    return await staff(centre_id, "rachid.lahlou")


async def test_a_held_job_is_requeued_once_by_its_own_centre(
    resources: Resources, administrator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def mistaken(*_: object) -> None:
        raise ZeroDivisionError

    made = await hand_over(resources, administrator.centre_id, people()[0])
    with monkeypatch.context() as patch:
        patch.setitem(HANDLERS, "settle_deposit", mistaken)
        await drain(resources)
    held = (await stuck(administrator)).jobs
    assert {(each.job, each.record_id, each.error) for each in held} == {
        ("settle_deposit", made.deposit_id, "ZeroDivisionError")
    }
    neighbour = replace(administrator, centre_id=uuid4())
    assert (await stuck(neighbour)).jobs == ()
    with pytest.raises(JobNotHeld):
        await requeue(neighbour, held[0].id)
    with pytest.raises(AdministratorOnly):
        await requeue(system(administrator.centre_id), held[0].id)
    await requeue(administrator, held[0].id)
    with pytest.raises(JobNotHeld):
        await requeue(administrator, held[0].id)
    await drain(resources)
    assert len((await stuck(administrator)).jobs) == len(held) - 1


async def test_a_page_is_tried_again_only_when_it_is_stuck(resources: Resources, administrator: Actor) -> None:
    made = await hand_over(resources, administrator.centre_id, people()[0])
    async with transaction(system(administrator.centre_id)) as tx:
        page_id = await tx.value("SELECT id FROM pages WHERE deposit_id = $1", made.deposit_id)
    with pytest.raises(PageNotStuck):
        await retry_page(administrator, page_id)
    with pytest.raises(NoSuchPage):
        await retry_page(administrator, uuid4())
    with pytest.raises(AdministratorOnly):
        await retry_page(system(administrator.centre_id), page_id)
