"""What is new in each release, for those who work with it: `docs/releases/DAY.fr.md` and `.nl.md`, a title and points.

The newest one's day names the version that runs: nobody has to write it down a second time.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "docs" / "releases"
_TITLE, _POINT = "# ", "- "


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What one release brings, in one language."""

    title: str
    points: tuple[str, ...]  # a sentence or two each


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One release."""

    day: date
    notes_fr: Notes
    notes_nl: Notes

    @property
    def id(self) -> str:
        """Return its name: its day, as 2026-11-27."""
        return self.day.isoformat()

    def notes(self, language: str) -> Notes:
        """Return what it brings, in Dutch or in French."""
        return self.notes_nl if language == "nl" else self.notes_fr


@cache
def releases() -> tuple[Release, ...]:
    """Return the releases, the newest first. Raises ValueError for a file that is not as it should be."""
    days = sorted({path.name.partition(".")[0] for path in FOLDER.glob("*.md")}, reverse=True)
    return tuple(
        Release(
            day=date.fromisoformat(day),
            notes_fr=read_notes((FOLDER / f"{day}.fr.md").read_text(encoding="utf-8")),
            notes_nl=read_notes((FOLDER / f"{day}.nl.md").read_text(encoding="utf-8")),
        )
        for day in days
    )


def read_notes(text: str) -> Notes:
    """Read a title and its points. Raises ValueError where a line is neither, or one of the two is missing."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or not lines[0].startswith(_TITLE) or not all(each.startswith(_POINT) for each in lines[1:]):  # noqa: PLR2004 - a title and a point
        msg = "release notes are a title (# …) and points (- …), each on a line of its own"
        raise ValueError(msg)
    return Notes(title=lines[0].removeprefix(_TITLE), points=tuple(each.removeprefix(_POINT) for each in lines[1:]))
