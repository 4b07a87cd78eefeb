"""The forms of a social file: a note, words to find, the star, a bundle."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from web.forms import text

NOTE_MAX_CHARACTERS = 4000
SOUGHT_MAX_CHARACTERS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteForm:
    """What a note says."""

    words: Annotated[str | None, text(NOTE_MAX_CHARACTERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FavouriteForm:
    """Whether a file is to be at hand."""

    wanted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtForm:
    """Words of which some page holds all; none to look at everything again. With them, what to read, and where."""

    words: Annotated[str | None, text(SOUGHT_MAX_CHARACTERS)]
    document_id: UUID | None = None
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleForm:
    """The documents of a bundle, and their places in it: `place` stands beside each one of the file, chosen or not."""

    document: tuple[UUID, ...]
    shown: tuple[UUID, ...]
    place: tuple[str, ...]
