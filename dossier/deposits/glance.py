"""Glance at a photo that has just arrived: tell on the spot what is wrong with it, while the paper is still at hand."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.deposits.errors import NoSuchPage
from dossier.errors import Refused
from dossier.imaging.refusals import ReaderAsleep
from dossier.imaging.values import Quad
from dossier.lifecycle import DepositState, PageState
from dossier.resources import Resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The photo, small and upright, with the place where the page is seen."""

    jpeg: bytes
    width: int  # pixels
    height: int
    papers: tuple[Quad, ...]  # the page, or the several; none: the whole photo is the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the depositor is told of a photo."""

    page_id: UUID
    recipe_version: int
    faults: tuple[str, ...]
    shown: Shown | None  # none where the page is made already: its own pictures are there


async def glance(resources: Resources, actor: Actor, deposit_id: UUID, original_id: UUID) -> Told | None:
    """Return what is told of a photo in an open deposit, and note that it was; None where nothing can be told yet.

    That is a file of several pages, one that a person turned or cropped, and one that no reader reads, or none now:
    they are looked at in the background alone. Raises NoSuchPage, and StoreUnavailable when the vault does not answer.
    """
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT g.id, g.state, g.recipe_version, g.faults, o.vault_key, o.page_count
               FROM originals o JOIN pages g ON g.original_id = o.id AND g.index = 0 AND g.part = 0
               JOIN deposits d ON d.id = o.deposit_id WHERE o.id = $1 AND d.id = $2 AND d.state = $3""",
            original_id,
            deposit_id,
            str(DepositState.OPEN),
        )
    if row is None:
        raise NoSuchPage
    if row["state"] == PageState.READY:
        return _told(row, tuple(row["faults"]), None)
    if row["state"] != PageState.WAITING or row["page_count"] > 1 or row["recipe_version"] > 1:
        return None
    try:
        faults, shown = await _seen(resources, row["vault_key"])
    except (Refused, ReaderAsleep):
        return None
    async with transaction(actor) as tx:
        await tx.run("UPDATE pages SET told_faults = $2 WHERE id = $1", row["id"], list(faults))
    return _told(row, faults, shown)


def _told(row: Record, faults: tuple[str, ...], shown: Shown | None) -> Told:
    return Told(page_id=row["id"], recipe_version=row["recipe_version"], faults=faults, shown=shown)


async def _seen(resources: Resources, vault_key: str) -> tuple[tuple[str, ...], Shown]:
    resources.settings.scratch_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=resources.settings.scratch_dir, prefix="glance-") as folder:
        original, picture = Path(folder) / "original", Path(folder) / "shown.jpg"
        await resources.vault.fetch(vault_key, original)
        found = await resources.box.glance(original, 0, picture)
        papers = found.papers or (() if found.quad is None else (found.quad,))
        shown = Shown(jpeg=picture.read_bytes(), width=found.width, height=found.height, papers=papers)
    return found.faults, shown
