"""What a clerk sees: the deposit at hand, and those of the day at their counter."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier import clock
from dossier.counter.bring import Bringer, Relation
from dossier.counter.clerk import clerk
from dossier.counter.counters import Counter
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.errors import NoSuchDeposit
from dossier.deposits.queries import DepositView, papers_in
from dossier.lifecycle import DepositState
from dossier.people.queries import FoundBeneficiary, beneficiary_in


@dataclass(frozen=True, slots=True, kw_only=True)
class AtCounter:
    """The deposit at hand."""

    view: DepositView
    counter: Counter
    person: FoundBeneficiary | None
    bringer: Bringer | None
    sheet_count: int | None  # once counted

    @property
    def page_count(self) -> int:
        """Return how many pages were found so far, parts of a photo among them."""
        return sum(len(paper.pages) for paper in self.view.papers)


@dataclass(frozen=True, slots=True, kw_only=True)
class TodaysDeposit:
    """A deposit of the day at a counter: whose, when, how much; nothing of what stands on it."""

    id: UUID
    state: DepositState
    opened_at: datetime
    received_at: datetime | None
    number: str | None  # of its receipt
    person: str  # whose it is; empty where nobody knows
    bringer: str  # who brought it for them; empty: themselves
    page_count: int
    clerk: str
    is_own: bool  # opened by the one who asks


async def at_counter(actor: Actor, deposit_id: UUID) -> AtCounter:
    """Return the deposit at hand. `actor` is its clerk (`clerk.clerk_of`). Raises NoSuchDeposit."""
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT d.id, d.state, d.circuit, d.language, d.beneficiary_id, d.social_file_id, d.opened_at,
                      d.received_at, d.depositor_name, c.sheet_count, c.relation, c.mandate_seen, k.id AS counter_id,
                      k.name, k.folder, e.id AS device_id,
                      coalesce(e.agent_key_hash IS NOT NULL AND e.printer_address <> '', false) AS prints
               FROM deposits d JOIN counter_deposits c ON c.deposit_id = d.id JOIN counters k ON k.id = c.counter_id
               LEFT JOIN devices e ON e.id = k.device_id AND e.revoked_at IS NULL WHERE d.id = $1""",
            deposit_id,
        )
        if row is None:
            raise NoSuchDeposit
        person = await beneficiary_in(tx, row["beneficiary_id"]) if row["beneficiary_id"] else None
        papers = await papers_in(tx, deposit_id)
    names = ("id", "circuit", "language", "beneficiary_id", "social_file_id", "opened_at", "received_at")
    bringer = None
    if row["relation"] is not None:
        bringer = Bringer(
            name=row["depositor_name"], relation=Relation(row["relation"]), mandate_seen=row["mandate_seen"]
        )
    return AtCounter(
        view=DepositView(**{name: row[name] for name in names}, state=DepositState(row["state"]), papers=papers),
        counter=Counter(
            id=row["counter_id"],
            name=row["name"],
            folder=row["folder"],
            device_id=row["device_id"],
            prints=row["prints"],
        ),
        person=person,
        bringer=bringer,
        sheet_count=row["sheet_count"],
    )


async def todays_deposits(actor: Actor, counter_id: UUID) -> list[TodaysDeposit]:
    """Return the deposits of the day at a counter that hold a page, the last begun first. Raises NotYourWork."""
    async with transaction(clerk(actor)) as tx:
        rows = await tx.rows(
            """SELECT d.id, d.state, d.opened_at, d.received_at, r.number,
                      coalesce(b.last_name || ' ' || b.first_name, '') AS person, d.depositor_name AS bringer,
                      pages.page_count, s.first_name || ' ' || s.last_name AS clerk, d.opened_by = $3 AS is_own
               FROM counter_deposits c JOIN deposits d ON d.id = c.deposit_id
               LEFT JOIN receipts r ON r.deposit_id = d.id LEFT JOIN beneficiaries b ON b.id = d.beneficiary_id
               LEFT JOIN staff_members s ON s.id = d.opened_by
               CROSS JOIN LATERAL (SELECT coalesce(sum(o.page_count), 0)::int AS page_count
                                   FROM originals o WHERE o.deposit_id = d.id) pages
               WHERE c.counter_id = $1 AND c.opened_at >= $2 AND d.state <> 'abandoned' AND pages.page_count > 0
               ORDER BY c.opened_at DESC""",
            counter_id,
            clock.midnight(),
            actor.staff_id,
        )
    return [TodaysDeposit(**{**row, "state": DepositState(row["state"])}) for row in rows]
