"""What an import did: counts of lines, and a sentence for each line that was wrong."""

from dataclasses import dataclass, field
from typing import Literal

from dossier.errors import Refused

Outcome = Literal["taken", "changed", "unchanged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A line that was left out, and why."""

    line: int  # as an editor counts: the heading is line 1
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of each line of a list."""

    taken: int  # lines that were new
    changed: int  # lines that changed what was there
    unchanged: int
    wrongs: tuple[Wrong, ...]  # by line


@dataclass(slots=True)
class Tally:
    """The report while it is being made."""

    outcomes: dict[int, Outcome] = field(default_factory=dict)
    wrongs: dict[int, Wrong] = field(default_factory=dict)

    def wrong(self, line: int, error: Refused) -> None:
        """Note why a line was left out; its first reason is kept."""
        self.wrongs.setdefault(line, Wrong(line=line, sentence=str(error)))

    def report(self) -> Report:
        """Return the report as it stands."""
        outcomes = list(self.outcomes.values())
        return Report(
            taken=outcomes.count("taken"),
            changed=outcomes.count("changed"),
            unchanged=outcomes.count("unchanged"),
            wrongs=tuple(self.wrongs[line] for line in sorted(self.wrongs)),
        )
