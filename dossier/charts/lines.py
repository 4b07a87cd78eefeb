"""Lines over time, each with a dash and a sign of its own and its name at its end; a band for what is not sure."""

from collections.abc import Callable, Sequence

from dossier.charts.columns import PLOT, Series, axis, times
from dossier.charts.marks import LETTER, TEXT_HEIGHT, WIDTH, Area, Chart, Mark, Path, Place, Rule, Text, spread

_TOP, _BELOW = 14.0, 24.0
_ALONE_SHARE = 0.4
"""Of a time's place: how wide a band is that stands alone."""


def lines(
    title: str,
    says: str,
    labels: Sequence[str],
    series: Sequence[Series],
    words: Callable[[float], str],
    band: Sequence[tuple[float, float] | None] = (),
    pinned: int = 0,
) -> Chart:
    """Return a line for each series; `band` is a low and a high at each time, or None; the pinned label is written.

    Where nothing is told, neither a line nor a band is drawn across.
    """
    right = max((len(each.name) for each in series), default=0) * LETTER + 16
    values = [value for each in series for value in each.values if value is not None]
    highs = [each[1] for each in band if each]
    left, marks, heights = axis(max([*values, *highs], default=0), _TOP, words, WIDTH - right)
    slot = (WIDTH - left - right) / max(len(labels), 1)
    across = [left + slot * (at + 0.5) for at in range(len(labels))]
    marks += _areas(band, across, heights, slot)
    ends: list[tuple[float, str, int]] = []
    for number, each in enumerate(series, start=1):
        for run in _runs(each, across, heights):
            marks.append(Path(places=run, series=number))
        told = [(x, value) for x, value in zip(across, each.values, strict=True) if value is not None]
        if told and told[-1][0] == across[-1]:
            ends.append((heights(told[-1][1]), each.name, number))
        elif told:  # it ends before the others: its name stands on it
            high = min(heights(value) for _, value in told[-4:])
            marks.append(Text(x=told[-1][0], y=high - 9, words=each.name, anchor="end"))
    marks += _names(ends, WIDTH - right + 10)
    marks += times(left, _TOP + PLOT, labels, slot, pinned)
    marks.append(Rule(start=(left, _TOP + PLOT), end=(WIDTH - right, _TOP + PLOT), is_strong=True))
    return Chart(title=title, says=says, height=_TOP + PLOT + _BELOW, marks=tuple(marks))


def _areas(
    band: Sequence[tuple[float, float] | None], across: Sequence[float], heights: Callable[[float], float], slot: float
) -> list[Mark]:
    """Return the pieces of a band between what is not told; one of a single time has some width."""
    areas: list[Mark] = []
    run: list[tuple[float, tuple[float, float]]] = []
    for x, told in [*zip(across, band, strict=False), (0.0, None)]:
        if told is not None:
            run.append((x, told))
        elif run:
            if len(run) == 1:
                (alone, both), half = run[0], slot * _ALONE_SHARE / 2
                run = [(alone - half, both), (alone + half, both)]
            above = [(x, heights(high)) for x, (_, high) in run]
            below = [(x, heights(low)) for x, (low, _) in reversed(run)]
            areas.append(Area(places=(*above, *below)))
            run = []
    return areas


def _runs(series: Series, across: Sequence[float], heights: Callable[[float], float]) -> list[tuple[Place, ...]]:
    """Return the pieces of a line between what is not told."""
    runs: list[list[Place]] = [[]]
    for x, value in zip(across, series.values, strict=True):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((x, heights(value)))
    return [tuple(run) for run in runs if run]


def _names(ends: Sequence[tuple[float, str, int]], x: float) -> list[Mark]:
    """Return the names at the lines' ends, none upon another, the lowest above the ground."""
    ordered = sorted(ends)
    placed = spread([end for end, _, _ in ordered], TEXT_HEIGHT + 1)
    over = max((placed[-1] - (_TOP + PLOT)) if placed else 0.0, 0.0)
    placed = [
        -each for each in reversed(spread([-each for each in reversed([y - over for y in placed])], TEXT_HEIGHT + 1))
    ]
    return [Text(x=x, y=y + 4, words=name) for y, (_, name, _) in zip(placed, ordered, strict=True)]
