"""What the scan section sees of mails: what awaits a look, what was taken, and what became of each part."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.errors import Missing
from dossier.lifecycle import MailState
from dossier.mail.ask_answer import print_of
from dossier.mail.let_go import DONE_SINCE
from dossier.mail.values import Fate, Why
from dossier.people.access import check_reads_mail, check_sees_mail

SHOWN_AT_MOST = 50
THEIRS = """NOT EXISTS (
    SELECT FROM staff_ties t JOIN beneficiaries b ON b.id = t.beneficiary_id
    WHERE t.staff_id = app_staff() AND b.email <> '' AND lower(b.email) = lower(m.sender_address))"""
"""SQL over mails `m`: whether the one who acts may read it. Nobody reads what comes from a relative, or themselves."""
_MAIL = f"""m.id, m.state, m.reason, m.way, m.sender_name, m.sender_address, m.subject, m.kept_at, m.written_at,
           m.mail_size_bytes, m.scan, m.deposit_id, m.settled_at, m.settled_how, r.number,
           s.first_name || ' ' || s.last_name AS settled_by, a.sent_at AS answered_at, a.problem AS answer_problem,
           a.failed_at AS answer_failed_at, a.sent_to, a.id IS NOT NULL AS is_answered, {DONE_SINCE} AS done_since,
           (SELECT min(d.id::text)::uuid FROM documents d WHERE d.deposit_id = m.deposit_id) AS document_id
    FROM mails m LEFT JOIN receipts r ON r.deposit_id = m.deposit_id
    LEFT JOIN mail_answers a ON a.mail_id = m.id LEFT JOIN staff_members s ON s.id = m.settled_by"""


class NoSuchMail(Missing):
    """We cannot find this mail. It may have been removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """A part of a mail, and what became of it."""

    fate: Fate
    media_type: str
    file_name: str = field(repr=False)
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MailView:
    """A mail as lists show it."""

    id: UUID
    state: MailState
    reason: Why | None
    way: str
    sender_name: str = field(repr=False)
    sender_address: str = field(repr=False)
    subject: str = field(repr=False)
    kept_at: datetime
    written_at: datetime | None
    mail_size_bytes: int
    scan: str
    deposit_id: UUID | None
    document_id: UUID | None  # one of its deposit that the reader may open
    number: str | None  # of the receipt
    settled_at: datetime | None
    settled_by: str | None = field(repr=False)
    settled_how: str | None
    done_since: datetime | None  # nothing of it waits; None: something does
    is_answered: bool
    answered_at: datetime | None
    answer_problem: str | None
    answer_failed_at: datetime | None
    may_answer_again: bool  # it failed, and its address, which is gone, is the sender's
    parts: tuple[PartView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailCounts:
    """How many mails stand where."""

    kept: int
    awaits: int
    taken: int
    passed: int
    settled: int


async def mails(actor: Actor, state: MailState) -> list[MailView]:
    """Return the mails of a state that the actor may read, SHOWN_AT_MOST: what waits the oldest first, else the newest.

    Raises NotYourWork.
    """
    check_reads_mail(actor)
    order = "m.kept_at" if state in {MailState.AWAITS, MailState.KEPT} else "m.kept_at DESC"
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"SELECT {_MAIL} WHERE m.state = $1 AND {THEIRS} ORDER BY {order}, m.id LIMIT {SHOWN_AT_MOST}", str(state)
        )
        return await _views(tx, rows)


async def mail(actor: Actor, mail_id: UUID) -> MailView:
    """Return one mail. Raises NotYourWork, NoSuchMail."""
    check_reads_mail(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(f"SELECT {_MAIL} WHERE m.id = $1 AND {THEIRS}", mail_id)
        if not rows:
            raise NoSuchMail
        return (await _views(tx, rows))[0]


async def mail_counts(actor: Actor) -> MailCounts:
    """Return how many mails stand where; it names nobody. Raises NotYourWork."""
    check_sees_mail(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows("SELECT state, count(*) AS many FROM mails GROUP BY state")
    counted = {row["state"]: row["many"] for row in rows}
    return MailCounts(**{str(each): counted.get(str(each), 0) for each in MailState})


async def _views(tx: Transaction, rows: list[Record]) -> list[MailView]:
    parts = await tx.rows(
        """SELECT mail_id, fate, media_type, file_name, size_bytes FROM mail_parts WHERE mail_id = ANY($1)
           ORDER BY mail_id, position""",
        [row["id"] for row in rows],
    )
    of_mail: dict[UUID, list[PartView]] = {}
    for part in parts:
        told = {**{name: value for name, value in part.items() if name != "mail_id"}, "fate": Fate(part["fate"])}
        of_mail.setdefault(part["mail_id"], []).append(PartView(**told))
    return [
        MailView(
            **{
                **{name: value for name, value in row.items() if name != "sent_to"},
                "state": MailState(row["state"]),
                "reason": Why(row["reason"]) if row["reason"] else None,
                "parts": tuple(of_mail.get(row["id"], ())),
                "may_answer_again": row["answer_failed_at"] is not None
                and row["sent_to"] == print_of(row["sender_address"]),
            }
        )
        for row in rows
    ]
