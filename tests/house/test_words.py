"""House rule: the screens call a thing as `docs/domain.md` does, and by no other word."""

import pytest

from infra.strings import ROOT

SYNONYMS = {
    "fr": ("un reçu", "votre reçu", "ticket", "récépissé", "dépositaire", "personnel du centre", "aux services"),
    "nl": ("indiener", "ticket", "uw bewijs", "zonder bewijs", "personeel", "afdeling"),
}
"""What a hurried translator writes for accusé de réception, déposant, agent, département; and the same in Dutch."""


@pytest.mark.parametrize("language", SYNONYMS)
def test_no_catalogue_has_another_word_for_a_thing_of_the_domain(language: str) -> None:
    found = [
        f"{path.name}: {line}"
        for path in sorted((ROOT / "locale" / language).glob("*.po"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("msgstr") and any(each in line.lower() for each in SYNONYMS[language])
    ]
    assert found == []
