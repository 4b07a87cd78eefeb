"""What a proposal would change, and whom it concerns: before it is made, and before it is decided."""

from dataclasses import dataclass

from dossier.database.engine import Transaction
from dossier.thesaurus.content import Change, TermContent, Told, changes, told
from dossier.thesaurus.versions import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Old and new, and whom it concerns."""

    base: Version | None  # None: a new term
    into: Version | None  # of a merge
    changes: tuple[Change, ...]
    told: Told
    waiting_count: int  # documents that wait and name the term: they follow it
    filed_count: int  # documents that were filed: they stay as they are


async def effect_in(
    tx: Transaction, base: Version | None, content: TermContent | None, into: Version | None = None
) -> Effect:
    """Compare what is with what would be, inside a transaction."""
    row = None
    if base is not None:
        await tx.see_whole_centre()  # it holds for what others have, too
        row = await tx.row(
            """SELECT count(*) FILTER (WHERE d.state IN ('captured', 'profiled', 'second_reading')) AS waiting,
                      count(*) FILTER (WHERE d.state IN ('validated', 'expired', 'disposed')) AS filed
               FROM documents d JOIN document_types v ON v.id = coalesce(d.type_id, d.proposed_type_id)
               WHERE v.term_id = $1""",
            base.term_id,
        )
    return Effect(
        base=base,
        into=into,
        changes=changes(base.content if base else None, content) if content else (),
        told=told(base.content if base else None, content or (into.content if into else None)),
        waiting_count=row["waiting"] if row else 0,
        filed_count=row["filed"] if row else 0,
    )
