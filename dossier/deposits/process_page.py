"""Process a page: make its renditions from the untouched original, in the box, and record how."""

import json
import tempfile
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.database.states import advance
from dossier.errors import Refused, Unavailable
from dossier.events import PageProcessed, PageUnreadable
from dossier.imaging.values import MadePage, Recipe, Rendition, quad_from_json
from dossier.outbox.publish import publish
from dossier.resources import Resources
from dossier.storage.keys import rendition_key

POISON = "kills-its-worker"
"""The problem of a page whose job was picked again and again without an end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What a pick of a page's job needs to know."""

    page_id: UUID
    deposit_id: UUID
    vault_key: str
    index: int
    picks: int
    recipe: Recipe


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A rendition that stands in the vault."""

    kind: str
    sha256: str
    vault_key: str
    media_type: str
    width_pixels: int
    height_pixels: int
    size_bytes: int


async def process_page(resources: Resources, actor: Actor, page_id: UUID) -> None:
    """Make a waiting page ready; one that cannot be processed is kept, and put before a person.

    A page that is gone or already done is left alone. One that was picked before may have killed its worker: such
    pages are made one at a time, and counted only when it is their turn, so that none is blamed for another. Raises
    Unavailable when the vault does not answer, which counts as no pick.
    """
    if await _picked_before(actor, page_id):
        async with resources.suspects:
            await _process(resources, actor, page_id)
    else:
        await _process(resources, actor, page_id)


async def _process(resources: Resources, actor: Actor, page_id: UUID) -> None:
    work = await _pick(actor, page_id)
    if work is None:
        return
    if work.picks > resources.settings.job_picks_max:
        await _give_up(actor, work, POISON)
        return
    try:
        await _make(resources, actor, work)
    except Unavailable:
        await _unpick(actor, page_id)
        raise


async def _make(resources: Resources, actor: Actor, work: _Work) -> None:
    resources.settings.scratch_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=resources.settings.scratch_dir, prefix="page-") as folder:
        original = Path(folder) / "original"
        await resources.vault.fetch(work.vault_key, original)
        try:
            made = await resources.box.make_page(original, work.index, Path(folder), work.recipe)
        except Refused as refusal:
            await _give_up(actor, work, refusal.code())
            return
        kept = [await _keep(resources, actor, work, rendition) for rendition in made.renditions]
    await _finish(actor, work, made, kept)


async def _picked_before(actor: Actor, page_id: UUID) -> bool:
    async with transaction(actor) as tx:
        found: bool = await tx.value("SELECT EXISTS (SELECT FROM pages WHERE id = $1 AND picks > 0)", page_id)
    return found


async def _unpick(actor: Actor, page_id: UUID) -> None:
    """Take a pick back that nothing about the page has ended."""
    async with transaction(actor) as tx:
        await tx.run("UPDATE pages SET picks = picks - 1 WHERE id = $1 AND state = 'waiting' AND picks > 0", page_id)


async def _pick(actor: Actor, page_id: UUID) -> _Work | None:
    """Count a pick in a transaction of its own: a crash of the worker must not undo the count."""
    async with transaction(actor) as tx:
        row = await tx.row(
            """UPDATE pages p SET picks = picks + 1 FROM originals o
               WHERE p.id = $1 AND p.state = 'waiting' AND o.id = p.original_id
               RETURNING p.id, p.deposit_id, o.vault_key, p.index, p.picks, p.recipe_version, p.forced::text""",
            page_id,
        )
    if row is None:
        return None
    forced = json.loads(row["forced"] or "{}")
    return _Work(
        page_id=row["id"],
        deposit_id=row["deposit_id"],
        vault_key=row["vault_key"],
        index=row["index"],
        picks=row["picks"],
        recipe=Recipe(
            version=row["recipe_version"],
            rotation=forced.get("rotation"),
            quad=quad_from_json(forced.get("quad")),
        ),
    )


async def _keep(resources: Resources, actor: Actor, work: _Work, rendition: Rendition) -> _Kept:
    with rendition.path.open("rb") as file:
        sha256 = file_digest(file, "sha256").hexdigest()
    key = rendition_key(actor.centre_id, work.page_id, sha256)
    await resources.vault.put(key, rendition.path, sha256)
    return _Kept(
        kind=rendition.kind,
        sha256=sha256,
        vault_key=key,
        media_type=rendition.media_type,
        width_pixels=rendition.width,
        height_pixels=rendition.height,
        size_bytes=rendition.path.stat().st_size,
    )


async def _finish(actor: Actor, work: _Work, made: MadePage, kept: list[_Kept]) -> None:
    async with transaction(actor) as tx:
        if not await _is_current(tx, work):
            return
        ready = await advance(
            tx,
            "deposits.process_page",
            work.page_id,
            width_pixels=made.width,
            height_pixels=made.height,
            rotation_degrees=made.rotation,
            quad=json.dumps(made.quad),
            score=made.score,
            blank=made.blank,
            faults=list(made.verdict.faults),
            codes=json.dumps([{"format": code.format, "text": code.text} for code in made.codes]),
            problem=None,
            processed_at=clock.now(),
        )
        if not ready:
            return
        await _insert_renditions(tx, work, kept)
        await publish(
            tx,
            PageProcessed(record_id=work.page_id, deposit_id=work.deposit_id, recipe_version=work.recipe.version),
        )


async def _is_current(tx: Transaction, work: _Work) -> bool:
    """Hold the page until commit; say no where it was removed, or turned meanwhile: the newer job makes it."""
    current = await tx.value("SELECT recipe_version FROM pages WHERE id = $1 FOR UPDATE", work.page_id)
    return bool(current == work.recipe.version)


async def _insert_renditions(tx: Transaction, work: _Work, kept: list[_Kept]) -> None:
    await tx.connection.executemany(
        """INSERT INTO renditions (centre_id, page_id, recipe_version, kind, sha256, vault_key, media_type,
                                   width_pixels, height_pixels, size_bytes)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
        [
            (
                tx.actor.centre_id,
                work.page_id,
                work.recipe.version,
                each.kind,
                each.sha256,
                each.vault_key,
                each.media_type,
                each.width_pixels,
                each.height_pixels,
                each.size_bytes,
            )
            for each in kept
        ],
    )


async def _give_up(actor: Actor, work: _Work, problem: str) -> None:
    """Keep the page as unreadable, with its problem, for a person to look at."""
    async with transaction(actor) as tx:
        if not await _is_current(tx, work):
            return
        if await advance(tx, "deposits.give_up_page", work.page_id, problem=problem, processed_at=clock.now()):
            await publish(tx, PageUnreadable(record_id=work.page_id, deposit_id=work.deposit_id, problem=problem))
