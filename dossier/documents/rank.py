"""Rank documents that wait: how urgent each is, and when it is due, by its type's rules and the signals it raised.

A rule tells a department once a document is filed: as long as the document waits, that department waits too. So what
its rules promise is counted from the day on which it was received, by the centre's calendar.
"""

from datetime import datetime
from uuid import UUID

from dossier import clock
from dossier.calendar import Calendar
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.documents.wanted import WAITS
from dossier.outbox.publish import tell
from dossier.people.office import calendar_of
from dossier.settings import Settings
from dossier.signals.facts import FACTS, FROM_DOCUMENTS, TYPE_NOW, facts_of
from dossier.signals.rules import choose, deadlines
from dossier.thesaurus.content import SignalRule
from dossier.thesaurus.versions import version as version_of_id

AT_ONCE = 200
RETAKEN_URGENCY = 2
"""The least urgency of a document of which a page was taken again: a person waits for it the second time."""

_OF_FILE = f"""SELECT d.id FROM documents d WHERE d.social_file_id = $1 AND {WAITS}
               UNION ALL SELECT d.id FROM deposits own JOIN documents d ON d.deposit_id = own.id
                         WHERE own.social_file_id = $1 AND d.social_file_id IS NULL AND {WAITS}"""
"""SQL: what waits of a file, by its deposit where nobody placed it yet; each half is found by an index."""


async def rank_deposit(actor: Actor, deposit_id: UUID, settings: Settings) -> int:
    """Rank what waits of a deposit; return how many documents have another place now."""
    async with transaction(actor) as tx:
        return await _rank(tx, "d.deposit_id = $2", deposit_id, settings)


async def rank_document(actor: Actor, document_id: UUID, settings: Settings) -> int:
    """Rank one document where it waits; return 1 where it has another place now."""
    async with transaction(actor) as tx:
        return await _rank(tx, "d.id = $2", document_id, settings)


async def rank_unranked(actor: Actor, settings: Settings) -> int:
    """Rank what waits and was never ranked, or shall be anew, a part at a time; return how many documents moved."""
    moved = 0
    while True:
        async with transaction(actor) as tx:
            found = await tx.rows(f"SELECT d.id FROM documents d WHERE {WAITS} AND d.ranked_at IS NULL LIMIT {AT_ONCE}")
            if not found:
                return moved
            moved += await _rank(tx, "d.id = ANY ($2)", [each["id"] for each in found], settings)


async def rank_anew(actor: Actor, proposal_id: UUID, settings: Settings) -> int:
    """Rank what waits of a term that a proposal changed, under the rules that hold now."""
    async with transaction(actor) as tx:
        await tx.run(
            f"""UPDATE documents d SET ranked_at = NULL
                FROM document_types v JOIN proposals p ON v.term_id IN (p.term_id, p.into_id)
                WHERE p.id = $1 AND v.id = coalesce(d.type_id, d.proposed_type_id) AND {WAITS}""",
            proposal_id,
        )
    return await rank_unranked(actor, settings)


async def rank_all_anew(actor: Actor, settings: Settings) -> int:
    """Rank all that waits: days on which the centre works have changed, or what is known of people and their files."""
    async with transaction(actor) as tx:
        await tx.run(f"UPDATE documents d SET ranked_at = NULL WHERE {WAITS} AND d.ranked_at IS NOT NULL")
    return await rank_unranked(actor, settings)


async def rank_file(actor: Actor, file_id: UUID, settings: Settings) -> int:
    """Rank what waits of one social file: what its rules ask of it is known from its row and its members alone."""
    async with transaction(actor) as tx:
        found = await tx.rows(_OF_FILE, file_id)
        if not found:
            return 0
        return await _rank(tx, "d.id = ANY ($2)", [each["id"] for each in found], settings)


async def _rank(tx: Transaction, which: str, value: object, settings: Settings) -> int:
    """Rank the documents that a condition names; screens are told where one of them moved."""
    rows = await tx.rows(
        f"""SELECT d.id, {TYPE_NOW} AS type_id, {FACTS}, told.urgency AS told_urgency, told.due_at AS told_due_at,
                   (SELECT max(k.placed_at) FROM retakes k WHERE k.document_id = d.id) AS retaken_at
            FROM {FROM_DOCUMENTS}
            LEFT JOIN LATERAL (SELECT max(s.urgency) AS urgency, min(s.due_at) AS due_at FROM signals s
                               WHERE s.document_id = d.id AND s.state IN ('raised', 'seen', 'taken')) told ON true
            WHERE {which} AND {WAITS}""",
        clock.today(),
        value,
    )
    calendar = await calendar_of(tx, settings)
    rules: dict[UUID, tuple[SignalRule, ...]] = {}
    moved = 0
    for row in rows:
        type_id = row["type_id"]
        if type_id is not None and type_id not in rules:
            version = await version_of_id(tx, type_id)
            rules[type_id] = version.content.signal_rules if version else ()
        urgency, due_at = _of(row, rules.get(type_id, ()), calendar, settings.escalate_hours)
        moved += await tx.run(
            f"""UPDATE documents d SET urgency = $2, due_at = coalesce($3::timestamptz, 'infinity'), ranked_at = $4
                WHERE d.id = $1 AND {WAITS}
                  AND (d.ranked_at IS NULL OR d.urgency <> $2 OR d.due_at <> coalesce($3::timestamptz, 'infinity'))""",
            row["id"],
            urgency,
            due_at,
            clock.now(),
        )
    if moved:
        await tell(tx, "queue")
    return moved


def _of(
    row: Record, rules: tuple[SignalRule, ...], calendar: Calendar, escalate_hours: int
) -> tuple[int, datetime | None]:
    """Return the highest urgency and the earliest due time, of the rules that hold and of the signals raised so far."""
    chosen = choose(rules, facts_of(row)).values()
    retaken_at = row["retaken_at"]
    since = retaken_at or row["received_at"]  # what is promised counts from the day on which the centre can decide
    dues = [deadlines(each, since, calendar, escalate_hours).due_at for each in chosen]
    if row["told_due_at"] is not None:
        dues.append(row["told_due_at"])
    urgency = max((each.urgency for each in chosen), default=0)
    if retaken_at is not None:
        urgency = max(urgency, RETAKEN_URGENCY)
    return max(urgency, row["told_urgency"] or 0), min((each for each in dues if each), default=None)
