"""A phone hands in for its person while its row is there: for its days, until it is forgotten, alone or with all."""

import json
from datetime import timedelta
from uuid import UUID

import pytest

from demo import accounts
from demo.people import people
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.people.at_counter import NobodyOfThisFile
from dossier.people.forget_phone import forget_phone
from dossier.people.forget_phones import (
    forget_old_phones,
    forget_own_phones,
    forget_phones_at_counter,
    phones_at_counter,
)
from dossier.people.identify import Identified, identify
from dossier.people.remember_phone import remember_phone
from dossier.people.remembered import is_for, is_remembered, phone_of, phones_of, remembered, token_of
from dossier.signing import sign
from tests.support.deposits import staff

pytestmark = pytest.mark.people
FIRST = people()[0]
NUMBER, DAYS = accounts.file_of(FIRST), 180


@pytest.fixture
async def found(centre_id: UUID) -> Identified:
    return await identify(system(centre_id), NUMBER, FIRST.birth_date)


@pytest.fixture
def me(centre_id: UUID, found: Identified) -> Actor:
    return Actor(centre_id=centre_id, kind="beneficiary", id=found.beneficiary_id, place="portal")


async def told(centre_id: UUID) -> list[tuple[str, dict[str, object]]]:
    """Return the events about phones, with their facts."""
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows("SELECT name, facts::text FROM events WHERE name LIKE 'Phone%' ORDER BY seq")
    return [(row["name"], json.loads(row["facts"])) for row in rows]


async def test_a_phone_is_of_its_person_for_its_days(me: Actor, found: Identified, actor: Actor) -> None:
    phone_id = await remember_phone(me, found.social_file_id, 10)
    token = token_of(phone_id, found.beneficiary_id, found.social_file_id)
    assert phone_of(token) == phone_id
    assert is_for(token, str(found.beneficiary_id), str(found.social_file_id))
    assert not is_for(token, str(found.social_file_id), str(found.social_file_id))
    known = await remembered(actor, token, DAYS)
    assert known is not None
    assert (known.phone_id, known.first_name) == (phone_id, FIRST.first_name)
    for wrong in ("", token + "x", sign("remembered", "of a version before|2026-11-01"), sign("remembered", "a|b|c")):
        assert phone_of(wrong) is None
        assert not is_for(wrong, "", "")
        assert await remembered(actor, wrong, DAYS) is None
    with clock.moved(timedelta(days=DAYS, hours=1)):
        assert await remembered(actor, token, DAYS) is None
        assert await phones_of(actor, found.beneficiary_id, DAYS) == ()
        assert await forget_old_phones(system(actor.centre_id), DAYS) == 1
    assert not await is_remembered(actor, phone_id)


async def test_a_phone_is_forgotten_alone(me: Actor, found: Identified, actor: Actor) -> None:
    one, two = [await remember_phone(me, found.social_file_id, 10) for _ in range(2)]
    for _ in range(2):
        await forget_phone(actor, one)
    assert [await is_remembered(actor, each) for each in (one, two)] == [False, True]
    assert [name for name, _ in await told(actor.centre_id)] == ["PhoneRemembered", "PhoneRemembered", "PhoneForgotten"]


async def test_of_too_many_the_oldest_goes(me: Actor, found: Identified, actor: Actor) -> None:
    phones = [await remember_phone(me, found.social_file_id, 2) for _ in range(3)]
    assert [await is_remembered(actor, each) for each in phones] == [False, True, True]
    assert (await told(actor.centre_id))[-1] == ("PhoneForgotten", {"kind": "made_room"})


@pytest.mark.parametrize("by", ["themselves", "staff"])
async def test_all_of_them_are_forgotten_at_once(me: Actor, found: Identified, actor: Actor, by: str) -> None:
    since = clock.now()
    phones = [await remember_phone(me, found.social_file_id, 10) for _ in range(2)]
    clerk = await staff(actor.centre_id, "fatou.diop")
    whose = (NUMBER, FIRST.birth_date, "")
    shown = await phones_at_counter(clerk, *whose, DAYS)
    assert len(shown) == 2
    assert all(since <= each <= clock.now() for each in shown)
    with pytest.raises(NobodyOfThisFile):
        await forget_phones_at_counter(clerk, NUMBER, FIRST.birth_date + timedelta(days=1), "")
    for count in (2, 0):
        assert await (forget_own_phones(me) if by == "themselves" else forget_phones_at_counter(clerk, *whose)) == count
    assert [await is_remembered(actor, each) for each in phones] == [False, False]
    assert (await told(actor.centre_id))[2:] == [("PhonesForgotten", {"phone_count": 2})]
