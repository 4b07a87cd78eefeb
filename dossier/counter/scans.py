"""Files of a counter's scanner: which wait, which are in a deposit, and how one comes into the deposit at hand.

A file is copied into the vault and named by rows in one transaction; only then is it moved out of sight. Whoever stops
in between leaves a file that rows already name: the next look moves it, and offers it to nobody.
"""

from pathlib import Path
from uuid import UUID

from dossier import clock
from dossier.counter.counters import Counter
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.add_original import add_original
from dossier.errors import Conflict
from dossier.ids import new_id
from dossier.resources import Resources
from dossier.settings import Settings
from dossier.storage.folder import (
    ASIDE,
    TAKEN,
    NoSuchScan,
    ScanFile,
    Watched,
    copied,
    look,
    put_back,
    put_into,
    sweep,
)
from dossier.storage.vault import incoming_dir

_SEEN: dict[Path, tuple[str, float]] = {}
_NAMED = "EXISTS (SELECT FROM originals o WHERE o.id = s.original_id)"
"""SQL over scans `s`: whether it is in its deposit. What a clerk took out again may be claimed anew."""


class ScanTaken(Conflict):
    """A colleague has just taken this file into another deposit."""


class _Twice(Exception):
    """The same bytes are in this deposit already."""


def folder_of(settings: Settings, counter: Counter) -> Path | None:
    """Return where the scanner of a counter lays its files; None where it has none."""
    if settings.counter_folders_dir is None or not counter.folder:
        return None
    return settings.counter_folders_dir / counter.folder


async def waiting_scans(settings: Settings, actor: Actor, counter: Counter) -> list[ScanFile]:
    """Return the files that lie in a counter's folder and in no deposit, the first scanned first.

    `actor` is a clerk. Raises FolderAway.
    """
    folder = folder_of(settings, counter)
    if folder is None:
        return []
    files = await look(folder, Watched(settle_seconds=settings.counter_scan_settle_seconds, seen=_SEEN))
    if not files:
        return []
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"SELECT s.entry FROM counter_scans s WHERE s.counter_id = $1 AND s.entry = ANY($2) AND {_NAMED}",
            counter.id,
            [each.entry for each in files],
        )
    taken = {row["entry"] for row in rows}
    for each in files:
        if each.entry in taken:
            await put_into(each, TAKEN)
    return [each for each in files if each.entry not in taken]


async def claim_scan(
    resources: Resources, actor: Actor, deposit_id: UUID, counter: Counter, entry: str, paper_id: UUID
) -> None:
    """Take a file of a counter's folder into an open deposit, as an original of a paper; then move it out of sight.

    The same bytes twice in one deposit are one original. The caller knows that the deposit is the clerk's own. Raises
    NoSuchScan, ScanChanging, ScanTaken, and what `add_original` and `intake.receive` raise.
    """
    file = await _scan(resources.settings, actor, counter, entry)
    settings = resources.settings
    received = await copied(file, incoming_dir(settings), settings.upload_max_bytes)
    original_id = new_id()

    async def along(tx: Transaction) -> None:
        await _write(tx, counter.id, deposit_id, original_id, file, received.sha256)

    try:
        await add_original(resources, actor, deposit_id, paper_id, original_id, received, along=along)
    except _Twice:
        pass
    finally:
        received.path.unlink(missing_ok=True)
    await put_into(file, TAKEN)


async def give_back_scan(settings: Settings, actor: Actor, counter: Counter, original_id: UUID) -> None:
    """Lay a scanner's file back where it was, after its original was taken out of the deposit; others are no matter."""
    folder = folder_of(settings, counter)
    if folder is None:
        return
    async with transaction(actor) as tx:
        row = await tx.row(
            f"SELECT s.entry, s.file_name FROM counter_scans s WHERE s.original_id = $1 AND NOT {_NAMED}", original_id
        )
    if row is not None:
        await put_back(folder, row["entry"], row["file_name"])


async def put_scan_aside(settings: Settings, actor: Actor, counter: Counter, entry: str) -> None:
    """Put a file aside that belongs to no deposit; it is removed after some days. Raises NoSuchScan."""
    await put_into(await _scan(settings, actor, counter, entry), ASIDE)


async def sweep_taken(settings: Settings, actor: Actor) -> int:
    """Remove scanners' files that were taken into deposits, or put aside, long enough ago; return how many.

    `actor` is the system. A folder that cannot be reached is looked at in the next round.
    """
    if settings.counter_folders_dir is None:
        return 0
    async with transaction(actor) as tx:
        rows = await tx.rows("SELECT folder FROM counters WHERE folder <> ''")
    older_than_seconds = settings.counter_taken_keep_days * 24 * 3600
    return sum([await sweep(settings.counter_folders_dir / row["folder"], older_than_seconds) for row in rows])


async def _scan(settings: Settings, actor: Actor, counter: Counter, entry: str) -> ScanFile:
    for each in await waiting_scans(settings, actor, counter):
        if each.entry == entry:
            return each
    raise NoSuchScan


async def _write(
    tx: Transaction, counter_id: UUID, deposit_id: UUID, original_id: UUID, file: ScanFile, sha256: str
) -> None:
    """Note that a file is in a deposit. Raises ScanTaken, _Twice.

    Of two who do this at once, the second waits here for the first one's commit, and then finds its row.
    """
    await tx.run(
        f"""DELETE FROM counter_scans s
            WHERE (s.entry = $1 AND s.counter_id = $2 OR s.deposit_id = $3 AND s.sha256 = $4) AND NOT {_NAMED}""",
        file.entry,
        counter_id,
        deposit_id,
        sha256,
    )
    if await tx.run(
        """INSERT INTO counter_scans (id, centre_id, counter_id, deposit_id, original_id, entry, file_name, sha256,
                                      claimed_by, claimed_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING""",
        new_id(),
        tx.actor.centre_id,
        counter_id,
        deposit_id,
        original_id,
        file.entry,
        file.name,
        sha256,
        tx.actor.staff_id,
        clock.now(),
    ):
        return
    same = await tx.value(
        "SELECT EXISTS (SELECT FROM counter_scans WHERE deposit_id = $1 AND sha256 = $2)", deposit_id, sha256
    )
    raise _Twice if same else ScanTaken
