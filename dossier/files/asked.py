"""What was asked for a social file: each request with its papers, and how far each has come."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from dossier import clock
from dossier.database.engine import Record, Transaction
from dossier.lifecycle import RequestState
from dossier.requests.queries import ITEMS, WAITING

Come = Literal["answered", "in_hand", "missing", "let_go"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileItem:
    """A paper that a request asks for."""

    type_code: str
    label_fr: str
    label_nl: str
    come: Come
    document_id: UUID | None  # that answers it, or waits for the centre: where the actor may read it

    def label(self, language: str) -> str:
        """Return what is asked for."""
        return self.label_nl if language == "nl" else self.label_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRequest:
    """A request for documents, as the file that it is for shows it."""

    id: UUID
    state: RequestState
    beneficiary_id: UUID
    beneficiary_name: str
    asked_by_name: str
    asked_at: datetime
    due_on: date
    over_at: datetime | None  # when it was answered as a whole, or waived
    reminder_count: int
    items: tuple[FileItem, ...]

    @property
    def waits(self) -> bool:
        """Tell whether something is still missing."""
        return self.state in WAITING

    @property
    def is_late(self) -> bool:
        """Tell whether its day is over while something is missing."""
        return self.waits and self.due_on < clock.today()

    @property
    def answered_count(self) -> int:
        """Return how many of its papers are filed."""
        return sum(each.come == "answered" for each in self.items)

    @property
    def is_in_hand(self) -> bool:
        """Tell whether the centre is waited for: a paper came in that nobody decided."""
        return any(each.come == "in_hand" for each in self.items)


async def requests_in(tx: Transaction, social_file_id: UUID) -> tuple[FileRequest, ...]:
    """Return the requests of a file that the actor may open: those that wait first, the first due first of them."""
    rows = await tx.rows(
        """SELECT r.id, r.state, r.beneficiary_id, b.last_name || ' ' || b.first_name AS beneficiary_name,
                  w.first_name || ' ' || w.last_name AS asked_by_name, r.asked_at, r.due_on, r.waived_at,
                  r.reminder_count
           FROM document_requests r JOIN beneficiaries b ON b.id = r.beneficiary_id
           JOIN staff_members w ON w.id = r.asked_by WHERE r.social_file_id = $1
           ORDER BY r.state NOT IN ('open', 'partly_answered'),
                    CASE WHEN r.state IN ('open', 'partly_answered') THEN r.due_on END, r.asked_at DESC, r.id""",
        social_file_id,
    )
    items: dict[UUID, list[Record]] = {}
    for each in await tx.rows(ITEMS, [row["id"] for row in rows]) if rows else []:
        items.setdefault(each["request_id"], []).append(each)
    return tuple(_request(row, items.get(row["id"], [])) for row in rows)


def _request(row: Record, items: list[Record]) -> FileRequest:
    state = RequestState(row["state"])
    told = [each["answered_at"] for each in items if each["answered_at"]]
    answered_at = max(told, default=None) if state is RequestState.ANSWERED else None
    facts = {name: value for name, value in row.items() if name not in {"state", "waived_at"}}
    return FileRequest(
        **facts,
        state=state,
        over_at=row["waived_at"] or answered_at,
        items=tuple(_item(each, waits=state in WAITING) for each in items),
    )


def _item(row: Record, *, waits: bool) -> FileItem:
    come: Come = "missing" if waits else "let_go"
    if row["document_id"]:
        come = "answered"
    elif row["in_hand_id"]:
        come = "in_hand"
    return FileItem(
        type_code=row["type_code"],
        label_fr=row["label_fr"],
        label_nl=row["label_nl"],
        come=come,
        document_id=row["readable_id"] or row["in_hand_id"],
    )
