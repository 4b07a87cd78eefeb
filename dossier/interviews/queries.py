"""What a worker sees of an interview's deposit, and whether a phone is still in its session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.deposits.capture_session import check_capture_session
from dossier.deposits.errors import NoSuchDeposit
from dossier.deposits.queries import DepositView, PaperView, papers_in
from dossier.helpers.code import spoken
from dossier.interviews.code import code_of, token_of
from dossier.interviews.interviewer import check_takes_in_for
from dossier.lifecycle import DepositState
from dossier.requests.queries import IN_HAND


class Phone(StrEnum):
    """Where the phone of an interview stands."""

    AWAITED = "awaited"  # the code works, and none has opened it
    HERE = "here"
    EXPIRED = "expired"  # it came too late, or stayed too long
    ENDED = "ended"  # by the worker
    GAVE_UP = "gave_up"  # whoever held it discarded what they had photographed


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """A person of a file, whose papers may be taken in."""

    id: UUID
    first_name: str
    last_name: str

    @property
    def name(self) -> str:
        """Return the name as lists write it."""
        return f"{self.last_name} {self.first_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAtInterview:
    """A file into which papers are taken: its number and its people, the holder first."""

    id: UUID
    number: str
    people: tuple[Whose, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedType:
    """A type of document that the person was asked for, and has not handed in."""

    id: UUID  # of the type as it is now
    label_fr: str
    label_nl: str

    def label(self, language: str) -> str:
        """Return the type in words."""
        return self.label_nl if language == "nl" else self.label_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class AtInterview:
    """The deposit of an interview."""

    view: DepositView
    person: Whose
    file_id: UUID
    file_number: str
    appointment_on: date
    worker_name: str
    phone: Phone
    expires_at: datetime
    asked: tuple[AskedType, ...]  # of this person, and in no paper here: the first due first

    @property
    def page_count(self) -> int:
        """Return how many pages were found so far, parts of a photo among them."""
        return sum(len(paper.pages) for paper in self.view.papers)

    @property
    def token(self) -> str:
        """Return what the QR code holds after the address."""
        return token_of(self.view.id)

    @property
    def spoken(self) -> str:
        """Return the signs of the code in two groups, as they are read out."""
        return spoken(code_of(self.view.id))


async def file_at_interview(actor: Actor, social_file_id: UUID) -> FileAtInterview:
    """Return into which file papers are taken, and whose they can be. Raises what `check_takes_in_for` raises."""
    async with transaction(actor) as tx:
        await check_takes_in_for(tx, social_file_id)
        number = await tx.value("SELECT number FROM social_files WHERE id = $1", social_file_id)
        rows = await tx.rows(
            """SELECT b.id, b.first_name, b.last_name
               FROM social_file_members m JOIN beneficiaries b ON b.id = m.beneficiary_id
               WHERE m.social_file_id = $1 ORDER BY m.role <> 'holder', b.last_name, b.first_name, b.id""",
            social_file_id,
        )
    return FileAtInterview(id=social_file_id, number=number, people=tuple(Whose(**dict(row)) for row in rows))


async def at_interview(actor: Actor, deposit_id: UUID) -> AtInterview:
    """Return an interview's deposit. `actor` is its worker (`interviewer.interviewer_of`). Raises NoSuchDeposit."""
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT d.id, d.state, d.circuit, d.language, d.beneficiary_id, d.social_file_id, d.opened_at,
                      d.received_at, i.appointment_on, i.expires_at, i.joined_at, i.ended_at, f.number, b.first_name,
                      b.last_name, s.first_name || ' ' || s.last_name AS worker_name
               FROM deposits d JOIN interviews i ON i.deposit_id = d.id JOIN social_files f ON f.id = d.social_file_id
               JOIN beneficiaries b ON b.id = d.beneficiary_id JOIN staff_members s ON s.id = i.staff_id
               WHERE d.id = $1""",
            deposit_id,
        )
        if row is None:
            raise NoSuchDeposit
        papers = await papers_in(tx, deposit_id)
        asked = await _asked(tx, row["beneficiary_id"], papers)
    names = ("id", "circuit", "language", "beneficiary_id", "social_file_id", "opened_at", "received_at")
    return AtInterview(
        view=DepositView(**{name: row[name] for name in names}, state=DepositState(row["state"]), papers=papers),
        person=Whose(id=row["beneficiary_id"], first_name=row["first_name"], last_name=row["last_name"]),
        file_id=row["social_file_id"],
        file_number=row["number"],
        appointment_on=row["appointment_on"],
        worker_name=row["worker_name"],
        phone=_phone(row),
        expires_at=row["expires_at"],
        asked=asked,
    )


async def _asked(tx: Transaction, beneficiary_id: UUID, papers: Sequence[PaperView]) -> tuple[AskedType, ...]:
    """Return what a person is asked for that no paper here is proposed as, nor one that waits for the centre."""
    rows = await tx.rows(
        f"""SELECT t.id, t.label_fr, t.label_nl
            FROM document_requests r JOIN request_items i ON i.request_id = r.id
            JOIN document_types asked ON asked.id = i.type_id JOIN document_types t ON t.id = current_type(i.type_id)
            WHERE r.beneficiary_id = $1 AND r.state IN ('open', 'partly_answered') AND i.document_id IS NULL
              AND t.code <> ALL($2::text[]) AND NOT EXISTS ({IN_HAND})
            GROUP BY t.id, t.label_fr, t.label_nl, t.code ORDER BY min(r.due_on), min(r.asked_at), t.code""",
        beneficiary_id,
        [paper.proposed_type_code for paper in papers if paper.proposed_type_code],
    )
    return tuple(AskedType(**dict(row)) for row in rows)


async def check_in_session(actor: Actor, deposit_id: UUID) -> None:
    """Let a phone pass that is in its session, or was until the receipt. Raises CaptureSessionOver.

    `actor` acts from the place of interviews; the caller knows that the phone is the one that joined.
    """
    async with transaction(actor) as tx:
        await check_capture_session(tx, deposit_id)


def _phone(row: Record) -> Phone:
    """Tell where a phone stands by its interview and the state of its deposit."""
    if row["ended_at"] is not None:
        return Phone.ENDED
    if row["joined_at"] is not None and row["state"] == DepositState.ABANDONED:
        return Phone.GAVE_UP
    if row["expires_at"] <= clock.now():
        return Phone.EXPIRED
    return Phone.HERE if row["joined_at"] is not None else Phone.AWAITED
