"""Versions of terms as rows: read them as values, write the next one, end the present one, keep them findable.

For verbs alone, inside their transaction: whoever writes holds the term's row.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from dossier import clock
from dossier.database.engine import Record, Transaction
from dossier.ids import new_id
from dossier.thesaurus.content import Asked, RetentionRule, SignalRule, TermContent

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a term, and since when it holds."""

    id: UUID
    term_id: UUID
    code: str
    number: int
    begins_at: datetime
    ended_at: datetime | None  # None: it holds now
    proposed_name: str | None  # None: of the first thesaurus
    approved_name: str | None
    content: TermContent


VERSIONS = """SELECT v.*, s.first_name || ' ' || s.last_name AS proposed_name,
       a.first_name || ' ' || a.last_name AS approved_name,
       (SELECT coalesce(json_agg(json_build_object(
            'department', d.code, 'circuit', coalesce(r.circuit, ''), 'situation', coalesce(r.situation, ''),
            'moment', r.moment, 'urgency', r.urgency,
            'deadline_working_days', r.deadline_working_days, 'deadline_hours', r.deadline_hours,
            'note', r.note)), '[]')
        FROM signal_rules r JOIN departments d ON d.id = r.department_id WHERE r.type_id = v.id) AS signal_rules,
       (SELECT json_build_object('counted_from', k.counted_from, 'months', k.months, 'afterwards', k.afterwards,
                                 'note', k.note)
        FROM retention_rules k WHERE k.type_id = v.id) AS retention
FROM document_types v LEFT JOIN staff_members s ON s.id = v.proposed_by
LEFT JOIN staff_members a ON a.id = v.approved_by
"""
"""SQL of versions `v` with all that `version_of` reads."""


def version_of(row: Record) -> Version:
    """Read a row of `VERSIONS`."""
    return Version(
        id=row["id"],
        term_id=row["term_id"],
        code=row["code"],
        number=row["version"],
        begins_at=row["begins_at"],
        ended_at=row["retired_at"],
        proposed_name=row["proposed_name"],
        approved_name=row["approved_name"],
        content=TermContent(
            label_fr=row["label_fr"],
            label_nl=row["label_nl"],
            category=row["category"],
            departments=tuple(row["departments"]),
            description_fr=row["description_fr"],
            description_nl=row["description_nl"],
            plain_fr=row["plain_fr"],
            plain_nl=row["plain_nl"],
            keywords_fr=tuple(row["keywords_fr"]),
            keywords_nl=tuple(row["keywords_nl"]),
            validity_days=row["validity_days"],
            validity_note=row["validity_note"],
            sensitivity=row["sensitivity"],
            authentic_source=row["authentic_source"],
            paper=row["paper"],
            paper_months=row["paper_months"],
            two_readers=row["two_readers"],
            asks=tuple(Asked(each) for each in row["asks"]),
            example_id=row["example_id"],
            signal_rules=in_order(msgspec.json.decode(row["signal_rules"], type=tuple[SignalRule, ...])),
            retention=msgspec.json.decode(row["retention"], type=RetentionRule) if row["retention"] else None,
        ),
    )


def in_order(rules: Collection[SignalRule]) -> tuple[SignalRule, ...]:
    """Return signal rules in the order in which contents are compared."""
    return tuple(sorted(rules, key=lambda each: (each.department, each.circuit, each.situation)))


async def version(tx: Transaction, type_id: UUID) -> Version:
    """Return one version, which a row names."""
    row = await tx.row(f"{VERSIONS} WHERE v.id = $1", type_id)
    assert row is not None  # none is ever deleted
    return version_of(row)


async def newest(tx: Transaction, term_id: UUID) -> Version:
    """Return the last version of a term, whether or not it holds still."""
    row = await tx.row(f"{VERSIONS} WHERE v.term_id = $1 ORDER BY v.version DESC LIMIT 1", term_id)
    assert row is not None  # a term is made with its first version
    return version_of(row)


async def hold_current(tx: Transaction, type_id: UUID) -> Version | None:
    """Return the version that holds for whoever names one of a term, which holds until commit; None where none does.

    Of a term that was merged into another one: the other's.
    """
    for _ in range(2):  # whoever waited for an approval looks once more
        held = await tx.value(
            "SELECT id FROM document_types WHERE id = (SELECT current_type($1)) AND retired_at IS NULL FOR SHARE",
            type_id,
        )
        if held is not None:
            return await version(tx, held)
    return None


async def insert_version(
    tx: Transaction,
    *,
    term_id: UUID,
    code: str,
    content: TermContent,
    proposed_by: UUID | None = None,
    approved_by: UUID | None = None,
) -> UUID:
    """Write the next version of a term, which holds from now on; end the one that held. Return its id."""
    before = await tx.row(
        "SELECT version, begins_at, retired_at FROM document_types WHERE term_id = $1 ORDER BY version DESC LIMIT 1",
        term_id,
    )
    at = clock.now()
    if before is not None:
        at = max(at, before["retired_at"] or before["begins_at"] + _INSTANT)
        await tx.run("UPDATE document_types SET retired_at = $2 WHERE term_id = $1 AND retired_at IS NULL", term_id, at)
    type_id = new_id()
    await tx.run(
        """INSERT INTO document_types (id, centre_id, term_id, code, version, begins_at, proposed_by, approved_by,
               label_fr, label_nl, category, departments, description_fr, description_nl, keywords_fr, keywords_nl,
               validity_days, validity_note, sensitivity, authentic_source, paper, paper_months, two_readers,
               asks, example_id, plain_fr, plain_nl, search_words)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                   $23, $24, $25, $26, $27, '')""",
        type_id,
        tx.actor.centre_id,
        term_id,
        code,
        before["version"] + 1 if before else 1,
        at,
        proposed_by,
        approved_by,
        content.label_fr,
        content.label_nl,
        content.category,
        content.departments,
        content.description_fr,
        content.description_nl,
        content.keywords_fr,
        content.keywords_nl,
        content.validity_days,
        content.validity_note,
        content.sensitivity,
        content.authentic_source,
        content.paper,
        content.paper_months,
        content.two_readers,
        [str(each) for each in content.asks],
        content.example_id,
        content.plain_fr,
        content.plain_nl,
    )
    await _insert_rules(tx, type_id, content)
    return type_id


async def end_version(tx: Transaction, term_id: UUID) -> datetime:
    """Let the present version of a term hold no longer; return since when."""
    at: datetime = await tx.value(
        """UPDATE document_types SET retired_at = greatest($2, begins_at + interval '1 microsecond')
           WHERE term_id = $1 AND retired_at IS NULL RETURNING retired_at""",
        term_id,
        clock.now(),
    )
    return at


async def refresh_words(tx: Transaction, term_ids: Collection[UUID]) -> None:
    """Have terms found by their own words, and by those of the terms that were merged into them."""
    await tx.run(
        """WITH RECURSIVE family AS (
               SELECT id AS root, id FROM terms WHERE id = ANY($1)
               UNION SELECT family.root, t.id FROM family JOIN terms t ON t.merged_into = family.id
           ), spoken AS (
               SELECT DISTINCT ON (f.root, v.term_id) f.root, concat_ws(' ', v.code, v.label_fr, v.label_nl,
                   array_to_string(v.keywords_fr, ' '), array_to_string(v.keywords_nl, ' ')) AS words,
                   v.term_id <> f.root AS taken_in, v.code
               FROM family f JOIN document_types v ON v.term_id = f.id ORDER BY f.root, v.term_id, v.version DESC
           ), gathered AS (
               SELECT root, string_agg(words, ' ' ORDER BY taken_in, code) AS words FROM spoken GROUP BY root
           )
           UPDATE document_types v SET search_words = g.words FROM gathered g
           WHERE v.term_id = g.root AND v.retired_at IS NULL""",
        list(term_ids),
    )


async def _insert_rules(tx: Transaction, type_id: UUID, content: TermContent) -> None:
    if content.signal_rules:
        await tx.connection.executemany(
            """INSERT INTO signal_rules (id, centre_id, type_id, department_id, circuit, situation, moment, urgency,
                                         deadline_working_days, deadline_hours, note)
               SELECT $1, $2, $3, id, nullif($5, ''), nullif($6, ''), $7, $8, $9, $10, $11
               FROM departments WHERE code = $4""",
            [
                (
                    new_id(),
                    tx.actor.centre_id,
                    type_id,
                    each.department,
                    each.circuit,
                    each.situation,
                    each.moment,
                    each.urgency,
                    each.deadline_working_days,
                    each.deadline_hours,
                    each.note,
                )
                for each in content.signal_rules
            ],
        )
    if content.retention is not None:
        await tx.run(
            """INSERT INTO retention_rules (id, centre_id, type_id, counted_from, months, afterwards, note)
               VALUES ($1, $2, $3, $4, $5, $6, $7)""",
            new_id(),
            tx.actor.centre_id,
            type_id,
            content.retention.counted_from,
            content.retention.months,
            content.retention.afterwards,
            content.retention.note,
        )
