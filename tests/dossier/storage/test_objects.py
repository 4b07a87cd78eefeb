"""What the object vault does when the store is away."""

from pathlib import Path

import pytest

from dossier.storage.objects import ObjectVault
from dossier.storage.vault import StoreUnavailable, open_vault
from tests.support.seaweed import BUCKET

KEY = "centre/original/0"


async def test_a_store_that_does_not_answer_is_unavailable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")
    vault = ObjectVault.at("s3://bucket")
    with pytest.raises(StoreUnavailable):
        await vault.put_bytes(KEY, b"x")
    with pytest.raises(StoreUnavailable):
        await vault.size(KEY)
    with pytest.raises(StoreUnavailable):
        await vault.fetch(KEY, tmp_path / "x")
    (found,) = await vault.check()
    assert not found.well
    assert "127.0.0.1:9" in found.sentence
    assert "\n" not in found.sentence


async def test_wrong_keys_are_not_taken_for_a_missing_file(seaweed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert seaweed
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    with pytest.raises(StoreUnavailable):
        await open_vault(f"s3://{BUCKET}/x").size(KEY)


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="STORE_URL"):
        open_vault("https://example.org/store")
