"""Notes on a social file: appended, and corrected for a while by who wrote them; what they said before stays."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.errors import Conflict, Missing, Refused
from dossier.events import NoteCorrected, NoteWritten
from dossier.files.access import check_openable
from dossier.ids import new_id
from dossier.outbox.publish import publish


class NoteEmpty(Refused):
    """Write something first."""


class NoSuchNote(Missing):
    """We cannot find this note."""


class NoteFixed(Conflict):
    """This note can no longer be corrected. Write a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a note said, since when."""

    words: str
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note as it reads now, with what it said before."""

    id: UUID
    written_by: UUID
    writer_name: str
    written_at: datetime
    versions: tuple[Said, ...]  # the present one last

    @property
    def words(self) -> str:
        """Return what it says now."""
        return self.versions[-1].words

    def is_open(self, staff_id: UUID | None, correct_seconds: int) -> bool:
        """Tell whether a staff member may still correct it."""
        return self.written_by == staff_id and clock.now() < self.written_at + timedelta(seconds=correct_seconds)


async def write_note(actor: Actor, social_file_id: UUID, words: str) -> UUID:
    """Append a note to a file that the actor may open; return its id.

    Raises NoteEmpty, and what `check_openable` raises.
    """
    note_id = new_id()
    async with transaction(actor) as tx:
        await check_openable(tx, social_file_id)
        await tx.run(
            """INSERT INTO file_notes (id, centre_id, social_file_id, written_by, written_at)
               VALUES ($1, $2, $3, $4, $5)""",
            note_id,
            actor.centre_id,
            social_file_id,
            actor.staff_id,
            clock.now(),
        )
        await _say(tx, note_id, 1, words)
        await publish(tx, NoteWritten(record_id=social_file_id, note_id=note_id))
    return note_id


async def correct_note(actor: Actor, social_file_id: UUID, note_id: UUID, words: str, correct_seconds: int) -> None:
    """Have a note of one's own say something else; the same words again change nothing.

    Raises NoteEmpty, NoSuchNote, NoteFixed for another's note or an old one, and what `check_openable` raises.
    """
    async with transaction(actor) as tx:
        await check_openable(tx, social_file_id)
        held = await tx.value(
            "SELECT id FROM file_notes WHERE id = $1 AND social_file_id = $2 FOR UPDATE", note_id, social_file_id
        )
        if held is None:
            raise NoSuchNote
        (note,) = [each for each in await notes_in(tx, social_file_id) if each.id == note_id]
        if not note.is_open(actor.staff_id, correct_seconds):
            raise NoteFixed
        if words.strip() == note.words:
            return
        await _say(tx, note_id, len(note.versions) + 1, words)
        await publish(tx, NoteCorrected(record_id=social_file_id, note_id=note_id))


async def notes_in(tx: Transaction, social_file_id: UUID) -> tuple[Note, ...]:
    """Return the notes of a file, the latest first."""
    rows = await tx.rows(
        """SELECT n.id, n.written_by, w.first_name || ' ' || w.last_name AS writer_name, n.written_at,
                  v.words, v.written_at AS said_at
           FROM file_notes n JOIN staff_members w ON w.id = n.written_by JOIN file_note_versions v ON v.note_id = n.id
           WHERE n.social_file_id = $1 ORDER BY n.written_at DESC, n.id, v.version""",
        social_file_id,
    )
    found: dict[UUID, Note] = {}
    for row in rows:
        before = found[row["id"]].versions if row["id"] in found else ()
        found[row["id"]] = Note(
            id=row["id"],
            written_by=row["written_by"],
            writer_name=row["writer_name"],
            written_at=row["written_at"],
            versions=(*before, Said(words=row["words"], written_at=row["said_at"])),
        )
    return tuple(found.values())


async def _say(tx: Transaction, note_id: UUID, version: int, words: str) -> None:
    if not words.strip():
        raise NoteEmpty
    await tx.run(
        """INSERT INTO file_note_versions (note_id, centre_id, version, words, written_at)
           VALUES ($1, $2, $3, $4, $5)""",
        note_id,
        tx.actor.centre_id,
        version,
        words.strip(),
        clock.now(),
    )
