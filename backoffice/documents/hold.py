"""In whose hands a document is, as the one who looks at it sees it."""

from enum import StrEnum

from dossier.database.actor import Actor
from dossier.documents.review import Review
from dossier.lifecycle import WAITING, DocumentState


class Hold(StrEnum):
    """What the desk offers: the form, a way to get it, or words why not."""

    MINE = "mine"
    FREE = "free"
    OTHER = "other"  # a colleague has the lease
    READ_FIRST = "read_first"  # mine was the first of two readings
    DECIDED = "decided"


def hold_of(seen: Review, actor: Actor) -> Hold:
    """Return in whose hands a document is."""
    if seen.state not in WAITING:
        return Hold.DECIDED
    if seen.state is DocumentState.SECOND_READING and seen.decided_by == actor.staff_id:
        return Hold.READ_FIRST
    if seen.claimed_by is None:
        return Hold.FREE
    return Hold.MINE if seen.claimed_by == actor.staff_id else Hold.OTHER
