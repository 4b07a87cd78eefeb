"""Process a page: make its renditions from the untouched original, in the box, and record how."""

import json
import tempfile
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.database.states import advance
from dossier.deposits.own_codes import as_kept
from dossier.deposits.parts import add_parts, hold_for_parts, takes_parts
from dossier.deposits.renditions import Kept, insert, keep, keep_apart
from dossier.errors import Refused, Unavailable
from dossier.events import PageProcessed, PageUnreadable
from dossier.imaging.values import MadePage, Recipe, Under, quad_from_json
from dossier.outbox.publish import publish
from dossier.reading.texts import keep_text
from dossier.removals.ask import Reason, ask_removal, removals_of
from dossier.resources import Resources

POISON = "kills-its-worker"
"""The problem of a page whose job was picked again and again without an end."""

_WORK_COLUMNS = """p.id, p.deposit_id, o.vault_key, p.index, o.page_count, p.picks, p.recipe_version,
                   p.forced::text, p.seen_quad::text"""
_SAME_PAGE = "FROM pages g JOIN originals o ON o.id = g.original_id WHERE g.id = $1 AND o.vault_key = $2"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What a pick of a page's job needs to know."""

    page_id: UUID
    deposit_id: UUID
    vault_key: str
    index: int
    page_count: int  # of its file
    picks: int
    recipe: Recipe
    lower: "_Work | None"  # of the page that lies under it


class _DecidedMeanwhile(Exception):
    """A document in which the page stands takes no more pages: its photo stays one page."""


async def process_page(resources: Resources, actor: Actor, page_id: UUID) -> None:
    """Make a waiting page ready; one that cannot be processed is kept, and put before a person.

    Where its photo shows several papers, the page is the first of them, and each other becomes a page of its own.

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
        try:
            await _make(resources, actor, work)
        except _DecidedMeanwhile:
            await _make(resources, actor, replace(work, recipe=replace(work.recipe, several=False)))
    except Unavailable:
        await _unpick(actor, page_id)
        raise


async def _make(resources: Resources, actor: Actor, work: _Work) -> None:
    resources.settings.scratch_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=resources.settings.scratch_dir, prefix="page-") as folder:
        try:
            async with _fetched(resources, work) as original, _fetched_under(resources, work.lower) as under:
                made = await resources.box.make_page(original, work.index, Path(folder), work.recipe, under)
        except Refused as refusal:
            await _give_up(actor, work, refusal.code())
            return
        kept = [await keep(resources.vault, actor, work.page_id, rendition) for rendition in made.renditions]
        while spent := await _finish(actor, work, made, kept):
            pairs = zip(kept, made.renditions, strict=True)
            kept = [await keep_apart(resources.vault, *each, spent) for each in pairs]


@asynccontextmanager
async def _fetched(resources: Resources, work: _Work) -> AsyncIterator[Path]:
    async with resources.fetched.file(resources.vault, work.vault_key, again=work.page_count > 1) as file:
        yield file


@asynccontextmanager
async def _fetched_under(resources: Resources, work: _Work | None) -> AsyncIterator[Under | None]:
    if work is None:
        yield None
        return
    async with _fetched(resources, work) as file:
        yield Under(path=file, index=work.index, recipe=work.recipe)


async def _picked_before(actor: Actor, page_id: UUID) -> bool:
    async with transaction(actor, planned_once=True) as tx:
        found: bool = await tx.value("SELECT EXISTS (SELECT FROM pages WHERE id = $1 AND picks > 0)", page_id)
    return found


async def _unpick(actor: Actor, page_id: UUID) -> None:
    """Take a pick back that nothing about the page has ended."""
    async with transaction(actor, planned_once=True) as tx:
        await tx.run("UPDATE pages SET picks = picks - 1 WHERE id = $1 AND state = 'waiting' AND picks > 0", page_id)


async def _pick(actor: Actor, page_id: UUID) -> _Work | None:
    """Count a pick in a transaction of its own: a crash of the worker must not undo the count."""
    async with transaction(actor, planned_once=True) as tx:
        row = await tx.row(
            f"""UPDATE pages p SET picks = picks + 1 FROM originals o
                WHERE p.id = $1 AND p.state = 'waiting' AND o.id = p.original_id RETURNING {_WORK_COLUMNS}""",
            page_id,
        )
        if row is None:
            return None
        # A statement of its own: it sees what whoever held the page before has committed
        lower = await tx.row(
            f"SELECT {_WORK_COLUMNS} FROM pages p JOIN originals o ON o.id = p.original_id WHERE p.laid_under = $1",
            page_id,
        )
        sought = lower is None and await takes_parts(tx, page_id)
    return _work(row, None if lower is None else _work(lower, None), sought=sought)


def _work(row: Record, lower: _Work | None, *, sought: bool = False) -> _Work:
    forced = json.loads(row["forced"] or "{}")
    seen = quad_from_json(json.loads(row["seen_quad"] or "null"))
    quad = quad_from_json(forced.get("quad")) or seen
    is_photo = row["page_count"] == 1 and quad is None and not forced.get("one_page")
    return _Work(
        page_id=row["id"],
        deposit_id=row["deposit_id"],
        vault_key=row["vault_key"],
        index=row["index"],
        page_count=row["page_count"],
        picks=row["picks"],
        recipe=Recipe(
            version=row["recipe_version"],
            rotation=forced.get("rotation"),
            quad=quad,
            straight=forced.get("quad") is not None,
            several=is_photo and sought,
            beside=seen is not None,
        ),
        lower=lower,
    )


async def _finish(actor: Actor, work: _Work, made: MadePage, kept: list[Kept]) -> Collection[str]:
    """Write a page's renditions down; return the keys that no row may name any more, where there are any."""
    keys = [each.vault_key for each in kept]
    async with transaction(actor, planned_once=True) as tx:
        if made.papers:
            await hold_for_parts(tx, work.deposit_id)
        if not await _is_current(tx, work):
            if not all([await _is_there(tx, each) for each in (work, work.lower) if each is not None]):
                await ask_removal(tx, keys, Reason.TAKEN_BACK, work.deposit_id)
            return ()
        if spent := await removals_of(tx, keys):
            return spent
        if made.papers and not await takes_parts(tx, work.page_id):
            raise _DecidedMeanwhile
        ready = await advance(
            tx,
            "deposits.process_page",
            work.page_id,
            width_pixels=made.width,
            height_pixels=made.height,
            dpi=made.dpi,
            coarsest_dpi=made.coarsest_dpi,
            rotation_degrees=made.rotation,
            skew_degrees=made.skew_degrees,
            quad=json.dumps(made.quad),
            bends=None if made.bends is None else json.dumps(made.bends),
            score=made.score,
            blank=made.blank,
            faults=list(made.verdict.faults),
            codes=json.dumps([as_kept(each) for each in made.codes]),
            problem=None,
            processed_at=clock.now(),
        )
        if ready:
            under_id = None if work.lower is None else work.lower.page_id
            await insert(tx, work.page_id, work.recipe.version, under_id, kept)
            if made.text is not None:
                await keep_text(tx, work.page_id, made.text)
            await publish(
                tx,
                PageProcessed(record_id=work.page_id, deposit_id=work.deposit_id, recipe_version=work.recipe.version),
            )
            if made.papers:
                await add_parts(tx, work.deposit_id, work.page_id, made.papers)
        return ()


async def _is_current(tx: Transaction, work: _Work) -> bool:
    """Hold the page until commit; say no where it was removed, or has another recipe: the newer job makes it.

    A page of the same id that comes from other bytes is another: its file's name was used again.
    """
    current = await tx.value(f"SELECT g.recipe_version {_SAME_PAGE} FOR UPDATE OF g", work.page_id, work.vault_key)
    return bool(current == work.recipe.version)


async def _is_there(tx: Transaction, work: _Work) -> bool:
    return bool(await tx.value(f"SELECT EXISTS (SELECT {_SAME_PAGE})", work.page_id, work.vault_key))


async def _give_up(actor: Actor, work: _Work, problem: str) -> None:
    """Keep the page as unreadable, with its problem, for a person to look at."""
    async with transaction(actor, planned_once=True) as tx:
        if not await _is_current(tx, work):
            return
        if await advance(tx, "deposits.give_up_page", work.page_id, problem=problem, processed_at=clock.now()):
            await publish(tx, PageUnreadable(record_id=work.page_id, deposit_id=work.deposit_id, problem=problem))
