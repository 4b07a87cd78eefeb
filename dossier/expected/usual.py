"""Within how many working days documents were lately decided: the half of them, and the usual share. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

_HALF_PERCENT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What is usual, in working days after the day on which a document came in."""

    half_days: int  # half of them were decided within these
    share_days: int  # the usual share of them
    counted: int  # from how many documents this is known


def usual(waits_days: Sequence[int], *, share_percent: int, documents_min: int) -> Usual | None:
    """Return what is usual among waits in working days, in any order; None for fewer than `documents_min`.

    Quantiles by nearest rank: within so many days at least that share was decided, and on no day between two.
    """
    if len(waits_days) < max(documents_min, 1):
        return None
    ordered = sorted(waits_days)
    return Usual(
        half_days=_within(ordered, _HALF_PERCENT), share_days=_within(ordered, share_percent), counted=len(ordered)
    )


def _within(ordered: Sequence[int], share_percent: int) -> int:
    return ordered[ceil(len(ordered) * share_percent / 100) - 1]
