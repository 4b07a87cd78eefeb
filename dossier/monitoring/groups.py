"""Groups of figures, none of which tells of fewer people than a centre wants: the small ones stand together. Pure."""

from collections.abc import Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from heapq import merge
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True)
class Group:
    """What was done of one kind: how long each took, and who did it (which is never told)."""

    seconds: list[int] = field(default_factory=list)  # in ascending order
    people: set[Hashable] = field(default_factory=set)
    count: int = 0

    def joined(self, other: "Group") -> "Group":
        """Return the two as one."""
        return Group(list(merge(self.seconds, other.seconds)), self.people | other.people, self.count + other.count)


@dataclass(frozen=True, slots=True)
class Folded(Generic[Key]):
    """The groups that may be told, and those that may be told together alone."""

    shown: dict[Key, Group]
    others: Group | None  # None: there are none, or all together are too few people


def fold(groups: dict[Key, Group], people_min: int) -> Folded[Key]:
    """Return groups of `people_min` people or more; those of fewer are put together.

    Where these are too few together as well, the smallest group goes with them, until they are enough: else whoever
    knows the sum would take the others from it. Of two of one size it is the first by its key, so that the same rows
    are told alike each time. Too few people in all: nothing is told.
    """
    shown = {key: group for key, group in groups.items() if len(group.people) >= people_min}
    small = [group for key, group in groups.items() if key not in shown]
    if not small:
        return Folded(shown, None)
    others = _together(small)
    by_size = sorted(shown, key=lambda key: (shown[key].count, str(key)))
    while len(others.people) < people_min and by_size:
        others = others.joined(shown.pop(by_size.pop(0)))
    return Folded(shown, others if len(others.people) >= people_min else None)


def _together(groups: Iterable[Group]) -> Group:
    whole = Group()
    for each in groups:
        whole = whole.joined(each)
    return whole


def rank(share_percent: int, ordered: list[int]) -> int:
    """Return the value that a share of all does not exceed, by the nearest rank; the list is ascending, not empty."""
    return ordered[max(-(-share_percent * len(ordered) // 100), 1) - 1]


def in_spans(hours: Mapping[int, tuple[int, AbstractSet[Hashable]]], people_min: int) -> dict[int, int]:
    """Return what was done by the hour, each hour's told with those before it as soon as enough people did it.

    hours: hour → how much, by whom. What stands at the end and is too few people's is not told.
    """
    told: dict[int, int] = {}
    waiting, people = 0, set[Hashable]()
    for hour in sorted(hours):
        count, by = hours[hour]
        waiting, people = waiting + count, people | by
        if len(people) >= people_min:
            told[hour] = waiting
            waiting, people = 0, set[Hashable]()
    return told
