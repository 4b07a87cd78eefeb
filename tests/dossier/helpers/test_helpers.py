"""A helper code lets somebody hand in for a person: for a while, a few times, until it is taken back."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from demo import accounts
from demo.people import people
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.deposits.errors import HelperCodeOver
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.queries import deposit
from dossier.helpers.code import LENGTH, SIGNS, code_of
from dossier.helpers.make import TooManyHelperCodes, make_helper_code
from dossier.helpers.queries import WrongHelperCode, helped_by, helper_codes
from dossier.helpers.take_back import NoSuchHelperCode, take_helper_code_back
from dossier.lifecycle import DepositState
from dossier.people.identify import identify
from dossier.resources import Resources

pytestmark = pytest.mark.people
FIRST, OTHER = people()[0], people()[9]


async def person(centre_id: UUID, who: object = FIRST) -> tuple[Actor, UUID]:
    """Return a beneficiary and their file."""
    someone = FIRST if who is FIRST else OTHER
    found = await identify(system(centre_id), accounts.file_of(someone), someone.birth_date)
    return Actor(centre_id=centre_id, kind="beneficiary", id=found.beneficiary_id, place="portal"), found.social_file_id


async def made(resources: Resources, centre_id: UUID) -> tuple[Actor, UUID]:
    """Make a code; return its person and its id."""
    me, file_id = await person(centre_id)
    return me, await make_helper_code(resources.settings, me, file_id)


async def begun(actor: Actor, code: str) -> UUID:
    """Begin a deposit by a code; return it."""
    helped, deposit_id = await helped_by(actor, code), uuid4()
    depositor = Depositor(
        beneficiary_id=helped.beneficiary_id,
        social_file_id=helped.social_file_id,
        name="Karim",
        helper_code_id=helped.helper_code_id,
    )
    await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=depositor)
    return deposit_id


async def test_it_leads_to_a_first_name_and_stands_nowhere(resources: Resources, centre_id: UUID, actor: Actor) -> None:
    me, code_id = await made(resources, centre_id)
    (shown,) = await helper_codes(me)
    assert set(shown.spoken.replace(" ", "")) <= set(SIGNS)
    assert len(code_of(code_id)) == LENGTH
    helped = await helped_by(actor, f" {shown.spoken.lower().replace(' ', '-')} ")
    assert (helped.first_name, helped.beneficiary_id) == (FIRST.first_name, me.id)
    async with transaction(system(centre_id)) as tx:
        row = await tx.row("SELECT * FROM helper_codes")
    assert code_of(code_id) not in str(row)
    assert await helper_codes((await person(centre_id, OTHER))[0]) == ()
    with pytest.raises(WrongHelperCode):
        await helped_by(actor, "AAAA AAAA")


async def test_the_deposit_is_the_person_s_and_says_who_handed_it_in(
    resources: Resources, centre_id: UUID, actor: Actor
) -> None:
    me, code_id = await made(resources, centre_id)
    deposit_id = await begun(actor, code_of(code_id))
    assert (await deposit(actor, deposit_id)).beneficiary_id == me.id
    async with transaction(system(centre_id)) as tx:
        row = await tx.row("SELECT depositor_name, helper_code_id FROM deposits WHERE id = $1", deposit_id)
    assert row is not None
    assert tuple(row) == ("Karim", code_id)
    assert [each.uses for each in await helper_codes(me)] == [1]


async def test_it_is_good_for_a_few_deposits_also_at_once(resources: Resources, centre_id: UUID, actor: Actor) -> None:
    own = resources.settings.model_copy(update={"helper_code_deposits_max": 2})
    me, file_id = await person(centre_id)
    code = code_of(await make_helper_code(own, me, file_id))
    results = await asyncio.gather(*(begun(actor, code) for _ in range(4)), return_exceptions=True)
    refused = [each for each in results if not isinstance(each, UUID)]
    assert len(refused) == 2
    assert all(isinstance(each, HelperCodeOver | WrongHelperCode) for each in refused)


async def test_a_double_tap_is_one_use(resources: Resources, centre_id: UUID, actor: Actor) -> None:
    me, code_id = await made(resources, centre_id)
    helped, deposit_id = await helped_by(actor, code_of(code_id)), uuid4()
    depositor = Depositor(beneficiary_id=helped.beneficiary_id, name="K", helper_code_id=code_id)
    for _ in range(2):
        await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=depositor)
    assert [each.uses for each in await helper_codes(me)] == [1]


async def test_time_ends_it(resources: Resources, centre_id: UUID, actor: Actor) -> None:
    me, code_id = await made(resources, centre_id)
    helped = await helped_by(actor, code_of(code_id))
    with clock.moved(timedelta(seconds=resources.settings.helper_code_seconds + 1)):
        with pytest.raises(WrongHelperCode):
            await helped_by(actor, code_of(code_id))
        late = Depositor(beneficiary_id=helped.beneficiary_id, name="K", helper_code_id=code_id)
        with pytest.raises(HelperCodeOver):
            await open_deposit(actor, uuid4(), circuit="portal", language="fr", depositor=late)
        assert await helper_codes(me) == ()


async def test_taken_back_it_begins_nothing_and_what_was_not_sent_is_given_up(
    resources: Resources, centre_id: UUID, actor: Actor
) -> None:
    me, code_id = await made(resources, centre_id)
    deposit_id = await begun(actor, code_of(code_id))
    with pytest.raises(NoSuchHelperCode):
        await take_helper_code_back((await person(centre_id, OTHER))[0], code_id)
    for _ in range(2):
        await take_helper_code_back(me, code_id)
    assert (await deposit(actor, deposit_id)).state is DepositState.ABANDONED
    with pytest.raises(WrongHelperCode):
        await begun(actor, code_of(code_id))
    assert await helper_codes(me) == ()
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'HelperCodeTakenBack'") == 1


async def test_one_has_few_at_a_time(resources: Resources, centre_id: UUID) -> None:
    own = replace(resources, settings=resources.settings.model_copy(update={"helper_codes_at_once_max": 2}))
    me, first = await made(own, centre_id)
    await made(own, centre_id)
    with pytest.raises(TooManyHelperCodes):
        await made(own, centre_id)
    await take_helper_code_back(me, first)
    await made(own, centre_id)
