"""A check of the store finds every seeded fault, accuses nobody else, and goes on where it was broken off."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.reconcile import walk as walking
from dossier.reconcile.ask import begin
from dossier.reconcile.queries import Report, report
from dossier.reconcile.walk import Ended, walk
from dossier.resources import Resources, opened
from dossier.settings import Settings
from dossier.storage.keys import original_key
from dossier.storage.vault import StoreUnavailable
from tests.support.kept import KINDS, fill, spoil
from tests.support.seaweed import BUCKET, seaweed

__all__ = ["seaweed"]


async def checked(resources: Resources, actor: Actor, *, deep: bool) -> Report:
    assert await walk(resources, actor, await begin(actor, deep=deep)) is Ended.FINISHED
    return await report(actor)


def found(told: Report) -> dict[str, str]:
    return {each.vault_key: str(each.kind) for each in told.findings}


@pytest.mark.parametrize("pages", [500, pytest.param(5000, marks=pytest.mark.torture)])
async def test_a_deep_check_finds_every_seeded_fault_and_accuses_no_other(
    resources: Resources, actor: Actor, pages: int
) -> None:
    kept = await fill(resources.vault, actor, pages)
    clean = await checked(resources, actor, deep=True)
    assert (clean.total, clean.last and clean.last.rows_checked) == (0, 2 * pages)
    faults = await spoil(resources.vault, actor, kept, of_each=10)
    with clock.moved(timedelta(hours=2)):
        told = await checked(resources, actor, deep=True)
    assert found(told) == faults
    assert told.counts == dict.fromkeys(KINDS, 10)
    async with transaction(actor) as tx:
        ends = await tx.rows("SELECT facts->>'found' AS found FROM events WHERE name = 'StoreReconciled' ORDER BY seq")
    assert [each["found"] for each in ends] == ["0", "60"]


async def test_a_light_check_finds_what_sizes_show_and_forgets_nothing_that_only_hashes_show(
    resources: Resources, actor: Actor
) -> None:
    kept = await fill(resources.vault, actor, 60)
    faults = await spoil(resources.vault, actor, kept, of_each=2)
    with clock.moved(timedelta(hours=2)):
        light = await checked(resources, actor, deep=False)
        assert found(light) == {key: kind for key, kind in faults.items() if kind != "flipped"}
        assert found(await checked(resources, actor, deep=True)) == faults
        assert found(await checked(resources, actor, deep=False)) == faults
        by_key = {each.key: each.data for each in kept}
        for key, kind in faults.items():  # a person mends all but one
            await resources.vault.delete(key)
            if kind not in {"orphan", "missing"}:
                await resources.vault.put_bytes(key, by_key[key])
        assert Counter(found(await checked(resources, actor, deep=True)).values()) == {"missing": 2}


async def test_work_under_way_is_not_accused(resources: Resources, actor: Actor) -> None:
    await fill(resources.vault, actor, 3)
    key = original_key(actor.centre_id, uuid4(), "0" * 64)
    await resources.vault.put_bytes(key, b"stands in the vault, its row is not committed yet")
    await resources.vault.put_bytes(f"staging/{uuid4()}/0", b"a chunk of an upload")
    assert (await checked(resources, actor, deep=True)).total == 0
    with clock.moved(timedelta(hours=2)):
        assert found(await checked(resources, actor, deep=True)) == {key: "orphan"}


async def test_a_run_goes_on_where_it_was_broken_off_and_of_two_walkers_one_stops(
    resources: Resources, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "PAIRS_AT_ONCE", 10)
    kept = await fill(resources.vault, actor, 40)
    faults = await spoil(resources.vault, actor, kept, of_each=4)
    with clock.moved(timedelta(hours=2)):
        run_id = await begin(actor, deep=True)
        ends: list[Ended] = []
        while not ends or ends[-1] is Ended.PAUSED:
            ends.append(await walk(resources, actor, run_id, for_seconds=0))
        told = await report(actor)
    assert ends[-1] is Ended.FINISHED
    assert len(ends) > 4
    assert found(told) == faults
    assert told.last is not None
    assert (told.last.rows_checked, told.last.blobs_checked) == (80, 80)  # 4 missing, 4 orphans
    assert told.last.hashed_bytes == sum(len(each.data) for each in kept if faults.get(each.key) is None) + sum(
        each.actual_bytes or 0 for each in told.findings if each.kind != "orphan"
    )
    assert await walk(resources, actor, run_id) is Ended.OVERTAKEN


async def test_bytes_that_the_disk_does_not_give_out_do_not_stop_the_check(resources: Resources, actor: Actor) -> None:
    kept = await fill(resources.vault, actor, 5)
    path = Path(urlsplit(resources.settings.store_url).path) / kept[3].key
    path.unlink()
    path.mkdir()  # reading it is an OSError, as of a bad sector
    assert found(await checked(resources, actor, deep=True)) == {kept[3].key: "unreadable"}


async def test_a_store_that_is_away_is_no_finding_and_the_run_goes_on_when_it_is_back(
    resources: Resources, actor: Actor, tmp_path: Path
) -> None:
    await fill(resources.vault, actor, 5)
    run_id = await begin(actor, deep=True)
    vault = tmp_path / "vault"
    vault.rename(tmp_path / "elsewhere")
    vault.touch()  # where the folder was: every reading is an OSError
    with pytest.raises(StoreUnavailable):
        await walk(resources, actor, run_id)
    assert (await report(actor)).total == 0
    vault.unlink()
    (tmp_path / "elsewhere").rename(vault)
    assert await walk(resources, actor, run_id) is Ended.FINISHED
    assert (await report(actor)).total == 0


async def test_another_centre_s_records_are_neither_seen_nor_accused(resources: Resources, actor: Actor) -> None:
    await fill(resources.vault, actor, 4)
    stranger = Actor(centre_id=UUID(int=actor.centre_id.int ^ 1), kind="system")
    await resources.vault.put_bytes(original_key(stranger.centre_id, uuid4(), "0" * 64), b"of a neighbour")
    with clock.moved(timedelta(hours=2)):
        assert (await checked(resources, actor, deep=True)).total == 0


@pytest.fixture
async def in_a_bucket(test_settings: Settings, seaweed: str) -> AsyncIterator[Resources]:
    assert seaweed
    async with opened(test_settings.model_copy(update={"store_url": f"s3://{BUCKET}/{uuid4()}"})) as open_resources:
        yield open_resources


async def test_the_same_on_an_object_store(in_a_bucket: Resources) -> None:
    from dossier.database.actor import system
    from dossier.people.queries import centre_id_of

    actor = system(await centre_id_of(in_a_bucket.settings.centre_code))
    kept = await fill(in_a_bucket.vault, actor, 40)
    assert (await checked(in_a_bucket, actor, deep=False)).total == 0
    faults = await spoil(in_a_bucket.vault, actor, kept, of_each=2)
    with clock.moved(timedelta(hours=2)):
        assert found(await checked(in_a_bucket, actor, deep=True)) == faults
