"""Send a document that waits to a colleague or a department, who decide it; or back to everyone.

Beside what the queue's `assign` says, for whom it waits, a sending lets its addressees read it, and takes a note along.
"""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.documents.acts import keep_act, snapshot
from dossier.documents.assign import NobodyThere
from dossier.documents.claim import check_in_hand
from dossier.errors import Refused
from dossier.events import DocumentSent
from dossier.outbox.publish import publish
from dossier.people.office import NoSuchDepartment
from dossier.people.roles import DECIDES, SEES_ALL_WAITING
from dossier.people.staff import named
from dossier.people.stand_in import workforce


class CannotDecide(Refused):
    """Nobody there deals with documents. Choose somebody else."""


class ReceiverNeeded(Refused):
    """Choose to whom you send it."""


class SealedToThem(Refused):
    """They have no key to what seals this document. Choose somebody who may read it."""


class SentToOneself(Refused):
    """This would be sent to yourself. Choose somebody else."""


async def send(actor: Actor, document_id: UUID, department_code: str, username: str, note: str) -> None:
    """Send a document to one person (username), else to a department, else back to everyone; the note goes with it.

    Whoever was sent it may read it while it waits, and nobody else is offered it next: a person has it assigned.
    Whoever is away is stood in for. Raises ReceiverNeeded where it is everyone's already, NoSuchDepartment,
    NoSuchStaffMember, NobodyThere, CannotDecide, SealedToThem, SentToOneself, ClaimLost, AlreadyDecided,
    NoSuchDocument, Forbidden.
    """
    async with transaction(actor, planned_once=True) as tx:
        staff_id = await _there(tx, username) if username else None
        found = await check_in_hand(tx, document_id)
        department_id = await _department(tx, department_code, staff_id)
        if staff_id == actor.staff_id:
            raise SentToOneself
        is_sent = staff_id is not None or department_id is not None
        if is_sent:
            await _check_reader(tx, document_id, department_id, staff_id)
        elif not await tx.value("SELECT sent_at IS NOT NULL FROM documents WHERE id = $1", document_id):
            raise ReceiverNeeded
        await tx.see_whole_centre()  # sent on, it may be out of the actor's own sight
        before = await snapshot(tx, document_id)
        await tx.run(
            """UPDATE documents SET sent_to_department = $2, sent_to_staff = $3, sent_by = $4, sent_at = $5,
                      sent_note = $6, assigned_to = $3 WHERE id = $1""",
            document_id,
            department_id,
            staff_id,
            actor.staff_id if is_sent else None,
            clock.now() if is_sent else None,
            note.strip() if is_sent else "",
        )
        await keep_act(tx, "sent", document_id, before)
        await publish(
            tx,
            DocumentSent(
                record_id=document_id, deposit_id=found.deposit_id, department_id=department_id, staff_id=staff_id
            ),
        )


async def _there(tx: Transaction, username: str) -> UUID:
    """Return the person, or who stands in for them. Raises NoSuchStaffMember, NobodyThere."""
    meant = await named(tx, username)
    standing = (force := await workforce(tx, clock.today())).standing_in(meant)
    if standing is None and meant in force.away:
        raise NobodyThere
    return standing or meant  # who deals with no documents is told apart below


async def _department(tx: Transaction, code: str, staff_id: UUID | None) -> UUID | None:
    """Return the department named, or that of the person. Raises NoSuchDepartment."""
    if staff_id is not None:
        own: UUID | None = await tx.value("SELECT department_id FROM staff_members WHERE id = $1", staff_id)
        return own
    if not code:
        return None
    found: UUID | None = await tx.value("SELECT id FROM departments WHERE code = $1", code)
    if found is None:
        raise NoSuchDepartment
    return found


async def _check_reader(tx: Transaction, document_id: UUID, department_id: UUID | None, staff_id: UUID | None) -> None:
    """Raise CannotDecide where nobody is meant who decides, SealedToThem where none of them opens its seals."""
    readers = await tx.rows(
        """SELECT department_id, roles FROM staff_members
           WHERE active AND roles && $3 AND CASE WHEN $2::uuid IS NULL THEN department_id = $1 ELSE id = $2 END""",
        department_id,
        staff_id,
        sorted(DECIDES),
    )
    if not readers:
        raise CannotDecide
    shut = await tx.value(
        """SELECT EXISTS (
               SELECT FROM documents d LEFT JOIN document_types t ON t.id = coalesce(d.type_id, d.proposed_type_id),
                           LATERAL (VALUES (t.sensitivity), (d.sealed_as)) sealed (seal)
               WHERE d.id = $1 AND seal IN ('medical', 'judicial') AND NOT EXISTS (
                   SELECT FROM seal_keys k WHERE k.sensitivity = seal AND CASE k.holder
                       WHEN 'own_worker' THEN EXISTS (SELECT FROM social_files f WHERE f.id = d.social_file_id
                                                      AND f.social_worker_id = $4)
                       WHEN 'type_departments' THEN (SELECT code FROM departments WHERE id = $2) = ANY (t.departments)
                       WHEN 'department' THEN k.department_id = $2
                       WHEN 'role' THEN k.role = ANY ($3)
                       ELSE false END))""",
        document_id,
        department_id or readers[0]["department_id"],
        sorted({role for each in readers for role in each["roles"]}),
        staff_id,
    )
    if shut and not any(SEES_ALL_WAITING & set(each["roles"]) for each in readers):
        raise SealedToThem
