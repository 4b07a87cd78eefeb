"""Signing in: the right password opens, everything else is the same no; old hashes are renewed."""

import pytest
from argon2 import PasswordHasher

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.people.passwords import needs_rehash
from dossier.people.staff import (
    NoSuchStaffMember,
    PasswordLength,
    SignedOut,
    WrongPassword,
    set_password,
    sign_in,
    staff_member,
)

pytestmark = pytest.mark.people
PASSWORD = "a password of the tests"


async def test_who_signs_in_is_known_with_roles_and_department(actor: Actor) -> None:
    await set_password(actor, "wim.claes", PASSWORD)
    wim = await sign_in(actor.centre_id, " Wim.Claes ", PASSWORD)
    assert (wim.name, wim.language, wim.department_code) == ("Wim Claes", "nl", "AS")
    assert wim.actor.roles == {"social_worker"}
    assert await staff_member(actor.centre_id, wim.actor.id or actor.centre_id, wim.credential_version) == wim


async def test_a_wrong_name_and_a_wrong_password_read_alike(actor: Actor) -> None:
    for username, password in (("wim.claes", "wrong"), ("nobody", PASSWORD), ("", "")):
        with pytest.raises(WrongPassword):
            await sign_in(actor.centre_id, username, password)
    with pytest.raises(NoSuchStaffMember):
        await set_password(actor, "nobody", PASSWORD)


@pytest.mark.parametrize("characters", [0, 11, 201])
async def test_a_password_that_is_too_short_or_fits_no_form_is_refused(actor: Actor, characters: int) -> None:
    with pytest.raises(PasswordLength):
        await set_password(actor, "wim.claes", "x" * characters)
    with pytest.raises(WrongPassword):
        await sign_in(actor.centre_id, "wim.claes", "x" * characters)


async def test_a_new_password_ends_what_was_begun_with_the_old_one(actor: Actor) -> None:
    await set_password(actor, "wim.claes", PASSWORD)
    wim = await sign_in(actor.centre_id, "wim.claes", PASSWORD)
    await set_password(actor, "wim.claes", f"{PASSWORD} anew")
    with pytest.raises(SignedOut):
        await staff_member(actor.centre_id, wim.actor.id or actor.centre_id, wim.credential_version)
    anew = await sign_in(actor.centre_id, "wim.claes", f"{PASSWORD} anew")
    assert await staff_member(actor.centre_id, wim.actor.id or actor.centre_id, anew.credential_version) == anew


async def test_a_hash_with_old_parameters_is_renewed(actor: Actor) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1).hash(PASSWORD)
    async with transaction(actor) as tx:
        await tx.run("UPDATE staff_members SET password_hash = $1 WHERE username = 'wim.claes'", old)
    assert needs_rehash(old)
    for _ in range(2):
        await sign_in(actor.centre_id, "wim.claes", PASSWORD)
    async with transaction(actor) as tx:
        assert not needs_rehash(await tx.value("SELECT password_hash FROM staff_members WHERE username = 'wim.claes'"))
