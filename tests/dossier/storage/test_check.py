"""The check sees each promise that a store breaks, and a sound store passes it (test_contract.py)."""

from uuid import uuid4

import pytest

from dossier.storage.check import CHANGES, HIDES, HOLDS, LOSES, OVERWRITES
from dossier.storage.tampered import TAKES_CHANGED
from dossier.storage.vault import StoreUnavailable, open_vault
from tests.durability.lying_road import Lie, lying_road
from tests.support.seaweed import BUCKET

_PATIENCE_SECONDS = 30
RACED = "Of 8 files that came together"
LIES: list[tuple[Lie, str]] = [
    ("keeps nothing", LOSES),
    ("shows it late", LOSES),
    ("overwrites", OVERWRITES),
    ("overwrites in a race", RACED),
    ("compares no hash", TAKES_CHANGED),
    ("gives back other bytes", CHANGES),
    ("lists nothing", HIDES),
    ("removes nothing", HOLDS),
]


async def test_a_road_on_which_nobody_lies_shows_a_sound_store(seaweed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with lying_road(seaweed) as road:
        monkeypatch.setenv("AWS_ENDPOINT_URL", road.address)
        assert await open_vault(f"s3://{BUCKET}/{uuid4()}", _PATIENCE_SECONDS).check() == []


@pytest.mark.parametrize(("lie", "sentence"), LIES)
async def test_a_store_that_lies_is_found_out(
    seaweed: str, monkeypatch: pytest.MonkeyPatch, lie: Lie, sentence: str
) -> None:
    async with lying_road(seaweed) as road:
        monkeypatch.setenv("AWS_ENDPOINT_URL", road.address)
        vault = open_vault(f"s3://{BUCKET}/{uuid4()}", _PATIENCE_SECONDS)
        road.lie = lie
        found = await vault.check()
        assert found
        assert not any(each.well for each in found)
        assert sentence in " ".join(each.sentence for each in found)


async def test_a_name_that_is_taken_by_nobody_yet_is_unavailable_and_not_missing(
    seaweed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with lying_road(seaweed) as road:
        monkeypatch.setenv("AWS_ENDPOINT_URL", road.address)
        vault = open_vault(f"s3://{BUCKET}/{uuid4()}")
        road.lie = "taken, but not there"
        with pytest.raises(StoreUnavailable):
            await vault.put_bytes("centre/original/0", b"x")


async def test_hashes_that_cannot_be_tried_are_told_and_not_called_broken(
    seaweed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seaweed
    vault = open_vault(f"s3://{BUCKET}/{uuid4()}", _PATIENCE_SECONDS)
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")  # the vault holds it already; a request made by hand does not
    found = await vault.check()
    assert [each.well for each in found] == [True]
    assert "not tried" in found[0].sentence
