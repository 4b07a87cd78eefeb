"""House rule: every sentence is translated for all who read it, and no catalogue holds another."""

from functools import cache

import pytest

from infra import strings
from web import catalogues

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


def test_citizens_languages_lack_what_only_staff_read() -> None:
    for_all, for_citizens = strings.wanted("fr"), strings.wanted("ar")
    assert for_citizens["portal"] == for_all["portal"]
    assert for_citizens["kiosk"] == for_all["kiosk"]
    assert (
        "We find no file with this number and birth date. Check both, or go on without a number."
        in (for_citizens["dossier"])
    )
    assert "Only an auditor may see this." in for_all["dossier"] - for_citizens["dossier"]
    assert "You no longer have to bring your papers to us. A photo is enough." in for_citizens["backoffice"]


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_language_says_whether_a_machine_translated_it(language: str) -> None:
    assert catalogues.by_machine(language) is (language not in catalogues.OFFICIAL)


@pytest.mark.parametrize("language", sorted(set(catalogues.LANGUAGES) - set(catalogues.OFFICIAL)))
def test_what_citizens_read_is_in_the_letters_of_their_language(language: str) -> None:
    """A sentence that was pasted into the wrong catalogue is mostly written in other letters, or is the English one."""
    ids = {each for room in ("portal", "kiosk") for each in strings.wanted(language)[room] if isinstance(each, str)}
    said = catalogues.translations(language)
    told = {each: said.gettext(each) for each in ids if each != "{label}: {sentence}"}
    alphabet = {"ar": ("\u0600", "\u06ff"), "uk": ("\u0400", "\u04ff")}.get(language, ("A", "\u024f"))
    assert [text for text in told.values() if not any(alphabet[0] <= sign <= alphabet[1] for sign in text)] == []
    same = [each for each, text in told.items() if each == text and len(each.split()) > 2]
    assert language == "en" or same == []
