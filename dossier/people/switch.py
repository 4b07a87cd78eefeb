"""Switch a staff member's account off, and on again: whoever left is out at their next request."""

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import StaffSwitchedOff, StaffSwitchedOn
from dossier.outbox.publish import publish
from dossier.people.staff import named


async def switch_off(actor: Actor, username: str) -> None:
    """End all sessions of a staff member, who signs in no more; their claims end by a reaction.

    An account that is off already is left alone. Raises NoSuchStaffMember.
    """
    async with transaction(actor) as tx:
        staff_id = await named(tx, username)
        # The version too: sessions that are out now must not be in again when the account is.
        ended = await tx.run(
            """UPDATE staff_members SET active = false, credential_version = credential_version + 1
               WHERE id = $1 AND active""",
            staff_id,
        )
        if ended:
            await publish(tx, StaffSwitchedOff(record_id=staff_id))


async def switch_on(actor: Actor, username: str) -> None:
    """Let a staff member sign in again, with the password that they had; nothing happens where they can already.

    Raises NoSuchStaffMember.
    """
    async with transaction(actor) as tx:
        staff_id = await named(tx, username)
        if await tx.run("UPDATE staff_members SET active = true WHERE id = $1 AND NOT active", staff_id):
            await publish(tx, StaffSwitchedOn(record_id=staff_id))
