"""Brings each row together with the blob of its key: two ordered walks, side by side, in constant memory."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.reconcile.values import Row
from dossier.storage.vault import Blob, Vault

ROWS_AT_ONCE = 500

_ROWS = """SELECT DISTINCT ON (vault_key COLLATE "C") * FROM (
    (SELECT vault_key, 'original' AS record_kind, id AS record_id, sha256, size_bytes FROM originals
     WHERE vault_key COLLATE "C" > $1 AND vault_key COLLATE "C" < $2 ORDER BY vault_key COLLATE "C" LIMIT $3)
    UNION ALL
    (SELECT vault_key, 'rendition', page_id, sha256, size_bytes FROM renditions
     WHERE vault_key COLLATE "C" > $1 AND vault_key COLLATE "C" < $2 ORDER BY vault_key COLLATE "C" LIMIT $3)
    UNION ALL
    (SELECT vault_key, 'batch', id, sha256, size_bytes FROM batches
     WHERE vault_key COLLATE "C" > $1 AND vault_key COLLATE "C" < $2 ORDER BY vault_key COLLATE "C" LIMIT $3)
    UNION ALL
    (SELECT vault_key, 'example', id, sha256, size_bytes FROM term_examples
     WHERE vault_key COLLATE "C" > $1 AND vault_key COLLATE "C" < $2 ORDER BY vault_key COLLATE "C" LIMIT $3)
    UNION ALL
    (SELECT vault_key, 'mail', id, sha256, size_bytes FROM mails
     WHERE vault_key COLLATE "C" > $1 AND vault_key COLLATE "C" < $2 ORDER BY vault_key COLLATE "C" LIMIT $3)
) all_kinds ORDER BY vault_key COLLATE "C" LIMIT $3"""
# A page that was turned four times has two renditions of the same bytes, and so of the same key.


async def pairs(actor: Actor, vault: Vault, after: str) -> AsyncGenerator[tuple[Row | None, Blob | None], None]:
    """Yield, in the order of keys, each row with its blob, and each of either kind that stands alone.

    Neither walk is a snapshot, and a store may list out of order: one that stands alone is a suspect, no more. Raises
    StoreUnavailable and DatabaseAway.
    """
    async with (
        aclosing(_rows(actor, after)) as rows,
        aclosing(vault.list(str(actor.centre_id), after or None)) as blobs,
    ):
        row, blob = await anext(rows, None), await anext(blobs, None)
        while row is not None or blob is not None:
            if blob is None or (row is not None and row.vault_key < blob.key):
                yield row, None
                row = await anext(rows, None)
            elif row is None or blob.key < row.vault_key:
                yield None, blob
                blob = await anext(blobs, None)
            else:
                yield row, blob
                row, blob = await anext(rows, None), await anext(blobs, None)


async def _rows(actor: Actor, after: str) -> AsyncGenerator[Row, None]:
    last, beyond = after or f"{actor.centre_id}/", f"{actor.centre_id}0"  # "0" is what follows "/"
    while True:
        async with transaction(actor) as tx:
            found = await tx.rows(_ROWS, last, beyond, ROWS_AT_ONCE)
        for each in found:
            yield Row(**dict(each))
        if len(found) == 0:
            return
        last = found[-1]["vault_key"]
