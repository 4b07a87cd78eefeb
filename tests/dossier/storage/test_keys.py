"""Keys name exactly one place, inside the store."""

from pathlib import PurePosixPath
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dossier.storage.keys import checked_key, original_key, rendition_key, sha256_of, spare_key

hashes = some.binary(min_size=32, max_size=32).map(bytes.hex)


@given(some.uuids(), some.uuids(), hashes)
def test_made_keys_are_good_keys(centre_id: UUID, owner_id: UUID, sha256: str) -> None:
    assert original_key(centre_id, owner_id, sha256) == f"{centre_id}/{owner_id}/{sha256}"
    assert checked_key(rendition_key(centre_id, owner_id, sha256)).count("/") == 2


@given(some.uuids(), some.uuids(), hashes)
def test_a_key_has_spare_keys_of_the_same_bytes(centre_id: UUID, owner_id: UUID, sha256: str) -> None:
    key = original_key(centre_id, owner_id, sha256)
    keys = [key, spare_key(key), spare_key(spare_key(key))]
    assert keys == [key, f"{key}-1", f"{key}-2"]
    assert [sha256_of(checked_key(each)) for each in keys] == [sha256] * 3


@given(some.text(alphabet=some.sampled_from("abz09-/._~\\%\0\nAé"), max_size=40))
def test_a_checked_key_stays_inside_the_store_on_any_disk(text: str) -> None:
    try:
        key = checked_key(text)
    except ValueError:
        return
    path = PurePosixPath("/store") / key
    assert str(path) == f"/store/{text}"
    assert ".." not in path.parts
    assert not any(part.startswith(".") for part in path.parts)
    assert key == key.casefold()


@given(some.text(max_size=63))
def test_a_key_needs_a_whole_hash(not_a_hash: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        original_key(UUID(int=1), UUID(int=2), not_a_hash)
