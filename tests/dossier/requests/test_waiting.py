"""Time that the person takes and time that the centre takes are counted apart."""

from datetime import timedelta
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.requests.answer import answer_requests
from dossier.requests.waiting import Waits, waiting
from dossier.resources import Resources
from tests.support.deposits import hand_over, staff
from tests.support.requests import ask_for, decide

pytestmark = pytest.mark.people
PERSON = people()[0]


async def test_each_waits_for_the_other_in_turn(resources: Resources, centre_id: UUID) -> None:
    worker = await staff(centre_id, "nadia.benali")
    with clock.moved(timedelta(days=-10)):
        early = await hand_over(resources, centre_id, PERSON, types=("LOG_BAIL",))
    with clock.moved(timedelta(days=-8)):
        await ask_for(worker, PERSON, "REV_PAIE", "LOG_BAIL")
    with clock.moved(timedelta(days=-3)):
        made = await hand_over(resources, centre_id, PERSON, types=("REV_PAIE",))
    with clock.moved(timedelta(days=-1)):
        await decide(centre_id, early.document_ids[0], PERSON, "LOG_BAIL")
        await decide(centre_id, made.document_ids[0], PERSON, "REV_PAIE")
    for each in (early, made):
        await answer_requests(system(centre_id), each.document_ids[0])
    found = await waiting(worker)
    assert sorted(round(each, 2) for each in found.person.days) == [0, 5]
    assert sorted(round(each, 2) for each in found.centre.days) == [2, 9]
    assert found.person.bars == (1, 0, 1, 0, 0, 0)
    with clock.moved(timedelta(days=91)):
        assert (await waiting(worker)).person.days == ()
    assert (await waiting(await staff(centre_id, "pieter.maes"))).centre.days == ()


def test_a_wait_falls_into_one_bar() -> None:
    waits = Waits(days=(0, 0.9, 1, 2.9, 3, 29.9, 30, 400))
    assert waits.bars == (2, 2, 1, 0, 1, 2)
    assert waits.median_days == 2.95
    assert Waits(days=()).median_days is None
