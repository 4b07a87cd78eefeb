"""Files that mean harm, or are merely broken: seeded families, each a function from chance to bytes."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Make = Callable[[random.Random], bytes]


@dataclass(frozen=True, slots=True)
class Family:
    """One way to be hostile. `never`: nothing of it may be accepted; `name`: what the sender calls the file."""

    make: Make
    never: bool
    name: str


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file of a family."""

    family: str
    name: str
    data: bytes
    never: bool


FAMILIES: dict[str, Family] = {}


def family(word: str, *, never: bool = False, name: str = "photo.jpg") -> Callable[[Make], Make]:
    """Register a family under a word."""

    def register(make: Make) -> Make:
        FAMILIES[word] = Family(make, never, name)
        return make

    return register


def hostile_files(per_family: int, seed: int) -> Iterator[Hostile]:
    """Yield so many files of each family, in turn; the same seed yields the same files."""
    from tests.support.hostile import disguises, documents, formats, pictures  # noqa: F401 - they register themselves

    for number in range(per_family):
        for word, each in FAMILIES.items():
            chance = random.Random(f"{seed}/{word}/{number}")
            yield Hostile(word, each.name, each.make(chance), each.never)
