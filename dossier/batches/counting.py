"""How many sheets somebody counted in hand, held against those that the scanner read."""

from dossier.counter.count_sheets import SheetsDiffer, differ
from dossier.database.engine import Record

SCANNED = """(SELECT count(*) FROM scanned_sheets c WHERE c.batch_id = b.id AND c.kind <> 'batch_sheet')"""
"""SQL over batches `b`: the sheets that were scanned, but for those that lay on top of the stack."""


def disagreement(batch: Record) -> SheetsDiffer | None:
    """Return how what was typed of a batch and what was scanned disagree; None where nobody typed, or all agrees."""
    if batch["typed_count"] is None:
        return None
    return differ(batch["typed_count"], batch["scanned"], both_sides=batch["both_sides"])
