"""Asks for the removal of bytes: from then on their key names no record's bytes again, whenever they are deleted."""

from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction


class Reason(StrEnum):
    """Who said that bytes shall go."""

    ORPHAN = "orphan"  # an administrator, of bytes to which no row belongs
    TAKEN_BACK = "taken_back"  # the depositor, of a file not yet sent
    PURGED = "purged"  # the rule, of an abandoned deposit
    SPLIT = "split"  # the rule, of the file of a batch whose sheets are in their documents
    SETTLED = "settled"  # the rule, of a mail of which nothing waits any more
    DISPOSED = "disposed"  # a person, of what lay in a folder whose time was over
    KEPT_AS_ONE = "kept_as_one"  # a person, of the pages of papers that are one page with their photo


def named(key: str) -> str:
    """Write the SQL that tells whether a record's row names a key: a parameter, or a column with its table's name."""
    # COLLATE as the indexes in key order have it: without it each look would read the whole table
    return f"""(EXISTS (SELECT FROM originals WHERE vault_key COLLATE "C" = {key})
             OR EXISTS (SELECT FROM renditions WHERE vault_key COLLATE "C" = {key})
             OR EXISTS (SELECT FROM term_examples WHERE vault_key COLLATE "C" = {key})
             OR EXISTS (SELECT FROM batches WHERE vault_key COLLATE "C" = {key})
             OR EXISTS (SELECT FROM mails WHERE vault_key COLLATE "C" = {key}))"""


def holding(keys: str) -> str:
    """Write the SQL value that holds keys (an array of text) until commit, in an order in which nobody waits in a ring.

    Who has rows to lock as well locks them first.
    """
    return f"""(SELECT count(pg_advisory_xact_lock(hashtextextended(owner, 0))) FROM
        (SELECT DISTINCT split_part(key, '/', 2) AS owner FROM unnest({keys}) key ORDER BY 1) owners)"""


async def ask_removal(
    tx: Transaction, keys: Collection[str], reason: Reason, deposit_id: UUID | None = None
) -> frozenset[str]:
    """Ask that keys be removed; return those that will be: a key that a row names is left alone."""
    await _hold(tx, keys)
    rows = await tx.rows(
        f"""INSERT INTO removals (vault_key, centre_id, reason, deposit_id, asked_at)
            SELECT key, $2, $3, $4, $5 FROM (SELECT DISTINCT key FROM unnest($1::text[]) key ORDER BY 1) keys
            WHERE NOT {named("keys.key")}
            ON CONFLICT (vault_key) DO UPDATE SET removed_at = NULL RETURNING vault_key""",
        list(keys),
        tx.actor.centre_id,
        str(reason),
        deposit_id,
        clock.now(),
    )
    return frozenset(row["vault_key"] for row in rows)


async def removals_of(tx: Transaction, keys: Collection[str]) -> frozenset[str]:
    """Return those of some keys that no row may name any more. Until commit no removal of the others can be asked.

    Whoever is about to name keys in rows asks this first, in the same transaction, after the bytes were put.
    """
    await _hold(tx, keys)
    rows = await tx.rows("SELECT vault_key FROM removals WHERE vault_key = ANY($1)", list(keys))
    return frozenset(row["vault_key"] for row in rows)


async def comes_back(tx: Transaction, key: str) -> bool:
    """Have bytes removed once more that stand under a key whose removal was asked; False where it never was.

    A late sender may put them there again, and finds only then that no row may name them.
    """
    return bool(await tx.run("UPDATE removals SET removed_at = NULL WHERE vault_key = $1", key))


async def _hold(tx: Transaction, keys: Collection[str]) -> None:
    """Hold the originals and pages whose bytes the keys name until commit: it is they or a removal, never both.

    A statement of its own: what is asked after it sees what whoever held them before has committed.
    """
    await tx.rows(f"SELECT {holding('$1::text[]')}", list(keys))
