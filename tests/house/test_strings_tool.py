"""`make strings` itself: what it finds, where it puts it, what it keeps and what it complains of."""

from pathlib import Path

import pytest

from infra import strings

_ERRORS = '''\
class Refused(Exception):
    """No {what}."""


class Odd(Exception):
    """Not said."""
'''
_WET = '''\
from dossier import errors


class TooWet(errors.Refused):
    """Too wet.

    More.
    """
'''
SOURCES = {
    "dossier/errors.py": _ERRORS,
    "dossier/wet.py": _WET,
    "portal/send.py": 'gettext("Send")\nngettext("{count} page", "{count} pages", 2)\nmark("Later")\nother("Never")\n',
    "kiosk/send.py": '_("Send")\n_("Too wet.")\n',
    "templates/kiosk/a.html": '{{ _("Hello %(name)s", name=x) }}{% trans %}Touch {{ here }}{% endtrans %}',
    "templates/base.html": '{{ _("Language") }}',
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in SOURCES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.setattr(strings, "ROOT", tmp_path)
    monkeypatch.setattr(strings, "LANGUAGES", ("nl",))
    return tmp_path


def test_each_sentence_stands_in_one_catalogue(root: Path) -> None:
    assert root.exists()
    assert strings.said() == {
        "dossier": {"No {what}.", "Too wet."},
        "web": {"Send", "Language"},
        "portal": {("{count} page", "{count} pages"), "Later"},
        "kiosk": {"Hello %(name)s", "Touch %(here)s"},
        "kiosk_agent": set(),
        "backoffice": set(),
        "api": set(),
    }


def test_what_is_missing_unused_or_filled_otherwise_is_named(root: Path) -> None:
    assert strings.main() == 1
    dossier, kiosk = root / "locale/nl/dossier.po", root / "locale/nl/kiosk.po"
    dossier.write_text(dossier.read_text().replace('"No {what}."\nmsgstr ""', '"No {what}."\nmsgstr "Geen {wat}."'))
    kiosk.write_text(kiosk.read_text() + '\nmsgid "Gone"\nmsgstr "Weg"\n')
    found = strings.faults("nl")
    assert "locale/nl/dossier.po: other braces: 'No {what}.'" in found
    assert "locale/nl/dossier.po: not translated: 'Too wet.'" in found
    assert "locale/nl/kiosk.po: not said any more: 'Gone'" in found
    assert "locale/nl/portal.po: not translated: ('{count} page', '{count} pages')" in found


def test_a_translation_is_kept_also_when_its_sentence_moves(root: Path) -> None:
    strings.main()
    web = root / "locale/nl/web.po"
    web.write_text(web.read_text().replace('"Send"\nmsgstr ""', '"Send"\nmsgstr "Versturen"'))
    (root / "portal/send.py").write_text("")
    strings.main()
    assert 'msgstr "Versturen"' in (root / "locale/nl/kiosk.po").read_text()
    before = {path: path.read_text() for path in (root / "locale").rglob("*.po")}
    strings.main()
    assert {path: path.read_text() for path in (root / "locale").rglob("*.po")} == before
