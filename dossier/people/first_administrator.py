"""The first account of a centre: an administrator, with a password that is told once."""

import secrets

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import StaffPasswordSet
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.people import passwords
from dossier.people.import_.staff import USERNAME, UsernameWrong
from dossier.people.roles import Role

_PASSWORD_BYTES = 15  # 20 characters


async def first_administrator(actor: Actor, username: str) -> str | None:
    """Make a centre's first administrator and return their password; None where the centre has staff already.

    They are called by the words of their user name until a list of staff says better. Raises UsernameWrong.
    """
    username = username.strip().lower()
    if USERNAME.fullmatch(username) is None:
        raise UsernameWrong
    password = secrets.token_urlsafe(_PASSWORD_BYTES)
    hashed = await passwords.hash_password(password)
    first, *others = (word.capitalize() for word in username.split("."))
    async with transaction(actor) as tx:
        await tx.run("LOCK TABLE staff_members IN SHARE ROW EXCLUSIVE MODE")  # of two who come at once, one is first
        if await tx.value("SELECT EXISTS (SELECT FROM staff_members)"):
            return None
        staff_id = new_id()
        await tx.run(
            """INSERT INTO staff_members (id, centre_id, username, first_name, last_name, email, language, roles,
                                          password_hash)
               VALUES ($1, $2, $3, $4, $5, '', 'fr', ARRAY[$6], $7)""",
            staff_id,
            actor.centre_id,
            username,
            first,
            " ".join(others),
            str(Role.ADMINISTRATOR),
            hashed,
        )
        await publish(tx, StaffPasswordSet(record_id=staff_id))
    return password
