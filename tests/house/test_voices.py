"""What the kiosk says aloud is recorded in every language, as its screens say it now; nothing else is."""

import struct

import pytest

from infra.voices import VOICES, record, recorded, texts
from web.catalogues import LANGUAGES

_OPUS_HZ = 48_000
_GRANULE = struct.Struct("<4sBBq")  # how an Ogg page begins: its last sample's number


def test_each_language_has_a_voice() -> None:
    assert set(VOICES) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_recorded_and_no_other(language: str) -> None:
    assert sorted(recorded(language)) == texts(language), "say `make voices`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_record_is_a_short_sound(language: str) -> None:
    for text, sound in recorded(language).items():
        mark, _, _, samples = _GRANULE.unpack_from(sound, sound.rindex(b"OggS"))
        assert (sound[:4], mark) == (b"OggS", b"OggS")
        assert 0.2 <= samples / _OPUS_HZ <= 12, text


def test_what_is_recorded_is_not_said_again() -> None:
    known = recorded("fr")
    assert record("fr", known, list(known)[:3]) == dict(list(known.items())[:3])
