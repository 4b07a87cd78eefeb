"""The documents of a file by nature: the latest of each type, what runs out, the months without one. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dossier.files.papers import FilePaper

SOON_DAYS = 30
"""How long before its end a document is said to run out: a month is what a new one takes."""
MONTHS_SHOWN = 12
_MONTHLY = frozenset({"REV_PAIE"})
"""Types of which one comes each month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of a paper that comes each month."""

    first_day: date
    paper: FilePaper | None  # None: it is missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Nature:
    """All documents of one type, the latest first."""

    papers: tuple[FilePaper, ...]
    months: tuple[Month, ...]  # the last ones before this month, oldest first; none for types that do not come monthly

    @property
    def latest(self) -> FilePaper:
        """Return the one that counts: the latest filed, or the latest at all while none is filed."""
        return next((each for each in self.papers if each.is_filed), self.papers[0])

    @property
    def earlier(self) -> tuple[FilePaper, ...]:
        """Return all the others."""
        return tuple(each for each in self.papers if each is not self.latest)

    @property
    def missing_count(self) -> int:
        """Return how many months up to the last one are missing in a row."""
        count = 0
        for each in reversed(self.months):
            if each.paper is not None:
                break
            count += 1
        return count


def natures(papers: Iterable[FilePaper], today: date) -> tuple[Nature, ...]:
    """Return documents by type, in the order of their categories; those whose type nobody said come last."""
    by_type: dict[str, list[FilePaper]] = {}
    for each in papers:
        by_type.setdefault(each.type_code or "", []).append(each)
    found = [
        Nature(papers=tuple(group), months=_months(group, today) if code in _MONTHLY else ())
        for code, group in by_type.items()
    ]
    return tuple(
        sorted(
            found,
            key=lambda each: (
                each.latest.category_place is None,
                each.latest.category_place or (),
                -each.latest.on.toordinal(),
            ),
        )
    )


def standing(paper: FilePaper, today: date) -> str:
    """Return how a filed document stands by its validity: `lasting`, `valid`, `soon` or `over`."""
    if paper.valid_until is None:
        return "lasting"
    if paper.valid_until < today:
        return "over"
    return "soon" if paper.valid_until <= today + timedelta(days=SOON_DAYS) else "valid"


def runs_out(found: Iterable[Nature], today: date) -> tuple[Nature, ...]:
    """Return the natures whose latest filed document runs out soon, or ran out, the first to do so first."""
    dated = [each for each in found if each.latest.is_filed and not each.months]
    late = [each for each in dated if standing(each.latest, today) in {"soon", "over"}]
    return tuple(sorted(late, key=lambda each: each.latest.valid_until or date.max))


def _months(papers: Iterable[FilePaper], today: date) -> tuple[Month, ...]:
    """Return the months that are over, from the first of which a paper is known, at most MONTHS_SHOWN."""
    known: dict[date, FilePaper] = {}
    for each in papers:
        if each.is_filed:
            known.setdefault(each.on.replace(day=1), each)
    shown: list[Month] = []
    month = today.replace(day=1)
    while known and len(shown) < MONTHS_SHOWN and month > min(known):
        month = (month - timedelta(days=1)).replace(day=1)
        shown.append(Month(first_day=month, paper=known.get(month)))
    return tuple(reversed(shown))
