"""Which documents an act is for: those ticked, or all that a view of the queue shows; and which of them it passes over.

An act looks again at what its preview showed: a colleague may have been there meanwhile.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.documents.wanted import IN_ORDER, SAID, WAITS, Asking, Wanted, filters, part
from dossier.errors import Refused
from dossier.people.access import READABLE, check_decides

AT_ONCE = 1000
"""How many documents one act takes: what is more waits for the next one."""
SAMPLE = 12


class Act(StrEnum):
    """What can be done with many documents at once."""

    ASSIGN = "assign"
    HAND_OVER = "hand_over"
    PUT_ASIDE = "put_aside"
    FETCH_BACK = "fetch_back"
    PROPOSE_TYPE = "propose_type"


_PASSED_OVER = {
    Act.ASSIGN: "NULL",
    Act.HAND_OVER: """CASE WHEN d.assigned_to IS DISTINCT FROM {me}
        AND (p.claimed_by = {me} AND p.claimed_until > {now}) IS NOT TRUE THEN 'not_yours' END""",
    Act.PUT_ASIDE: "CASE WHEN d.aside_until > {today} THEN 'aside' END",
    Act.FETCH_BACK: "CASE WHEN d.aside_until IS NULL THEN 'not_aside' END",
    Act.PROPOSE_TYPE: "CASE WHEN d.type_id IS NOT NULL THEN 'profiled' END",
}
"""Act → why it passes a document over, beside that a colleague works on its deposit."""


class NothingChosen(Refused):
    """Tick a document first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Documents ticked by their ids; or, without any, all that was shown until a moment."""

    ids: tuple[UUID, ...] = ()
    wanted: Wanted | None = None
    until: datetime | None = None  # what came in since is in no preview


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One document of a preview."""

    id: UUID
    receipt_number: str
    proposed_fr: str | None
    proposed_nl: str | None
    captured_at: datetime
    passed_over: str | None

    def proposed(self, language: str) -> str | None:
        """Return what it is said to be."""
        return self.proposed_nl if language == "nl" else self.proposed_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an act would do."""

    count: int  # documents that it is for
    deposits: int  # to which those belong
    more: int  # beyond what one act takes
    passed_over: dict[str, int]  # reason → how many
    sample: tuple[Sample, ...]


async def preview(actor: Actor, act: Act, chosen: Chosen) -> Preview:
    """Return what an act would do now, and to which documents. Raises NothingChosen, NotYourWork."""
    check_decides(actor)
    async with transaction(actor) as tx:
        asking = Asking()
        counted = await tx.rows(
            f"""{_chosen(tx, act, chosen, asking)}
                SELECT passed_over, count(*) AS n, count(DISTINCT deposit_id) AS deposits FROM chosen GROUP BY 1""",
            *asking.values,
        )
        asking = Asking()
        sample = await tx.rows(
            f"""{_chosen(tx, act, chosen, asking)}
                SELECT d.id, r.number AS receipt_number, t.label_fr AS proposed_fr, t.label_nl AS proposed_nl,
                       d.captured_at, c.passed_over
                FROM (SELECT * FROM chosen c ORDER BY c.at LIMIT {SAMPLE}) c JOIN documents d ON d.id = c.id
                JOIN receipts r ON r.deposit_id = d.deposit_id
                LEFT JOIN document_types t ON t.id = current_type({SAID}) ORDER BY c.at""",
            *asking.values,
        )
    passed_over = {row["passed_over"]: row["n"] for row in counted if row["passed_over"]}
    found = {row["passed_over"]: row for row in counted}
    count = found[None]["n"] if None in found else 0
    gone = len(set(chosen.ids)) - sum(row["n"] for row in counted) if chosen.ids else 0
    return Preview(
        count=min(count, AT_ONCE),
        deposits=found[None]["deposits"] if None in found else 0,
        more=max(count - AT_ONCE, 0),
        passed_over={**passed_over, "gone": gone} if gone > 0 else passed_over,
        sample=tuple(Sample(**dict(row)) for row in sample),
    )


def _chosen(tx: Transaction, act: Act, chosen: Chosen, asking: Asking) -> str:
    """Return a CTE `chosen` of the documents that are meant, in the queue's order. Raises NothingChosen."""
    me, now, today = asking.of(tx.actor.staff_id), asking.of(clock.now()), asking.of(clock.today())
    hindered = _PASSED_OVER[act].format(me=f"{me}::uuid", now=f"{now}::timestamptz", today=f"{today}::date")
    return f"""WITH chosen AS (
        SELECT d.id, d.deposit_id, row_number() OVER (ORDER BY {IN_ORDER}) AS at,
               CASE WHEN p.claimed_until > {now}::timestamptz AND p.claimed_by <> {me}::uuid THEN 'held'
                    ELSE {hindered} END AS passed_over
        FROM documents d JOIN deposits p ON p.id = d.deposit_id
        WHERE {WAITS} AND {READABLE} AND {today}::date IS NOT NULL AND {_which(tx, chosen, asking)})"""


def _which(tx: Transaction, chosen: Chosen, asking: Asking) -> str:
    if chosen.ids:
        return f"d.id = ANY ({asking.of(list(chosen.ids))}::uuid[])"
    if chosen.wanted is None or chosen.until is None:
        raise NothingChosen
    shown = f"{part(chosen.wanted, tx.actor, asking)} AND {filters(chosen.wanted, asking)}"
    return f"{shown} AND d.captured_at <= {asking.of(chosen.until)}"


async def held(tx: Transaction, act: Act, chosen: Chosen) -> list[Record]:
    """Lock the deposits of what an act is for, and return its documents: id, deposit_id, assigned_to.

    In the order of their ids, so that two acts wait for each other in one order; whoever was taken by a colleague while
    this waited is left out. Raises NothingChosen, NotYourWork.
    """
    check_decides(tx.actor)
    asking = Asking()
    ids = await tx.rows(
        f"""{_chosen(tx, act, chosen, asking)} SELECT id FROM chosen WHERE passed_over IS NULL
            ORDER BY at LIMIT {AT_ONCE}""",
        *asking.values,
    )
    found = [row["id"] for row in ids]
    await tx.rows(
        """SELECT FROM deposits WHERE id IN (SELECT deposit_id FROM documents WHERE id = ANY ($1))
           ORDER BY id FOR UPDATE""",
        found,
    )
    asking = Asking()
    still = Chosen(ids=tuple(found))
    if not found:
        return []
    return await tx.rows(
        f"""{_chosen(tx, act, still, asking)}
            SELECT d.id, d.deposit_id, d.assigned_to FROM chosen c JOIN documents d ON d.id = c.id
            WHERE c.passed_over IS NULL ORDER BY c.at""",
        *asking.values,
    )
