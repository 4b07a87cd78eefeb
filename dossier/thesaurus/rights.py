"""Who may propose and decide what of the thesaurus. One place says it; all staff may read.

The SPOC of the department that owns a term proposes what becomes of it, and an administrator of any. Another person
than the proposer decides: an administrator, or a SPOC of the owning department.
"""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.people.roles import Role
from dossier.thesaurus.errors import NotYourProposal, NotYoursToDecide, NotYourTerm, OnlyAdministrators, OwnProposal


def answers_for(actor: Actor, owner_id: UUID | None) -> bool:
    """Say whether a person answers for the terms of a department."""
    if Role.ADMINISTRATOR in actor.roles:
        return True
    return Role.SPOC in actor.roles and actor.department_id is not None and actor.department_id == owner_id


def proposes(actor: Actor) -> bool:
    """Say whether a person may propose anything at all."""
    return answers_for(actor, actor.department_id)


def check_proposes(actor: Actor, owner_id: UUID | None) -> None:
    """Raise NotYourTerm for those who do not answer for the terms of a department."""
    if not answers_for(actor, owner_id):
        raise NotYourTerm


def may_decide(actor: Actor, proposer_id: UUID, owner_id: UUID | None) -> bool:
    """Say whether a person may approve or reject a proposal."""
    return actor.staff_id != proposer_id and answers_for(actor, owner_id)


def check_decides(actor: Actor, proposer_id: UUID, owner_id: UUID | None) -> None:
    """Raise OwnProposal or NotYoursToDecide for those who may not approve or reject a proposal."""
    if actor.staff_id == proposer_id:
        raise OwnProposal
    if not may_decide(actor, proposer_id, owner_id):
        raise NotYoursToDecide


def check_withdraws(actor: Actor, proposer_id: UUID) -> None:
    """Raise NotYourProposal for everyone but the proposer."""
    if actor.staff_id != proposer_id:
        raise NotYourProposal


def check_administers(actor: Actor) -> None:
    """Raise OnlyAdministrators for everyone else."""
    if Role.ADMINISTRATOR not in actor.roles:
        raise OnlyAdministrators
