"""Says, after the storm, whether all that was acknowledged is there, once, unchanged, and each row has its bytes."""

from collections import Counter
from dataclasses import dataclass, field

from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.people.queries import centre_id_of
from dossier.receipts.queries import NoSuchReceipt, receipt_by_token
from dossier.removals.ask import named
from dossier.resources import Resources, opened
from dossier.settings import Settings
from dossier.storage.vault import BytesMissing, digest
from tests.durability.depositors import Handed


@dataclass
class Audit:
    """What was found."""

    acknowledged_pages: int = 0
    acknowledged_receipts: int = 0
    acknowledged_removals: int = 0  # of pages that were taken back
    lost_pages: int = 0  # acknowledged, but no row
    changed_pages: int = 0  # a row of another hash than what was handed over
    doubled_pages: int = 0  # more pages or originals than were handed over
    lost_receipts: int = 0
    pages_come_back: int = 0  # taken back, and there again
    rows_of_removed_keys: int = 0  # whose bytes somebody may delete at any time
    rows_without_bytes: int = 0
    differing_hashes: int = 0  # bytes that are not what their row says
    rows: int = 0
    words: list[str] = field(default_factory=list)

    @property
    def faults(self) -> int:
        """Return how much is wrong."""
        return (
            self.lost_pages
            + self.changed_pages
            + self.doubled_pages
            + self.lost_receipts
            + self.pages_come_back
            + self.rows_of_removed_keys
            + self.rows_without_bytes
            + self.differing_hashes
        )


async def audit(settings: Settings, deposits: list[Handed]) -> Audit:
    """Compare what depositors remember with what the service holds."""
    found = Audit()
    async with opened(settings) as resources:
        actor = system(await centre_id_of(settings.centre_code))
        async with transaction(actor) as tx:
            rows = await tx.rows("SELECT id, deposit_id, sha256, vault_key, page_count FROM originals")
            found.rows_of_removed_keys = await tx.value(
                f"SELECT count(*) FROM removals WHERE {named('removals.vault_key')}"
            )
            pages = Counter(row[0] for row in await tx.rows("SELECT original_id FROM pages"))
        found.rows = len(rows)
        originals = {row["id"]: row for row in rows}
        for row in rows:
            await _check_bytes(resources, row["vault_key"], row["sha256"], found)
            found.doubled_pages += max(0, pages[row["id"]] - 1)
        by_deposit = Counter(row["deposit_id"] for row in rows)
        for handed in deposits:
            found.acknowledged_pages += len(handed.acknowledged)
            found.acknowledged_removals += len(handed.taken_back)
            found.pages_come_back += len(handed.taken_back & originals.keys())
            found.lost_pages += sum(original_id not in originals for original_id in handed.acknowledged)
            found.changed_pages += sum(
                original_id in originals and originals[original_id]["sha256"] != sha
                for original_id, sha in handed.sent.items()
            )
            found.doubled_pages += max(0, by_deposit[handed.id] - len(handed.sent))
            await _check_receipt(actor, handed, found)
    return found


async def _check_bytes(resources: Resources, key: str, sha256: str, found: Audit) -> None:
    try:
        found.differing_hashes += await digest(resources.vault, key) != sha256
    except BytesMissing:
        found.rows_without_bytes += 1


async def _check_receipt(actor: Actor, handed: Handed, found: Audit) -> None:
    if handed.receipt is None:
        return
    found.acknowledged_receipts += 1
    try:
        receipt = await receipt_by_token(actor, handed.receipt)
    except NoSuchReceipt:
        found.lost_receipts += 1
        return
    signed = Counter(each.sha256 for each in receipt.statement.originals)
    handed_over = Counter(handed.sent[each] for each in handed.acknowledged)
    found.lost_receipts += receipt.deposit_id != handed.id or bool(handed_over - signed)
