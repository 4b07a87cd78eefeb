"""How often second looks found something wrong: by type and circuit, month by month. Never by person: it names none."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import TypeVar

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Forbidden
from dossier.people.roles import SEES_RATES
from dossier.second_looks.find import Wrong

ENOUGH_LOOKS = 20
"""A rate of fewer looks is not told: its interval would be wider than half of all."""
MONTHS_SHOWN = 12
_Z_95 = 1.959963984540054  # of the normal distribution: 95 % lie within

Key = TypeVar("Key", bound=Hashable)


class RatesNotYours(Forbidden):
    """Your role does not read error rates. Ask your administrator if that is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Where a rate lies with 95 % confidence, as shares of 1."""

    low: float
    high: float


def wilson(wrong: int, looked: int) -> Interval:
    """Return the interval of Wilson (1927) for a share that was counted; `looked` is 1 or more.

    Near 0 and with few looks it keeps what it promises, where the textbook's interval shrinks to nothing.
    """
    share, square = wrong / looked, _Z_95**2
    middle = (share + square / (2 * looked)) / (1 + square / looked)
    half = _Z_95 / (1 + square / looked) * sqrt(share * (1 - share) / looked + square / (4 * looked**2))
    return Interval(low=max(0.0, middle - half), high=min(1.0, middle + half))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What second looks found of some documents."""

    drawn: int  # without those whose validation was taken back
    looked: int
    wrong: int
    dropped: int  # not looked at in time
    by_kind: Counter[str]  # by `Wrong`; one document may have several

    @property
    def waiting(self) -> int:
        """Return how many still wait."""
        return self.drawn - self.looked - self.dropped

    @property
    def rate(self) -> float | None:
        """Return the share that was wrong; None where too few were looked at to say."""
        return self.wrong / self.looked if self.looked >= ENOUGH_LOOKS else None

    @property
    def interval(self) -> Interval | None:
        """Return where the rate lies with 95 % confidence; None where too few were looked at to say."""
        return wilson(self.wrong, self.looked) if self.looked >= ENOUGH_LOOKS else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeTally:
    """What was found of a type."""

    code: str
    label_fr: str
    label_nl: str
    tally: Tally

    def label(self, language: str) -> str:
        """Return what the type is called."""
        return self.label_nl if language == "nl" else self.label_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """What second looks found."""

    months: tuple[tuple[date, Tally], ...]  # by the first day of the month in which it was filed; the newest last
    types: tuple[TypeTally, ...]  # most looks first
    circuits: tuple[tuple[str, Tally], ...]  # most looks first
    whole: Tally


@dataclass(frozen=True, slots=True)
class _Counted:
    month: date
    code: str
    circuit: str
    tally: Tally


async def rates(actor: Actor, month: date | None = None, circuit: str | None = None) -> Rates:
    """Count what second looks found of what was filed in the last twelve months that have any.

    `month` (its first day) and `circuit` narrow all but the months, and the circuits, from which they are chosen.
    Raises RatesNotYours.
    """
    if not actor.roles & SEES_RATES:
        raise RatesNotYours
    async with transaction(actor, whole_centre=True) as tx:
        rows = await tx.rows(
            f"""WITH counted AS (
                    SELECT date_trunc('month', l.filed_at AT TIME ZONE 'Europe/Brussels')::date AS month,
                           v.term_id, l.circuit, l.state, l.wrong, count(*) AS looks
                    FROM second_looks l JOIN document_types v ON v.id = l.type_id
                    WHERE l.state <> 'withdrawn' GROUP BY 1, 2, 3, 4, 5)
                SELECT c.month, t.code, c.circuit, c.state, c.wrong, c.looks FROM counted c
                JOIN terms t ON t.id = c.term_id
                WHERE c.month IN (SELECT DISTINCT month FROM counted ORDER BY month DESC LIMIT {MONTHS_SHOWN})"""
        )
        labels = {
            row["code"]: (row["label_fr"], row["label_nl"])
            for row in await tx.rows(
                """SELECT DISTINCT ON (code) code, label_fr, label_nl FROM document_types
                   WHERE code = ANY ($1) ORDER BY code, version DESC""",
                list({row["code"] for row in rows}),
            )
        }
    counted = [
        _Counted(row["month"], row["code"], row["circuit"], _tally(row["state"], row["wrong"], row["looks"]))
        for row in rows
    ]
    narrowed = [each for each in counted if month in {None, each.month} and circuit in {None, each.circuit}]
    types = _grouped(narrowed, lambda each: each.code)
    return Rates(
        months=tuple(sorted(_grouped((each for each in counted if circuit in {None, each.circuit}), _month).items())),
        types=tuple(
            TypeTally(code=code, label_fr=labels[code][0], label_nl=labels[code][1], tally=tally)
            for code, tally in _most_first(types)
        ),
        circuits=tuple(
            _most_first(_grouped((each for each in counted if month in {None, each.month}), lambda each: each.circuit))
        ),
        whole=_sum(each.tally for each in narrowed),
    )


def _tally(state: str, wrong: list[str], looks: int) -> Tally:
    return Tally(
        drawn=looks,
        looked=looks if state in {"in_order", "wrong"} else 0,
        wrong=looks if state == "wrong" else 0,
        dropped=looks if state == "dropped" else 0,
        by_kind=Counter(dict.fromkeys(wrong, looks)),
    )


def _sum(tallies: Iterable[Tally]) -> Tally:
    parts = list(tallies)
    return Tally(
        drawn=sum(each.drawn for each in parts),
        looked=sum(each.looked for each in parts),
        wrong=sum(each.wrong for each in parts),
        dropped=sum(each.dropped for each in parts),
        by_kind=Counter({str(kind): sum(each.by_kind[str(kind)] for each in parts) for kind in Wrong}),
    )


def _month(each: _Counted) -> date:
    return each.month


def _grouped(counted: Iterable[_Counted], by: Callable[[_Counted], Key]) -> dict[Key, Tally]:
    parts: dict[Key, list[Tally]] = {}
    for each in counted:
        parts.setdefault(by(each), []).append(each.tally)
    return {key: _sum(tallies) for key, tallies in parts.items()}


def _most_first(grouped: dict[str, Tally]) -> list[tuple[str, Tally]]:
    return sorted(grouped.items(), key=lambda each: (-each[1].looked, each[0]))
