"""The small forms of a deposit."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from dossier.errors import Refused
from web.tiles import read_picture


class NoPhoto(Refused):
    """There is no photo yet. Press the button."""


@dataclass(frozen=True, kw_only=True)
class Shot:
    """What comes with a photo: the name of the original that it becomes, so that a double touch is one photo."""

    original_id: UUID


@dataclass(frozen=True, kw_only=True)
class Removal:
    """Whether another photo follows."""

    retake: bool


@dataclass(frozen=True, kw_only=True)
class LowerSide:
    """Which page is laid under another: the lower side of the same card."""

    under: UUID


@dataclass(frozen=True, kw_only=True)
class PaperType:
    """What a paper is, by picture."""

    picture: Annotated[str, read_picture]
