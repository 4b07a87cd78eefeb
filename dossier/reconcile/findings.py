"""Writes down what does not fit, once it is sure that it still does not; and lets go of what fits again."""

from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction
from dossier.ids import new_id
from dossier.reconcile.values import SEEN_BY_HASH_ALONE, Kind, Run, Suspect
from dossier.removals.ask import comes_back, named

_OF_ANOTHER = """(EXISTS (SELECT FROM originals WHERE sha256 = $2 AND vault_key <> $1)
               OR EXISTS (SELECT FROM renditions WHERE sha256 = $2 AND vault_key <> $1)
               OR EXISTS (SELECT FROM term_examples WHERE sha256 = $2 AND vault_key <> $1)
               OR EXISTS (SELECT FROM batches WHERE sha256 = $2 AND vault_key <> $1))"""


async def note(tx: Transaction, run_id: UUID, suspect: Suspect) -> bool:
    """Write a finding down, or that it was found again; False where rows came or went meanwhile and all is well.

    Bytes whose removal was asked are no finding: they go without another question, also when a late sender put them
    there once more.
    """
    row, kind = suspect.row, suspect.kind
    if await tx.value(f"SELECT {named('$1')}", suspect.vault_key) == (kind is Kind.ORPHAN):
        return False
    if kind is Kind.ORPHAN and await comes_back(tx, suspect.vault_key):
        return False
    if kind in {Kind.TRUNCATED, Kind.FLIPPED} and await tx.value(
        f"SELECT {_OF_ANOTHER}", suspect.vault_key, suspect.actual_sha256
    ):
        kind = Kind.SWAPPED
    await tx.run(
        """INSERT INTO reconcile_findings (id, centre_id, run_id, kind, record_kind, record_id, vault_key,
                                           expected_bytes, actual_bytes, actual_sha256, found_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
           ON CONFLICT (centre_id, vault_key) WHERE gone_at IS NULL DO UPDATE
           SET run_id = excluded.run_id, kind = excluded.kind, record_kind = excluded.record_kind,
               record_id = excluded.record_id, expected_bytes = excluded.expected_bytes,
               actual_bytes = excluded.actual_bytes, actual_sha256 = excluded.actual_sha256""",
        new_id(),
        tx.actor.centre_id,
        run_id,
        str(kind),
        row.record_kind if row else None,
        row.record_id if row else None,
        suspect.vault_key,
        row.size_bytes if row else None,
        suspect.actual_bytes,
        suspect.actual_sha256,
        clock.now(),
    )
    return True


async def let_go(tx: Transaction, run: Run) -> None:
    """Close every finding that this run looked at and did not find again.

    One whose bytes an administrator has removed closes when they are gone.
    """
    await tx.run(
        """UPDATE reconcile_findings SET gone_at = $1
           WHERE gone_at IS NULL AND removed_by IS NULL AND run_id <> $2 AND ($3 OR kind <> ALL($4))""",
        clock.now(),
        run.id,
        run.deep,
        [str(kind) for kind in SEEN_BY_HASH_ALONE],
    )


async def counts(tx: Transaction) -> dict[str, int]:
    """Return how many findings of each kind are open."""
    rows = await tx.rows("SELECT kind, count(*) AS many FROM reconcile_findings WHERE gone_at IS NULL GROUP BY kind")
    return {each["kind"]: each["many"] for each in rows}
