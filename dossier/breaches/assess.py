"""Assess a breach: the auditor says what follows from it."""

from enum import StrEnum
from uuid import UUID

from dossier import clock
from dossier.audit.role import check_auditor
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Missing, Refused
from dossier.events import BreachAssessed
from dossier.outbox.publish import publish


class Outcome(StrEnum):
    """What follows from a breach (GDPR art. 33 and 34)."""

    NO_RISK = "no_risk"  # it is registered, and nobody is told
    AUTHORITY = "authority"  # the Data Protection Authority was told
    PERSON = "person"  # the authority and the person were told


class NoSuchBreach(Missing):
    """We cannot find this entry of the register."""


class AssessmentIncomplete(Refused):
    """Choose what follows, and say why in a few words."""


async def assess(actor: Actor, breach_id: UUID, outcome: Outcome | None, words: str) -> None:
    """Keep what the auditor decided; they may decide otherwise later.

    Raises AuditorOnly, AssessmentIncomplete, NoSuchBreach.
    """
    check_auditor(actor)
    if outcome is None or not words.strip():
        raise AssessmentIncomplete
    async with transaction(actor) as tx:
        if not await tx.run(
            """UPDATE breaches SET outcome = $2, outcome_words = $3, assessed_by = $4, assessed_at = $5
               WHERE id = $1""",
            breach_id,
            str(outcome),
            words.strip(),
            actor.staff_id,
            clock.now(),
        ):
            raise NoSuchBreach
        await publish(tx, BreachAssessed(record_id=breach_id, kind=str(outcome)))
