"""Break the glass of a file or a document: it is open to one staff member for a while, and others are told."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.documents.access import check_readable
from dossier.documents.of_file import check_file
from dossier.errors import Forbidden, Refused
from dossier.events import GlassBroken
from dossier.glass.values import Reason
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.people.access import OtherDepartment, check_decides


class GlassReasonNeeded(Refused):
    """Choose why you need it, and say it in a few words."""


class GlassDoesNotHelp(Forbidden):
    """This cannot be opened in this way. Ask the department that it belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pane:
    """What is behind the glass: a file with its documents, or one document."""

    social_file_id: UUID | None = None
    document_id: UUID | None = None


async def break_glass(actor: Actor, pane: Pane, reason: Reason | None, words: str, open_seconds: int) -> None:
    """Open a file or a document of others for so long; what the actor may read already stays as it is.

    The file's own worker gets a notice, and the head of its department a line to review. Raises NotYourWork,
    GlassReasonNeeded, NoSuchFile, NoSuchDocument, OwnOrRelative, DocumentSealed; GlassDoesNotHelp where a document
    stays shut all the same.
    """
    check_decides(actor)
    if reason is None or not words.strip():
        raise GlassReasonNeeded
    async with transaction(actor) as tx:
        if await _is_open(tx, pane):
            return
        now, break_id = clock.now(), new_id()
        await tx.run(
            """INSERT INTO glass_breaks (id, centre_id, staff_id, social_file_id, document_id, reason_code, words,
                                         broken_at, ends_at, told_id)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,
                       (SELECT social_worker_id FROM social_files
                        WHERE id = coalesce($4, (SELECT social_file_id FROM document_place($5)))))""",
            break_id,
            actor.centre_id,
            actor.staff_id,
            pane.social_file_id,
            pane.document_id,
            str(reason),
            words.strip(),
            now,
            now + timedelta(seconds=open_seconds),
        )
        if not await _is_open(tx, pane):
            raise GlassDoesNotHelp
        record_id = pane.social_file_id or pane.document_id
        assert record_id is not None
        kind = "social_file" if pane.social_file_id else "document"
        await publish(tx, GlassBroken(record_id=record_id, break_id=break_id, kind=kind, reason_code=str(reason)))


async def _is_open(tx: Transaction, pane: Pane) -> bool:
    """Tell whether the actor may read what is behind the glass. Raises all that no glass helps against."""
    try:
        if pane.document_id is not None:
            await check_readable(tx, pane.document_id)
        else:
            assert pane.social_file_id is not None
            await check_file(tx, pane.social_file_id)
    except OtherDepartment:
        return False
    return True
