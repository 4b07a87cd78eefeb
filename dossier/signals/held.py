"""A signal in the hands of a verb, and who may do what with it. One place says it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction
from dossier.people.access import NotYourWork
from dossier.people.roles import DECIDES, SEES_ALL_WAITING
from dossier.people.stand_in import HEADS, steady
from dossier.signals.errors import NoSuchSignal, NotYourSignal, NotYoursToAct, TakenByAnother

CONCERNS = """(s.department_id = $2 OR $3 IN (s.staff_id, s.taken_by, s.escalated_to)
    OR s.department_id IN (SELECT led.id FROM departments led WHERE led.head_id = $3))"""
"""SQL over signals `s`: whether a signal is for a staff member; its parameters come from `asking(actor)`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A signal whose row is locked until commit."""

    id: UUID
    state: str
    department_id: UUID
    staff_id: UUID | None
    taken_by: UUID | None
    escalated_at: datetime | None
    escalated_to: UUID | None
    urgency: int
    head_id: UUID | None  # of the department


def asking(actor: Actor) -> tuple[bool, UUID | None, UUID | None]:
    """Return the parameters of `CONCERNS` and `READABLE`: who deals with no document is told of what names them alone.

    Raises NotYourWork for those who neither deal with documents nor are at the head of others.
    """
    if not actor.roles & HEADS:
        raise NotYourWork
    return bool(actor.roles & SEES_ALL_WAITING), actor.department_id if actor.roles & DECIDES else None, actor.staff_id


async def hold(tx: Transaction, signal_id: UUID, *, gave_on: bool = False) -> Held:
    """Lock a signal of the acting staff member's, or one that they `gave_on`. Raises NoSuchSignal, NotYourSignal."""
    await steady(tx)
    row = await tx.row(
        f"""SELECT s.id, s.state, s.department_id, s.staff_id, s.taken_by, s.escalated_at, s.escalated_to, s.urgency,
                   d.head_id, {CONCERNS} AND $1::boolean IS NOT NULL AS concerns,
                   (s.document_id = ANY ((SELECT kin_documents())::uuid[])) IS TRUE AS is_kin,
                   EXISTS (SELECT FROM staff_members m WHERE m.id = $3 AND m.active) AS is_here
            FROM signals s JOIN departments d ON d.id = s.department_id WHERE s.id = $4 FOR UPDATE OF s""",
        *asking(tx.actor),
        signal_id,
    )
    if row is None or row["is_kin"]:  # nobody learns of a signal about themselves or a relative
        raise NoSuchSignal
    facts = dict(row)
    facts.pop("is_kin")
    is_here, concerns = facts.pop("is_here"), facts.pop("concerns")
    if not is_here or not (concerns or gave_on):
        raise NotYourSignal
    return Held(**facts)


def is_for(held: Held, actor: Actor) -> bool:
    """Say whether a signal counts as seen when a staff member opens it: theirs, or their whole department's."""
    if actor.staff_id in {held.staff_id, held.escalated_to}:
        return True
    return held.staff_id is None and held.department_id == actor.department_id and bool(actor.roles & DECIDES)


def check_acts(actor: Actor) -> None:
    """Raise NotYoursToAct for those who deal with no document: they see to it that others act."""
    if not actor.roles & DECIDES:
        raise NotYoursToAct


def check_taken_by(held: Held, actor: Actor) -> None:
    """Raise TakenByAnother for everyone but whoever took the signal."""
    if held.taken_by is not None and held.taken_by != actor.staff_id:
        raise TakenByAnother


def check_gives_on(held: Held, actor: Actor) -> None:
    """Raise TakenByAnother where a colleague has taken the signal; the head gives that on too, and who was told."""
    if actor.staff_id not in {held.head_id, held.escalated_to}:
        check_taken_by(held, actor)
