"""Ask for a correction: about one's own document, once until it is answered."""

from enum import StrEnum
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.errors import NoSuchDocument
from dossier.errors import Conflict, Refused
from dossier.events import CorrectionAsked
from dossier.ids import new_id
from dossier.lifecycle import CorrectionState
from dossier.outbox.publish import publish


class CorrectionKind(StrEnum):
    """What is wrong, in the person's eyes."""

    NOT_MINE = "not_mine"
    WRONG_TYPE = "wrong_type"
    WRONG_DATE = "wrong_date"
    OTHER = "other"


class SayWhatIsWrong(Refused):
    """Say in a sentence what is wrong."""


class AskedAlready(Conflict):
    """You asked already. We look at it, and tell you."""


async def ask_correction(actor: Actor, document_id: UUID, kind: CorrectionKind, words: str, *, language: str) -> UUID:
    """Ask for a correction of a document that is the actor's own; return its id.

    Only `other` needs words. Raises SayWhatIsWrong, NoSuchDocument, AskedAlready.
    """
    assert actor.own is not None, "whoever asks is bound to their own"
    if kind is CorrectionKind.OTHER and not words.strip():
        raise SayWhatIsWrong
    async with transaction(actor) as tx:
        deposit_id = await tx.value(  # of what is taken back nobody of the staff reads anything
            "SELECT deposit_id FROM documents WHERE id = $1 AND state <> 'withdrawn'", document_id
        )
        if deposit_id is None or actor.own.beneficiary_id is None:
            raise NoSuchDocument
        made = await tx.value(
            """INSERT INTO corrections (id, centre_id, document_id, beneficiary_id, state, kind, words, language,
                                        asked_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
               ON CONFLICT (document_id, beneficiary_id) WHERE state = 'asked' DO NOTHING RETURNING id""",
            new_id(),
            actor.centre_id,
            document_id,
            actor.own.beneficiary_id,
            str(CorrectionState.ASKED),
            str(kind),
            words.strip(),
            language,
            clock.now(),
        )
        if made is None:
            raise AskedAlready
        await publish(
            tx, CorrectionAsked(record_id=made, deposit_id=deposit_id, document_id=document_id, kind=str(kind))
        )
    return UUID(str(made))
