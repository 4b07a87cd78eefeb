"""A sealed number opens in its own centre with its own key alone, and is found without opening."""

import base64
import os
from uuid import uuid4

import pytest

from dossier.people.cipher import NissCipher, NissUnreadable, Sealed
from dossier.people.niss import NISS
from dossier.settings import Settings, UnsafeSettingsError

NUMBER = NISS.parse("85.07.30-033.28")
OTHER = NISS.parse("17.07.30-033.84")
CENTRE = uuid4()
OLD, NEW, INDEX = os.urandom(32), os.urandom(32), os.urandom(32)


def cipher(**keys: bytes) -> NissCipher:
    return NissCipher(keys or {"k1": OLD}, INDEX)


def test_what_was_sealed_opens_again() -> None:
    sealed = cipher().seal(CENTRE, NUMBER)
    assert sealed.key_id == "k1"
    assert cipher().unseal(CENTRE, sealed) == NUMBER
    assert NUMBER.digits.encode() not in sealed.ciphertext


def test_the_same_number_never_looks_the_same_twice() -> None:
    assert len({cipher().seal(CENTRE, NUMBER).ciphertext for _ in range(50)}) == 50


def test_after_a_rotation_the_new_key_seals_and_the_old_one_still_opens() -> None:
    before = cipher(k1=OLD).seal(CENTRE, NUMBER)
    rotated = cipher(k2=NEW, k1=OLD)
    after = rotated.seal(CENTRE, rotated.unseal(CENTRE, before))
    assert (before.key_id, after.key_id) == ("k1", "k2")
    assert cipher(k2=NEW).unseal(CENTRE, after) == NUMBER
    with pytest.raises(NissUnreadable):
        cipher(k2=NEW).unseal(CENTRE, before)


def test_another_centre_another_key_or_a_flipped_bit_opens_nothing() -> None:
    sealed = cipher().seal(CENTRE, NUMBER)
    with pytest.raises(NissUnreadable):
        cipher().unseal(uuid4(), sealed)
    with pytest.raises(NissUnreadable):
        cipher(k1=NEW).unseal(CENTRE, sealed)
    for place in range(len(sealed.ciphertext)):
        flipped = bytearray(sealed.ciphertext)
        flipped[place] ^= 1
        with pytest.raises(NissUnreadable):
            cipher().unseal(CENTRE, Sealed(key_id="k1", ciphertext=bytes(flipped)))
    with pytest.raises(NissUnreadable):
        cipher().unseal(CENTRE, Sealed(key_id="k1", ciphertext=b""))


def test_the_blind_index_finds_one_number_in_one_centre() -> None:
    index = cipher().blind_index(CENTRE, NUMBER)
    assert len(index) == 32
    assert index == cipher(k2=NEW).blind_index(CENTRE, NUMBER)
    assert index != cipher().blind_index(CENTRE, OTHER)
    assert index != cipher().blind_index(uuid4(), NUMBER)
    assert index != NissCipher({"k1": OLD}, NEW).blind_index(CENTRE, NUMBER)


def settings(niss_key: str) -> Settings:
    index_key = base64.b64encode(INDEX).decode()
    return Settings.model_validate(
        {
            "mode": "test",
            "database_url": "postgresql://nobody@127.0.0.1/none",
            "store_url": "file:///tmp/none",
            "secret_key": "x" * 32,
            "niss_keys": {"k1": niss_key},
            "niss_index_key": index_key,
        },
    )


def test_settings_give_the_keys() -> None:
    from_settings = NissCipher.of(settings(base64.b64encode(OLD).decode()))
    assert from_settings.unseal(CENTRE, cipher().seal(CENTRE, NUMBER)) == NUMBER
    assert from_settings.blind_index(CENTRE, NUMBER) == cipher().blind_index(CENTRE, NUMBER)


@pytest.mark.parametrize("text", ["", "short", "not base64 at all!", base64.b64encode(b"x" * 31).decode()])
def test_a_key_of_another_length_refuses_to_start_without_showing_it(text: str) -> None:
    with pytest.raises(UnsafeSettingsError, match="GUICHET_NISS_KEYS") as refused:
        NissCipher.of(settings(text))
    assert not text or text not in str(refused.value)
