"""Questions about requests: a department's or one's own as a list, and one of them as a page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.lifecycle import RequestState, allowed
from dossier.requests.access import OWN_FILE, working
from dossier.requests.errors import NoSuchRequest, OtherDepartmentsFile

SHOWN_AT_MOST = 100
WAITING = frozenset({RequestState.OPEN, RequestState.PARTLY_ANSWERED})
Shown = Literal["open", "late", "answered", "waived"]

IN_HAND = """SELECT d.captured_at, d.id FROM documents d JOIN document_beneficiaries x ON x.document_id = d.id
             JOIN document_types t ON t.id = coalesce(d.type_id, d.proposed_type_id)
             WHERE x.beneficiary_id = r.beneficiary_id AND t.code = asked.code AND d.captured_at >= r.asked_at
               AND d.state IN ('captured', 'profiled', 'second_reading')"""
"""SQL: the documents that came in for an item and wait for the centre. Over requests `r` and the type `asked`."""

AGAIN = """SELECT o.reason, o.note, o.reopened_at, s.first_name || ' ' || s.last_name AS name
           FROM request_reopenings o JOIN staff_members s ON s.id = o.reopened_by
           WHERE o.item_id = i.id AND o.taken_back_at IS NULL AND i.document_id IS NULL
           ORDER BY o.reopened_at DESC LIMIT 1"""
"""SQL: why a paper is asked again. Over items `i`."""

ITEMS = f"""SELECT i.id, i.request_id, i.type_id, asked.code AS type_code, asked.label_fr, asked.label_nl,
                   i.document_id, i.waits_since, again.reason AS again, again.name AS again_name,
                   again.reopened_at AS again_at, again.note AS again_note, done.id AS readable_id,
                   done.decided_at AS answered_at,
                   coalesce(done.captured_at, hand.captured_at) AS came_in_at, hand.id AS in_hand_id
            FROM document_requests r JOIN request_items i ON i.request_id = r.id
            JOIN document_types asked ON asked.id = i.type_id
            LEFT JOIN documents done ON done.id = i.document_id
            LEFT JOIN LATERAL ({AGAIN}) again ON true
            LEFT JOIN LATERAL ({IN_HAND} AND i.document_id IS NULL ORDER BY 1 LIMIT 1 OFFSET (
                SELECT count(*) FROM request_items above JOIN document_types kind ON kind.id = above.type_id
                WHERE above.request_id = r.id AND kind.code = asked.code AND above.document_id IS NULL
                  AND above.position < i.position)) hand ON true
            WHERE r.id = ANY($1) ORDER BY r.id, i.position"""
"""SQL: the papers of requests, in order, each with the document that answers it or that came in for it."""

_SHOWN: dict[Shown, str] = {
    "open": "r.state IN ('open', 'partly_answered')",
    "late": "r.state IN ('open', 'partly_answered') AND r.due_on < $3",
    "answered": "r.state = 'answered'",
    "waived": "r.state = 'waived'",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A request as a list shows it."""

    id: UUID
    state: RequestState
    beneficiary_name: str
    file_number: str
    department_code: str
    asked_by_name: str
    asked_at: datetime
    due_on: date
    reminder_count: int
    item_count: int
    answered_count: int
    in_hand_since: datetime | None  # since when a document for it waits for the centre, not for the person
    is_late: bool

    @property
    def waits(self) -> bool:
        """Tell whether something is still missing."""
        return self.state in WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestList:
    """The requests of one kind, and how many there are of each."""

    rows: tuple[RequestRow, ...]
    counts: dict[Shown, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A document that is asked for, and how far it has come."""

    id: UUID
    type_id: UUID
    type_code: str
    label_fr: str
    label_nl: str
    document_id: UUID | None  # that answers it
    answered_at: datetime | None
    came_in_at: datetime | None  # that answers it, or of one that waits for the centre
    in_hand_id: UUID | None  # a document that waits for the centre
    waits_since: datetime  # the person is waited for with it: since it was asked, or asked again
    again: str | None  # why it is asked again, of the reasons of `reopen.py`
    again_name: str | None
    again_at: datetime | None
    again_note: str | None

    def label(self, language: str) -> str:
        """Return the type's label in a language."""
        return self.label_nl if language == "nl" else self.label_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One time that the person was told."""

    channel: str
    is_reminder: bool
    asked_at: datetime
    tries: int
    sent_at: datetime | None
    failed_at: datetime | None
    problem: str | None
    answer_code: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    """A request as its page shows it."""

    id: UUID
    state: RequestState
    social_file_id: UUID
    file_number: str
    department_code: str
    beneficiary_id: UUID
    beneficiary_name: str
    has_email: bool
    has_phone: bool
    centre_fr: str
    centre_nl: str
    language: str
    note: str
    due_on: date
    asked_at: datetime
    asked_by_name: str
    reminded_at: datetime | None
    reminder_count: int
    waived_at: datetime | None
    waived_by_name: str | None
    waive_reason: str | None
    waive_note: str
    items: tuple[Item, ...]
    notices: tuple[Notice, ...]

    @property
    def verbs(self) -> frozenset[str]:
        """Return the verbs that its state allows: the buttons of the screen."""
        return allowed(self.state)

    @property
    def waits(self) -> bool:
        """Tell whether something is still missing."""
        return self.state in WAITING

    @property
    def is_late(self) -> bool:
        """Tell whether its day is over while something is missing."""
        return self.waits and self.due_on < clock.today()

    @property
    def in_hand_since(self) -> datetime | None:
        """Return since when a document waits for the centre; None where the person is waited for."""
        return min((each.came_in_at for each in self.items if each.in_hand_id and each.came_in_at), default=None)

    @property
    def waits_since(self) -> datetime:
        """Return since when whoever is waited for is: the centre since it has a paper, else the person."""
        told = [each.answered_at or each.waits_since for each in self.items]
        return self.in_hand_since or max((self.asked_at, *told))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How a person can be told, and in which language."""

    language: str
    has_email: bool
    has_phone: bool


async def contact(actor: Actor, beneficiary_id: UUID) -> Contact | None:
    """Return how a person can be told; None when there is none of this id."""
    async with transaction(actor) as tx:
        row = await tx.row(
            "SELECT language, email <> '' AS has_email, phone <> '' AS has_phone FROM beneficiaries WHERE id = $1",
            beneficiary_id,
        )
    return Contact(**dict(row)) if row else None


async def requests(actor: Actor, shown: Shown, *, mine: bool) -> RequestList:
    """Return the requests of a kind for the files that one works on, the first due first; `mine`: asked by oneself.

    Raises NotYourWork.
    """
    async with transaction(actor) as tx:
        values = (*working(tx), clock.today())
        scope = OWN_FILE + (" AND r.asked_by = $2" if mine else "")
        counted = await tx.row(
            "SELECT "
            + ", ".join(f"count(*) FILTER (WHERE {sql}) AS {name}" for name, sql in _SHOWN.items())
            + f" FROM document_requests r JOIN social_files f ON f.id = r.social_file_id WHERE {scope}",
            *values,
        )
        assert counted is not None
        rows = await tx.rows(
            f"""SELECT r.id, r.state, b.last_name || ' ' || b.first_name AS beneficiary_name, f.number AS file_number,
                       dep.code AS department_code, w.first_name || ' ' || w.last_name AS asked_by_name, r.asked_at,
                       r.due_on, r.reminder_count, r.state IN ('open', 'partly_answered') AND r.due_on < $3 AS is_late,
                       n.item_count, n.answered_count, n.in_hand_since
                FROM document_requests r JOIN social_files f ON f.id = r.social_file_id
                JOIN departments dep ON dep.id = f.department_id JOIN beneficiaries b ON b.id = r.beneficiary_id
                JOIN staff_members w ON w.id = r.asked_by
                JOIN LATERAL (
                    SELECT count(*) AS item_count, count(i.document_id) AS answered_count,
                           min(hand.captured_at) AS in_hand_since
                    FROM request_items i JOIN document_types asked ON asked.id = i.type_id
                    LEFT JOIN LATERAL ({IN_HAND} AND i.document_id IS NULL ORDER BY 1 LIMIT 1) hand ON true
                    WHERE i.request_id = r.id) n ON true
                WHERE {scope} AND {_SHOWN[shown]}
                ORDER BY {"r.due_on, r.asked_at" if shown in {"open", "late"} else "r.asked_at DESC"}, r.id
                LIMIT {SHOWN_AT_MOST}""",
            *values,
        )
    return RequestList(
        rows=tuple(RequestRow(**{**row, "state": RequestState(row["state"])}) for row in rows),
        counts={name: counted[name] for name in _SHOWN},
    )


async def request(actor: Actor, request_id: UUID) -> RequestView:
    """Return one request with its papers and what the person was told.

    Raises NotYourWork, NoSuchRequest, OtherDepartmentsFile.
    """
    async with transaction(actor) as tx:
        row = await tx.row(
            f"""SELECT r.id, r.state, r.social_file_id, f.number AS file_number, dep.code AS department_code,
                       r.beneficiary_id, b.last_name || ' ' || b.first_name AS beneficiary_name,
                       b.email <> '' AS has_email, b.phone <> '' AS has_phone, c.name_fr AS centre_fr,
                       c.name_nl AS centre_nl, r.language, r.note, r.due_on, r.asked_at,
                       w.first_name || ' ' || w.last_name AS asked_by_name, r.reminded_at, r.reminder_count,
                       r.waived_at, v.first_name || ' ' || v.last_name AS waived_by_name, r.waive_reason, r.waive_note,
                       {OWN_FILE} AS theirs
                FROM document_requests r JOIN social_files f ON f.id = r.social_file_id
                JOIN departments dep ON dep.id = f.department_id JOIN beneficiaries b ON b.id = r.beneficiary_id
                JOIN centres c ON c.id = r.centre_id JOIN staff_members w ON w.id = r.asked_by
                LEFT JOIN staff_members v ON v.id = r.waived_by
                WHERE r.id = $3""",
            *working(tx),
            request_id,
        )
        if row is None:
            raise NoSuchRequest
        if not row["theirs"]:
            raise OtherDepartmentsFile
        items = await tx.rows(ITEMS, [request_id])
        notices = await tx.rows(
            """SELECT channel, is_reminder, asked_at, tries, sent_at, failed_at, problem, answer_code
               FROM request_notices WHERE request_id = $1 ORDER BY asked_at, id""",
            request_id,
        )
    return _view(row, tuple(_item(each) for each in items), tuple(Notice(**dict(each)) for each in notices))


def _item(row: Record) -> Item:
    return Item(**{name: value for name, value in row.items() if name not in {"request_id", "readable_id"}})


def _view(row: Record, items: tuple[Item, ...], notices: tuple[Notice, ...]) -> RequestView:
    known = {name: value for name, value in row.items() if name != "theirs"}
    return RequestView(**{**known, "state": RequestState(row["state"])}, items=items, notices=notices)
