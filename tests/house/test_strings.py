"""House rule: every sentence of the sources is translated into every language, and no catalogue holds another."""

from functools import cache

import pytest

from infra import strings

_said = cache(strings.said)


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the sources once for all: 2 s of processor time."""
    monkeypatch.setattr(strings, "said", _said)


@pytest.mark.parametrize("language", strings.LANGUAGES)
def test_every_sentence_is_translated_and_no_other_is_kept(language: str) -> None:
    assert strings.faults(language) == []


@pytest.mark.parametrize("language", strings.LANGUAGES)
def test_catalogues_are_as_make_strings_writes_them(language: str) -> None:
    stale = [path.name for path, text in strings.renewed(language).items() if path.read_text() != text]
    assert stale == []
