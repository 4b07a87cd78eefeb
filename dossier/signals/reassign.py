"""Reassign a signal: to another department, or to one person."""

from datetime import datetime
from uuid import UUID

from dossier import clock
from dossier.clock import BRUSSELS
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.database.states import advance
from dossier.events import SignalReassigned
from dossier.outbox.publish import publish
from dossier.people.office import NoSuchDepartment, calendar_of
from dossier.people.roles import DECIDES
from dossier.people.staff import named
from dossier.people.stand_in import Workforce, workforce
from dossier.settings import Settings
from dossier.signals.errors import AlreadyTold, CannotReceive, SameAddressee, SignalMovedOn
from dossier.signals.held import check_gives_on, hold


async def reassign(
    actor: Actor, signal_id: UUID, department_code: str, username: str, settings: Settings
) -> UUID | None:
    """Give an open signal to a department (username "") or to one person; return whose it is now, None: the department.

    Whoever is away is stood in for. The deadline stays. One that was escalated can escalate anew; else the time to take
    it runs on, so that giving it round and round does not hide it.
    Raises NoSuchSignal, NotYourSignal, TakenByAnother, NoSuchDepartment, NoSuchStaffMember, CannotReceive,
    SameAddressee, AlreadyTold, SignalMovedOn.
    """
    now = clock.now()
    async with transaction(actor) as tx:
        held = await hold(tx, signal_id)
        check_gives_on(held, actor)
        department_id = await tx.value("SELECT id FROM departments WHERE code = $1", department_code)
        if department_id is None:
            raise NoSuchDepartment
        force = await workforce(tx, now.astimezone(BRUSSELS).date())
        wanted = await _person(tx, force, username)
        staff_id = force.addressee(department_id, wanted)
        if (department_id, staff_id) == (held.department_id, held.staff_id) and held.taken_by is None:
            raise SameAddressee
        if department_id != held.department_id and await _is_told(tx, signal_id, department_id):
            raise AlreadyTold
        columns: dict[str, object] = {"department_id": department_id, "staff_id": staff_id, "seen_at": None}
        if held.escalated_at is not None:
            columns |= {"escalated_at": None, "escalated_to": None, "escalates_at": await _anew(tx, now, settings)}
        if not await advance(tx, "signals.reassign", signal_id, **columns, taken_by=None, taken_at=None):
            raise SignalMovedOn
        await publish(
            tx,
            SignalReassigned(
                record_id=signal_id,
                department_id=department_id,
                staff_id=staff_id,
                from_department_id=held.department_id,
                from_staff_id=held.staff_id,
                kind=held.state,
                from_taken_by=held.taken_by,
                from_escalated_to=held.escalated_to,
            ),
        )
    return staff_id


async def _person(tx: Transaction, force: Workforce, username: str) -> UUID | None:
    """Return the person named. Raises NoSuchStaffMember, CannotReceive."""
    if not username:
        return None
    staff_id = await named(tx, username)
    worker = force.workers.get(staff_id)
    if worker is None or not worker.roles & DECIDES:
        raise CannotReceive
    return staff_id


async def _is_told(tx: Transaction, signal_id: UUID, department_id: UUID) -> bool:
    """Say whether a department has an open signal of the same document."""
    told: bool = await tx.value(
        """SELECT EXISTS (SELECT FROM signals o JOIN signals s ON s.id = $1 AND o.document_id = s.document_id
                          WHERE o.department_id = $2 AND o.state IN ('raised', 'seen', 'taken'))""",
        signal_id,
        department_id,
    )
    return told


async def _anew(tx: Transaction, now: datetime, settings: Settings) -> datetime:
    return (await calendar_of(tx, settings)).hours_later(now, settings.escalate_hours)
