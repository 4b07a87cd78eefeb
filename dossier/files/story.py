"""What happened around a social file: signals to departments, and the events of its documents, requests and itself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier.database.engine import Transaction
from dossier.files.asked import FileRequest
from dossier.files.papers import FilePaper

SHOWN_AT_MOST = 200
_TOLD = (
    "DocumentProfiled",
    "SecondReadingAsked",
    "DocumentValidated",
    "DocumentRefused",
    "DocumentRetaken",
    "DecisionUndone",
    "DocumentMoved",
    "DocumentCorrected",
    "SealSet",
    "SealLowered",
    "NoteWritten",
    "NoteCorrected",
    "BundleAsked",
    "DocumentRegistered",
    "BackfilePartEnded",
    "FileMadeDigital",
    "RequestAsked",
    "RequestReminded",
    "RequestAnswered",
    "RequestReopened",
    "RequestWaived",
    "RequestResumed",
)
"""The events that a worker reads on the file: what persons did, not what machines did for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSignal:
    """A signal that a document of the file raised."""

    id: UUID
    document_id: UUID
    state: str
    urgency: int  # 0 file only … 4 same day
    raised_at: datetime
    department_code: str
    type_fr: str
    type_nl: str

    def type_label(self, language: str) -> str:
        """Return what the document is."""
        return self.type_nl if language == "nl" else self.type_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEvent:
    """Something that a person did with the file, a document or a request of it."""

    name: str
    record_id: UUID
    at: datetime
    staff_name: str | None


async def signals_in(tx: Transaction, papers: tuple[FilePaper, ...]) -> tuple[FileSignal, ...]:
    """Return the signals of documents that the actor may read, the latest first."""
    rows = await tx.rows(
        """SELECT s.id, s.document_id, s.state, s.urgency, s.raised_at, dep.code AS department_code,
                  t.label_fr AS type_fr, t.label_nl AS type_nl
           FROM signals s JOIN documents d ON d.id = s.document_id JOIN document_types t ON t.id = d.type_id
           JOIN departments dep ON dep.id = s.department_id
           WHERE s.document_id = ANY($1) ORDER BY s.raised_at DESC, s.id""",
        [each.id for each in papers],
    )
    return tuple(FileSignal(**dict(row)) for row in rows)


async def events_in(
    tx: Transaction, social_file_id: UUID, papers: tuple[FilePaper, ...], requests: tuple[FileRequest, ...]
) -> tuple[FileEvent, ...]:
    """Return the latest events of the file, its requests and documents that the actor may read, the latest first."""
    rows = await tx.rows(
        f"""SELECT e.name, e.record_id, e.at, w.first_name || ' ' || w.last_name AS staff_name
            FROM events e LEFT JOIN staff_members w ON e.actor_kind = 'staff' AND w.id = e.actor_id
            WHERE e.record_id = ANY($1) AND e.name = ANY($2) ORDER BY e.seq DESC LIMIT {SHOWN_AT_MOST}""",
        [social_file_id, *(each.id for each in papers), *(each.id for each in requests)],
        list(_TOLD),
    )
    return tuple(FileEvent(**dict(row)) for row in rows)
