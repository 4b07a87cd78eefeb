"""Release notes are a title and points in both languages, and the newest names the version."""

import pytest

from web.releases import read_notes, releases


def test_every_release_has_as_many_points_in_both_languages() -> None:
    known = releases()
    assert known == tuple(sorted(known, key=lambda each: each.day, reverse=True))
    for each in known:
        assert len(each.notes_fr.points) == len(each.notes_nl.points) > 0, each.id
        assert each.notes("nl").title != each.notes("fr").title


@pytest.mark.parametrize("text", ["", "# A title", "- a point", "# A title\nwords that are no point"])
def test_notes_of_another_form_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="release notes"):
        read_notes(text)
