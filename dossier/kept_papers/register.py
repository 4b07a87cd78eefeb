"""The register of kept papers: which lie where and until when, and what became of those that are gone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.ids import read_number
from dossier.lifecycle import KeptPaperState
from dossier.people.access import READABLE, check_takes_in

SHOWN_AT_MOST = 200

UNTIL = """CASE WHEN NOT k.until_told AND d.state = 'validated' AND t.paper <> 'returned' AND t.paper_months IS NOT NULL
    THEN ((d.decided_at AT TIME ZONE 'Europe/Brussels')::date + make_interval(months => t.paper_months))::date
    ELSE k.until END"""
"""SQL over a kept paper `k`, its document `d` and that one's type `t`: until when it is kept. Once it is filed, its
type counts from then, unless a person said otherwise."""

PLACES = f"""JOIN deposits p ON p.id = k.deposit_id
    LEFT JOIN documents d ON d.id = document_of_paper(k.id) AND {READABLE}
    LEFT JOIN document_types t ON t.id = d.type_id"""
"""SQL from kept papers `k` to their deposits `p`, and to documents `d` and types `t` where the actor reads them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPaper:
    """A paper of the register."""

    id: UUID
    state: KeptPaperState
    receipt_number: str
    number: int  # among the papers of its deposit, from 1
    document_id: UUID | None  # None where the actor does not read it, and so the next four
    type_fr: str | None
    type_nl: str | None
    person: str | None
    file_number: str | None
    goes_back: bool  # it was filed under a type whose papers are not kept
    place: str
    since: datetime
    kept_name: str
    until: date
    ended_at: datetime | None
    ended_name: str | None
    received_by: str
    reason: str
    may_undo: bool

    @property
    def is_over(self) -> bool:
        """Tell whether its time is past."""
        return self.state is KeptPaperState.KEPT and self.until < clock.today()

    def type_label(self, language: str) -> str | None:
        """Return what it is; None where nobody said, or the actor does not read it."""
        return self.type_nl if language == "nl" else self.type_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The register as it is looked at."""

    papers: tuple[KeptPaper, ...]  # at most SHOWN_AT_MOST
    kept_count: int  # of all that the actor sees
    over_count: int  # of these, whose time is past
    ended_count: int


_PAPER = f"""SELECT k.id, k.state, r.number AS receipt_number,
        (SELECT count(*) FROM papers x WHERE x.deposit_id = k.deposit_id AND x.position <= w.position)::int AS number,
        d.id AS document_id, s.label_fr AS type_fr, s.label_nl AS type_nl, f.number AS file_number,
        (SELECT string_agg(b.last_name || ' ' || b.first_name, ', ' ORDER BY b.last_name, b.first_name)
         FROM document_beneficiaries db JOIN beneficiaries b ON b.id = db.beneficiary_id
         WHERE db.document_id = d.id) AS person,
        coalesce(d.state = 'validated' AND t.paper = 'returned', false) AS goes_back, k.place, k.kept_at AS since,
        m.first_name || ' ' || m.last_name AS kept_name, {UNTIL} AS until, k.ended_at,
        e.first_name || ' ' || e.last_name AS ended_name, k.received_by, k.reason,
        coalesce(k.ended_by = app_staff() AND k.ended_at >= $1, false) AS may_undo
    FROM kept_papers k {PLACES} JOIN receipts r ON r.deposit_id = p.id JOIN papers w ON w.id = k.id
    JOIN staff_members m ON m.id = k.kept_by LEFT JOIN staff_members e ON e.id = k.ended_by
    LEFT JOIN document_types s ON s.id = coalesce(d.type_id, d.proposed_type_id)
    LEFT JOIN social_files f ON f.id = d.social_file_id"""


async def register(actor: Actor, undo_seconds: int, *, ended: bool = False, number: str | None = None) -> Register:
    """Return the papers that are kept, those whose time is past first; with `ended` those that are gone.

    `number`: of a receipt or a social file; then both kept and gone. Raises NotYourWork.
    """
    check_takes_in(actor)
    since = _undo_since(undo_seconds)
    async with transaction(actor) as tx:
        counted = await tx.row(
            f"""SELECT count(*) FILTER (WHERE k.state = 'kept') AS kept_count,
                       count(*) FILTER (WHERE k.state = 'kept' AND {UNTIL} < $1) AS over_count,
                       count(*) FILTER (WHERE k.state <> 'kept') AS ended_count
                FROM kept_papers k {PLACES} WHERE p.received_at IS NOT NULL""",
            clock.today(),
        )
        if number is not None:
            sought = read_number(number) or number.strip()
            rows = await tx.rows(
                f"""{_PAPER} WHERE r.number = $2 OR f.number = $2
                    ORDER BY k.state <> 'kept', r.number, w.position LIMIT {SHOWN_AT_MOST}""",
                since,
                sought,
            )
        elif ended:
            rows = await tx.rows(
                f"{_PAPER} WHERE k.state <> 'kept' ORDER BY k.ended_at DESC LIMIT {SHOWN_AT_MOST}", since
            )
        else:
            rows = await tx.rows(
                f"""SELECT * FROM ({_PAPER} WHERE k.state = 'kept') kept
                    ORDER BY until, place, receipt_number, number LIMIT {SHOWN_AT_MOST}""",
                since,
            )
    assert counted is not None
    return Register(papers=tuple(_paper(row) for row in rows), **dict(counted))


async def kept_paper(actor: Actor, paper_id: UUID, undo_seconds: int) -> KeptPaper | None:
    """Return one paper of the register; None where there is none that the actor sees. Raises NotYourWork."""
    check_takes_in(actor)
    async with transaction(actor) as tx:
        row = await tx.row(f"{_PAPER} WHERE k.id = $2", _undo_since(undo_seconds), paper_id)
    return _paper(row) if row else None


def _undo_since(undo_seconds: int) -> datetime:
    return clock.now() - timedelta(seconds=undo_seconds)


def _paper(row: Record) -> KeptPaper:
    return KeptPaper(**{**dict(row), "state": KeptPaperState(row["state"])})
