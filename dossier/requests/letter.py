"""The letter of a request: what its sheet says and to whom, asked for by those who work on the file."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.journal.record import note_access
from dossier.requests.access import own_request
from dossier.requests.ask import NewRequest, check_request
from dossier.requests.paper import RequestedPaper
from dossier.requests.queries import AGAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLetter:
    """What a request's letter says and to whom."""

    social_file_id: UUID
    file_number: str
    first_name: str
    last_name: str
    street: str
    postcode: str
    town: str
    centre_fr: str
    centre_nl: str
    worker: str
    language: str  # the person's
    note: str
    due_on: date
    written_on: date
    is_reminder: bool
    papers: tuple[RequestedPaper, ...]  # those that are still missing

    @property
    def name(self) -> str:
        """Return the person's name."""
        return f"{self.first_name} {self.last_name}"

    def centre(self) -> str:
        """Return the centre's name in the language of the letter; in French for any but Dutch."""
        return self.centre_nl if self.language == "nl" else self.centre_fr


async def preview(actor: Actor, told: NewRequest) -> RequestLetter:
    """Return the letter of a request that is not asked yet. Raises what `check_request` raises."""
    async with transaction(actor) as tx:
        file_id = await check_request(tx, told)
        rows = await tx.rows(
            """SELECT t.label_fr, t.label_nl, t.plain_fr, t.plain_nl, NULL AS again
               FROM unnest($1::uuid[]) WITH ORDINALITY wanted (id, position)
               JOIN document_types t ON t.id = wanted.id ORDER BY wanted.position""",
            list(told.type_ids),
        )
        person = await _person(tx, file_id, told.beneficiary_id, actor.staff_id)
    return _letter(person, rows, told.language, told.note, told.due_on, is_reminder=False)


async def request_letter(actor: Actor, request_id: UUID) -> RequestLetter:
    """Return the letter of a request, with what is missing; that it was asked for is logged as a print.

    Raises what `own_request` raises.
    """
    async with transaction(actor) as tx:
        held = await own_request(tx, request_id)
        rows = await tx.rows(
            f"""SELECT t.label_fr, t.label_nl, t.plain_fr, t.plain_nl, again.reason AS again
               FROM request_items i JOIN document_types t ON t.id = i.type_id LEFT JOIN LATERAL ({AGAIN}) again ON true
               WHERE i.request_id = $1 AND i.document_id IS NULL ORDER BY i.position""",
            request_id,
        )
        person = await _person(tx, held["social_file_id"], held["beneficiary_id"], held["asked_by"])
        await note_access(tx, "print", "social_file", held["social_file_id"], "request")
    return _letter(person, rows, held["language"], held["note"], held["due_on"], is_reminder=held["reminder_count"] > 0)


async def _person(tx: Transaction, file_id: UUID, beneficiary_id: UUID | None, staff_id: UUID | None) -> Record:
    row = await tx.row(
        """SELECT f.id AS social_file_id, f.number AS file_number, b.first_name, b.last_name, b.street, b.postcode,
                  b.town, c.name_fr AS centre_fr, c.name_nl AS centre_nl, w.first_name || ' ' || w.last_name AS worker
           FROM social_files f JOIN centres c ON c.id = f.centre_id, beneficiaries b, staff_members w
           WHERE f.id = $1 AND b.id = $2 AND w.id = $3""",
        file_id,
        beneficiary_id,
        staff_id,
    )
    assert row is not None
    return row


def _letter(
    person: Record, rows: list[Record], language: str, note: str, due_on: date, *, is_reminder: bool
) -> RequestLetter:
    return RequestLetter(
        **dict(person),
        language=language,
        note=note,
        due_on=due_on,
        written_on=clock.today(),
        is_reminder=is_reminder,
        papers=tuple(RequestedPaper(**dict(row)) for row in rows),
    )
