"""Questions about the registers: their lines as a list, and the line of one document."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.lifecycle import DocumentState
from dossier.people.access import READABLE, check_decides
from dossier.registrations.enterprise_number import EnterpriseNumber
from dossier.registrations.values import Direction, SentBy, number_of

SHOWN_AT_MOST = 200
SHEET_ROWS_MAX = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which lines of a register."""

    direction: Direction = Direction.OUTGOING
    year: int | None = None  # None: every year
    sent_by: SentBy | None = None  # None: in whatever way
    words: str = ""  # in the addressee's or the author's name, or a number; they go into no address


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One document of a register, whom it concerns, and what it answers."""

    document_id: UUID
    direction: Direction
    number: str
    registered_at: datetime
    state: DocumentState
    type_fr: str | None
    type_nl: str | None
    document_date: date | None
    social_file_id: UUID
    file_number: str
    person: str | None
    author_name: str
    addressee: str
    sent_by: SentBy | None
    answers_document_id: UUID | None  # None too where the actor may not read it
    answers_fr: str | None
    answers_nl: str | None
    answers_request_id: UUID | None
    ebox_failed: bool  # it was to go to an eBox, and did not

    def type_label(self, language: str) -> str | None:
        """Return what it is; None while nobody said."""
        return self.type_nl if language == "nl" else self.type_fr

    def answers_label(self, language: str) -> str | None:
        """Return what the document is that it answers."""
        return self.answers_nl if language == "nl" else self.answers_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The lines that were sought, the latest first, and the years that the register has."""

    lines: tuple[Line, ...]
    count: int  # of all that were found
    years: tuple[int, ...]


_LINE = """SELECT r.document_id, r.direction, r.year, r.number, r.registered_at, d.state, t.label_fr AS type_fr,
                  t.label_nl AS type_nl, d.document_date, d.social_file_id, f.number AS file_number,
                  b.last_name || ' ' || b.first_name AS person, w.first_name || ' ' || w.last_name AS author_name,
                  r.addressee, r.sent_by, a.id AS answers_document_id, at.label_fr AS answers_fr,
                  at.label_nl AS answers_nl, r.answers_request_id,
                  r.sent_by = 'ebox' AND box.failed_at IS NOT NULL AS ebox_failed"""
_PLACES = f"""FROM registrations r JOIN documents d ON d.id = r.document_id AND {READABLE}
              JOIN social_files f ON f.id = d.social_file_id
              JOIN staff_members w ON w.id = r.author_id
              LEFT JOIN document_types t ON t.id = coalesce(d.type_id, d.proposed_type_id)
              LEFT JOIN LATERAL (SELECT x.beneficiary_id FROM document_beneficiaries x WHERE x.document_id = d.id
                                 ORDER BY x.beneficiary_id LIMIT 1) first ON true
              LEFT JOIN beneficiaries b ON b.id = first.beneficiary_id
              LEFT JOIN ebox_letters box ON box.id = r.document_id
              LEFT JOIN documents a ON a.id = r.answers_document_id
              LEFT JOIN document_types at ON at.id = coalesce(a.type_id, a.proposed_type_id)
              WHERE r.number IS NOT NULL"""
_SOUGHT = """AND r.direction = $1 AND ($2::int IS NULL OR r.year = $2) AND ($3::text IS NULL OR r.sent_by = $3)
             AND ($4 = '' OR strpos(fold(r.addressee), fold($4)) > 0
                  OR strpos(fold(w.first_name || ' ' || w.last_name), fold($4)) > 0
                  OR f.number = $4
                  OR upper($4) = CASE r.direction WHEN 'internal' THEN 'I' ELSE 'O' END
                                 || '-' || r.year || '-' || lpad(r.number::text, 5, '0'))"""


async def register(actor: Actor, sought: Sought, *, at_most: int = SHOWN_AT_MOST) -> Register:
    """Return the lines of a register whose documents the actor may read. Raises NotYourWork."""
    check_decides(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""{_LINE}, count(*) OVER () AS found {_PLACES} {_SOUGHT}
                ORDER BY r.year DESC, r.number DESC LIMIT {at_most}""",
            str(sought.direction),
            sought.year,
            None if sought.sent_by is None else str(sought.sent_by),
            " ".join(sought.words.split()),
        )
        years = await tx.rows(
            "SELECT year FROM register_numbers WHERE direction = $1 ORDER BY year DESC", str(sought.direction)
        )
    return Register(
        lines=tuple(_line(row) for row in rows),
        count=rows[0]["found"] if rows else 0,
        years=tuple(row["year"] for row in years),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EboxStanding:
    """How far a letter to an eBox is; with neither moment it is on its way."""

    enterprise_number: EnterpriseNumber
    sent_at: datetime | None
    failed_at: datetime | None
    problem: str | None  # a code: of the last try
    message_id: str | None
    never_opened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """The line of a document, the file that it was written as, and what answers it."""

    line: Line | None  # None: the centre did not make it
    source_id: UUID | None  # its text of Word or LibreOffice, kept as it came
    pages_made: bool
    answered_by: tuple[Line, ...]
    told_at: datetime | None  # when an e-mail told the person that it waits in My documents
    untold: bool  # that e-mail could not be sent
    ebox: EboxStanding | None  # None: it goes to no eBox from here


async def registered(actor: Actor, document_id: UUID) -> Registered:
    """Return what the registers say of a document that the actor reads. Raises NotYourWork."""
    check_decides(actor)
    async with transaction(actor) as tx:
        row = await tx.row(f"{_LINE} {_PLACES} AND r.document_id = $1", document_id)
        source = await _source(tx, document_id) if row is not None else None
        answers = await tx.rows(
            f"{_LINE} {_PLACES} AND r.answers_document_id = $1 ORDER BY r.registered_at", document_id
        )
        told = await tx.row(
            """SELECT sent_at, failed_at FROM request_notices
               WHERE document_id = $1 AND channel = 'email' AND correction_id IS NULL
               ORDER BY asked_at DESC LIMIT 1""",
            document_id,
        )
        box = await tx.row(
            """SELECT l.enterprise_number, l.sent_at, l.failed_at, l.problem, l.message_id, l.never_opened
               FROM ebox_letters l JOIN registrations r ON r.document_id = l.id
               WHERE l.id = $1 AND r.sent_by = 'ebox'""",
            document_id,
        )
    return Registered(
        line=None if row is None else _line(row),
        source_id=source["id"] if source else None,
        pages_made=source is None or source["page_count"] == 0,
        answered_by=tuple(_line(each) for each in answers),
        told_at=told["sent_at"] if told else None,
        untold=bool(told and told["failed_at"]),
        ebox=None if box is None else EboxStanding(**{**box, "enterprise_number": EnterpriseNumber(box[0])}),
    )


async def answers_to(actor: Actor, request_id: UUID) -> tuple[Line, ...]:
    """Return the documents by which the centre answered a request, that the actor may read. Raises NotYourWork."""
    check_decides(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(f"{_LINE} {_PLACES} AND r.answers_request_id = $1 ORDER BY r.registered_at", request_id)
    return tuple(_line(each) for each in rows)


async def _source(tx: Transaction, document_id: UUID) -> Record | None:
    return await tx.row(
        """SELECT id, page_count FROM originals
           WHERE paper_id = $1 AND media_type LIKE 'application/vnd.%' ORDER BY position LIMIT 1""",
        document_id,
    )


def _line(row: Record) -> Line:
    facts = {name: value for name, value in row.items() if name not in {"year", "found"}}
    number = number_of(row["direction"], row["year"], row["number"])
    return Line(
        **{
            **facts,
            "direction": Direction(row["direction"]),
            "number": number,
            "state": DocumentState(row["state"]),
            "sent_by": SentBy(row["sent_by"]) if row["sent_by"] else None,
            "ebox_failed": bool(row["ebox_failed"]),
        }
    )
