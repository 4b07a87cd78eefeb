"""Importing staff: roles and departments of the centre, and no password."""

import asyncpg

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.people.import_ import import_staff, staff
from tests.support.lists import Lister, counts

NELE = {
    "username": "Nele.V",
    "first_name": "Nele",
    "last_name": "Vandam",
    "email": "nele@example.org",
    "language": "nl",
    "department": "AS",
    "roles": "spoc; social_worker",
}
PIERRE = {**NELE, "username": "pierre", "department": "", "roles": "administrator"}


async def rows(actor: Actor) -> list[asyncpg.Record]:
    async with transaction(actor) as tx:
        return await tx.rows(
            "SELECT s.*, d.code FROM staff_members s LEFT JOIN departments d ON d.id = department_id ORDER BY username",
        )


async def test_staff_are_taken_once_without_a_password(actor: Actor, listed: Lister) -> None:
    path = listed(NELE, PIERRE, columns=staff.COLUMNS)
    told = await import_staff(path, actor, dry_run=True)
    assert await rows(actor) == []
    assert await import_staff(path, actor) == told
    nele, pierre = await rows(actor)
    assert (nele["username"], nele["code"], nele["roles"]) == ("nele.v", "AS", ["social_worker", "spoc"])
    assert (pierre["code"], pierre["roles"], pierre["active"]) == (None, ["administrator"], True)
    assert {nele["password_hash"], pierre["password_hash"]} == {None}
    turned = listed({**NELE, "roles": "social_worker;spoc"}, PIERRE, columns=staff.COLUMNS)
    assert counts(await import_staff(turned, actor)) == (0, 0, 2, 0)


async def test_a_new_role_is_a_change_and_leaves_the_password(actor: Actor, listed: Lister) -> None:
    await import_staff(listed(NELE, columns=staff.COLUMNS), actor)
    async with transaction(actor) as tx:
        await tx.run("UPDATE staff_members SET password_hash = 'kept', active = false")
    changed = listed({**NELE, "department": "JUR", "roles": "manager"}, columns=staff.COLUMNS)
    assert counts(await import_staff(changed, actor)) == (0, 1, 0, 0)
    (nele,) = await rows(actor)
    assert (nele["code"], nele["roles"]) == ("JUR", ["manager"])
    assert (nele["password_hash"], nele["active"]) == ("kept", False)


async def test_wrong_lines_are_told_and_the_others_taken(actor: Actor, listed: Lister) -> None:
    changes = [
        {"username": "no spaces"},
        {"username": "NELE.v"},
        {"email": ""},
        {"department": "XX"},
        {"roles": "boss"},
        {"roles": ""},
    ]
    path = listed(NELE, *({**PIERRE, **change} for change in changes), PIERRE, columns=staff.COLUMNS)
    report = await import_staff(path, actor)
    assert counts(report) == (2, 0, 0, 6)
    sentences = [
        "A user name is written with",
        "This user name stands on line 2 already.",
        "The column email is empty.",
        "The column department needs one of: AG, AS, ENE, FIN, ISP, IT, JUR, PA, RH.",
        "The column roles needs one of: administrator,",
        "The column roles is empty.",
    ]
    for line, (wrong, sentence) in enumerate(zip(report.wrongs, sentences, strict=True), start=3):
        assert wrong.line == line
        assert wrong.sentence.startswith(sentence)
