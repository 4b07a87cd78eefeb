"""Questions about the papers of a deposit at hand: what their types say, what was said, where the last one lies."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.thesaurus.content import PaperRule

_TYPE = """LEFT JOIN document_types t ON t.id = current_type(p.proposed_type_id)"""
_UNTIL = "($2::date + make_interval(months => coalesce(t.paper_months, $3)))::date"
"""SQL over a paper's type `t`: until when it is kept from a day `$2` on, `$3` months where nothing says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAtHand:
    """What is proposed for a paper, and what was said."""

    rule: PaperRule | None  # of its type; None while nobody said what it is
    is_kept: bool | None  # None: nobody said
    place: str  # where it lies, or the last one of this counter
    until: date  # as it was said, or else as it would be
    until_told: bool


async def papers_at_hand(actor: Actor, deposit_id: UUID, default_months: int) -> dict[UUID, PaperAtHand]:
    """Return what becomes of each paper of a deposit, by its id. `actor` is its clerk (`counter.clerk.clerk_of`)."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""SELECT p.id, t.paper AS rule, p.is_kept, coalesce(k.place, '') AS place,
                       coalesce(k.until, {_UNTIL}) AS until, coalesce(k.until_told, false) AS until_told
                FROM papers p {_TYPE} LEFT JOIN kept_papers k ON k.id = p.id WHERE p.deposit_id = $1""",
            deposit_id,
            clock.today(),
            default_months,
        )
        place = await last_place(tx, deposit_id)
    found = {}
    for row in rows:
        facts = dict(row)
        paper_id = facts.pop("id")
        found[paper_id] = PaperAtHand(**{**facts, "place": facts["place"] or place})
    return found


async def proposed_until(tx: Transaction, paper_id: UUID, default_months: int) -> date:
    """Return until when a paper would be kept, by its type, were it filed today."""
    day: date = await tx.value(
        f"SELECT {_UNTIL} FROM papers p {_TYPE} WHERE p.id = $1", paper_id, clock.today(), default_months
    )
    return day


async def last_place(tx: Transaction, deposit_id: UUID) -> str:
    """Return where the last paper lies that the counter of a deposit kept; empty where it has kept none."""
    place: str | None = await tx.value(
        """SELECT k.place FROM kept_papers k JOIN counter_deposits c ON c.deposit_id = k.deposit_id
           WHERE c.counter_id = (SELECT counter_id FROM counter_deposits WHERE deposit_id = $1)
           ORDER BY k.kept_at DESC LIMIT 1""",
        deposit_id,
    )
    return place or ""
