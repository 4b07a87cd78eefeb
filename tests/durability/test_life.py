"""Thousands of lives of deposits and documents, each step compared with a model; a failure prints what replays it."""

import asyncio
import os
import secrets
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast
from uuid import uuid4

import asyncpg
import pytest
import uvloop
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from demo import accounts
from demo.people import people
from dossier.database.actor import Actor, system
from dossier.database.embedded.cluster import Cluster
from dossier.deposits.open import Depositor
from dossier.documents import validate
from dossier.imaging.box import Box
from dossier.journal import chain
from dossier.journal.verify import verify
from dossier.lifecycle import MOVES
from dossier.people.identify import identify
from dossier.people.queries import centre_id_of
from dossier.resources import opened
from dossier.thesaurus.queries import all_types, refusal_reasons
from tests.durability.depositors import small_photo
from tests.durability.life import Life
from tests.durability.model import KEEP_SECONDS, PAGES_MAX
from tests.durability.world import QuickBox, World
from tests.support import memory
from tests.support.database import settings_for
from tests.support.deposits import pdf, staff
from tests.support.terms import change_term

RUNS = int(os.environ.get("LIFE_RUNS") or 2_000)
RUNS_TORTURE = 50_000
NOT_LIVED = {
    "deposits.keep_one_page",
    *("documents.move", "documents.undo", "documents.undo_profiled", "documents.undo_second_reading"),
    *("documents.correct", "documents.correct_for_second_reading"),
    *("deposits.withdraw", "deposits.withdraw_document"),
    *("deposits.reopen", "deposits.retake", "deposits.retake_profiled"),
}
"""No file of these lives shows several papers: `tests/dossier/deposits` tries these photos, also when they race. What
is undone, which reopens its deposit, and what is moved out of a wrong file is tried act by act and state by state in
`tests/dossier/documents`; so are pages taken again, in `tests/dossier/deposits`, and what a second look corrects, in
`tests/dossier/second_looks`. What its depositor takes back, also when a clerk is at it at once, is tried in
`tests/dossier/deposits/test_withdraw.py`."""
LIVED = {each.verb for each in MOVES if each.verb.startswith(("deposits.", "documents."))} - NOT_LIVED
"""Signals, requests and proposals have lives of their own: `tests/dossier/signals`, `…/requests`, `…/thesaurus`."""
RUNS_TO_SEE_ALL = 2_000  # fewer may by chance miss a rare move
STEPS_MAX = 5  # after the beginning, which has up to nine
_SEED = int(os.environ.get("LIFE_SEED") or secrets.randbits(32))


@pytest.fixture(scope="module")
def world(cluster: Cluster, peopled: str) -> Iterator[World]:
    """Open one database and one vault for all runs; the vault in memory where there is some: no power is cut here."""
    name = f"life_{uuid4().hex}"
    with (
        TemporaryDirectory(dir=memory.folder()) as folder,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        runner.run(cluster.create_database(name, peopled))
        stack = AsyncExitStack()
        yield runner.run(_world(cluster, name, Path(folder), runner, stack))
        runner.run(stack.aclose())
        runner.run(cluster.drop_database(name))


async def _world(cluster: Cluster, name: str, folder: Path, runner: asyncio.Runner, stack: AsyncExitStack) -> World:
    decided = settings_for(cluster, name, folder, deposit_pages_max=PAGES_MAX, taken_back_keep_seconds=KEEP_SECONDS)
    resources = await stack.enter_async_context(opened(decided))
    centre_id = await centre_id_of(decided.centre_code)
    actor = system(centre_id)
    await change_term(centre_id, "REV_BANK", two_readers=True)
    types = {each.code: each.id for each in await all_types(actor)}
    found = await identify(actor, accounts.file_of(people()[0]), people()[0].birth_date)
    owner = await asyncpg.connect(cluster.owner_url(name))
    await owner.execute("SELECT set_config('app.centre_id', $1, false)", str(centre_id))
    stack.push_async_callback(owner.close)
    box = QuickBox(real=resources.box, pause_seconds=0)
    return World(
        runner=runner,
        resources=replace(resources, box=cast("Box", box)),
        box=box,
        files=[small_photo(1, is_card=True), small_photo(2), small_photo(3, is_card=True), pdf("one", "two")],
        visitor=Actor(centre_id=centre_id, kind="depositor", place="portal"),
        staff=[await staff(centre_id, each) for each in ("ines.moreau", "koen.smets", "nadia.benali")],
        administrator=await staff(centre_id, "rachid.lahlou"),
        owner=owner,
        known=Depositor(beneficiary_id=found.beneficiary_id, social_file_id=found.social_file_id),
        person_id=found.beneficiary_id,
        types=[None, types["REV_PAIE"], types["REV_BANK"]],
        reason_id=(await refusal_reasons(actor))[0].id,
    )


def _live(world: World, runs: int, more: int = 0, *, shrinks: bool = True) -> None:
    machine = type("Life", (Life,), {"world": world})
    decided = settings(
        max_examples=runs,
        stateful_step_count=STEPS_MAX,
        deadline=None,
        database=None,
        print_blob=True,
        report_multiple_bugs=False,  # one at a time: several come as a group, which is no AssertionError
        phases=(Phase.generate, Phase.shrink) if shrinks else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(seed(_SEED + more)(machine), settings=decided)
    except BaseException as error:
        error.add_note(f"LIFE_SEED={_SEED} plays these runs again.")
        raise


def _hold_together(world: World, runs: int) -> None:
    """Enough was tried, every move of the table among it; and the journal of all of it is one whole chain."""
    actor = replace(world.visitor, kind="system")
    assert world.runs >= runs
    if runs >= RUNS_TO_SEE_ALL:
        for more in range(1, 4):  # chance may leave a rare move out: others are drawn until it was seen
            if set(world.moves) < LIVED:
                _live(world, RUNS_TO_SEE_ALL // 4, more)
        assert set(world.moves) == LIVED
    while world.runner.run(chain.link(actor)):
        pass
    verdict = world.runner.run(verify(world.resources.vault, None, actor))
    assert verdict.whole
    assert verdict.unlinked == 0
    print(f"{world.runs} runs, {world.steps} steps, {verdict.linked} events, moves {dict(world.moves)}")  # noqa: T201


def test_every_life_goes_as_the_model_says(world: World) -> None:
    _live(world, RUNS)
    _hold_together(world, RUNS)


@pytest.mark.torture
def test_very_many_lives(world: World) -> None:
    _live(world, RUNS_TORTURE)
    _hold_together(world, RUNS_TORTURE)


def test_a_verb_that_does_not_look_who_was_first_is_caught(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def careless(tx: Any, verb: str, record_id: Any, **columns: Any) -> bool:
        del verb, columns
        await tx.run("UPDATE documents SET state = 'validated', decided_by = $2 WHERE id = $1", record_id, tx.actor.id)
        return True

    monkeypatch.setattr(validate, "advance", careless)
    with pytest.raises(AssertionError):
        _live(world, RUNS, shrinks=False)  # nobody reads it: to make it short took most of the time
