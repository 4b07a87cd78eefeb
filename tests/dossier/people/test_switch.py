"""An account that is off: nobody signs in with it, and every switch is told once."""

import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.people.staff import NoSuchStaffMember, SignedOut, WrongPassword, set_password, sign_in, staff_member
from dossier.people.switch import switch_off, switch_on

pytestmark = pytest.mark.people
PASSWORD = "a password of the tests"


async def test_whoever_left_is_out_and_comes_back_with_the_password_they_had(actor: Actor) -> None:
    await set_password(actor, "wim.claes", PASSWORD)
    wim = await sign_in(actor.centre_id, "wim.claes", PASSWORD)
    await switch_off(actor, " Wim.Claes ")
    with pytest.raises(WrongPassword):
        await sign_in(actor.centre_id, "wim.claes", PASSWORD)
    with pytest.raises(SignedOut):
        await staff_member(actor.centre_id, wim.actor.id or actor.centre_id, wim.credential_version)
    await switch_on(actor, "wim.claes")
    with pytest.raises(SignedOut):
        await staff_member(actor.centre_id, wim.actor.id or actor.centre_id, wim.credential_version)
    assert (await sign_in(actor.centre_id, "wim.claes", PASSWORD)).username == "wim.claes"


async def test_a_switch_is_told_once_and_releases_claims_once(actor: Actor) -> None:
    for switch in (switch_off, switch_off, switch_on, switch_on):
        await switch(actor, "wim.claes")
    async with transaction(actor) as tx:
        told = await tx.rows("SELECT name, actor_kind FROM events WHERE name LIKE 'StaffSwitched%' ORDER BY seq")
        jobs = await tx.value("SELECT count(*) FROM jobs.pgqueuer WHERE entrypoint = 'release_claims'")
    assert [tuple(each) for each in told] == [("StaffSwitchedOff", "system"), ("StaffSwitchedOn", "system")]
    assert jobs == 1


async def test_nobody_is_switched_under_a_name_that_nobody_has(actor: Actor) -> None:
    for switch in (switch_off, switch_on):
        with pytest.raises(NoSuchStaffMember):
            await switch(actor, "nobody")
