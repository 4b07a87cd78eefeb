"""Who may read and decide which documents: by role, department and need to know. One place says it.

A capture agent works on everything that waits. A social worker or SPOC works on the files of their department and on
their own, waiting or filed, and reads the documents of which a signal told them or their department. Nobody else sees
content; an administrator least of all.
"""

from dossier.database.actor import Actor
from dossier.errors import Forbidden
from dossier.people.roles import DECIDES, PRINTS_RECEIPTS, SEES_ALL_WAITING

READABLE = """(
    ($1 AND d.state IN ('captured', 'profiled', 'second_reading'))
    OR d.decided_by = $3
    OR ($2::uuid IS NOT NULL AND f.department_id = $2)
    OR f.social_worker_id = $3
    OR EXISTS (SELECT FROM signals told
               WHERE told.document_id = d.id AND told.state <> 'withdrawn'
                 AND (told.department_id = $2 OR $3 IN (told.staff_id, told.taken_by, told.escalated_to)))
)"""
"""SQL over documents `d` left-joined with their social file `f`; its parameters come from `reading(actor)`."""


class NotYourWork(Forbidden):
    """Your role does not deal with documents. Ask your administrator if that is wrong."""


class OtherDepartment(Forbidden):
    """This document belongs to a file of another department. Ask that department for it."""


def check_decides(actor: Actor) -> None:
    """Raise NotYourWork for those whose roles deal with no document."""
    if not actor.roles & DECIDES:
        raise NotYourWork


def check_prints_receipts(actor: Actor) -> None:
    """Raise NotYourWork for those who neither stand at the counter nor deal with documents."""
    if not actor.roles & PRINTS_RECEIPTS:
        raise NotYourWork


def reading(actor: Actor) -> tuple[object, ...]:
    """Return the parameters of `READABLE` for a staff member. Raises NotYourWork."""
    check_decides(actor)
    return (bool(actor.roles & SEES_ALL_WAITING), actor.department_id, actor.staff_id)
