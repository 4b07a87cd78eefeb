"""The small forms of a deposit."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from dossier.errors import Refused
from web.forms import NotAChoice
from web.tiles import read_picture


class NoFile(Refused):
    """There is no photo yet. Take one, or choose a file."""


def _turn(typed: str) -> int:
    if typed not in {"90", "180", "270"}:
        raise NotAChoice
    return int(typed)


@dataclass(frozen=True, kw_only=True)
class Named:
    """The id that the client gives its deposit."""

    deposit_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Addition:
    """What comes with files: the name of the first, from which the others' follow; each a paper of its own or not."""

    original_id: UUID
    apart: bool


@dataclass(frozen=True, kw_only=True)
class Removal:
    """Whether another photo follows."""

    retake: bool


@dataclass(frozen=True, kw_only=True)
class Place:
    """Whose place a file takes among the pages of its paper."""

    place_of: UUID


@dataclass(frozen=True, kw_only=True)
class Turn:
    """How far a page is turned, clockwise."""

    by_degrees: Annotated[int, _turn]


@dataclass(frozen=True, kw_only=True)
class LowerSide:
    """Which page is laid under another: the lower side of the same card."""

    under: UUID


@dataclass(frozen=True, kw_only=True)
class PaperType:
    """What a paper is, by picture."""

    picture: Annotated[str, read_picture]
