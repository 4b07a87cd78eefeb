"""Switch a staff member's account off, and on again: whoever left is out at their next request."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.database.states import advance
from dossier.events import SignalEscalated, SignalReassigned, StaffSwitchedOff, StaffSwitchedOn
from dossier.outbox.publish import publish
from dossier.people.staff import named
from dossier.people.stand_in import Workforce, steady, workforce


async def switch_off(actor: Actor, username: str) -> None:
    """End all sessions of a staff member, who signs in no more; their claims end by a reaction.

    Their open signals go to their departments in the same transaction: none is nobody's for a moment.
    An account that is off already is left alone. Raises NoSuchStaffMember.
    """
    async with transaction(actor) as tx:
        await steady(tx, leaving=True)
        staff_id = await named(tx, username)
        # The version too: sessions that are out now must not be in again when the account is.
        ended = await tx.run(
            """UPDATE staff_members SET active = false, credential_version = credential_version + 1
               WHERE id = $1 AND active""",
            staff_id,
        )
        if ended:
            await _hand_over_signals(tx, staff_id)
            await publish(tx, StaffSwitchedOff(record_id=staff_id))


async def _hand_over_signals(tx: Transaction, staff_id: UUID) -> None:
    """Let what was for a person who left wait anew for the department, and tell another head of what escalated."""
    force = await workforce(tx, clock.today())
    rows = await tx.rows(
        """SELECT id, state, department_id, staff_id, taken_by, escalated_to FROM signals
           WHERE state IN ('raised', 'seen', 'taken') AND $1 IN (staff_id, taken_by, escalated_to)
           ORDER BY id FOR UPDATE""",
        staff_id,
    )
    for row in rows:
        if row["escalated_to"] == staff_id:
            above = force.above(row["department_id"], without=row["staff_id"])
            await tx.run("UPDATE signals SET escalated_to = $2 WHERE id = $1", row["id"], above)
            await publish(tx, SignalEscalated(record_id=row["id"], escalated_to=above))
        if row["taken_by"] in {None, staff_id} and staff_id in {row["staff_id"], row["taken_by"]}:
            await _to_department(tx, row, staff_id, force)
        elif row["staff_id"] == staff_id:  # a colleague has taken it, and sees to it
            await tx.run("UPDATE signals SET staff_id = NULL WHERE id = $1", row["id"])


async def _to_department(tx: Transaction, row: Record, staff_id: UUID, force: Workforce) -> None:
    wanted = None if row["staff_id"] == staff_id else row["staff_id"]
    addressee = force.addressee(row["department_id"], wanted)
    await advance(tx, "people.switch_off", row["id"], staff_id=addressee, taken_by=None, taken_at=None, seen_at=None)
    await publish(
        tx,
        SignalReassigned(
            record_id=row["id"],
            department_id=row["department_id"],
            staff_id=addressee,
            from_department_id=row["department_id"],
            from_staff_id=row["staff_id"],
            kind=row["state"],
            from_taken_by=row["taken_by"],
        ),
    )


async def switch_on(actor: Actor, username: str) -> None:
    """Let a staff member sign in again, with the password that they had; nothing happens where they can already.

    Raises NoSuchStaffMember.
    """
    async with transaction(actor) as tx:
        staff_id = await named(tx, username)
        if await tx.run("UPDATE staff_members SET active = true WHERE id = $1 AND NOT active", staff_id):
            await publish(tx, StaffSwitchedOn(record_id=staff_id))
