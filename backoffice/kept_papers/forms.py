"""What is typed of a kept paper."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from dossier.errors import Refused
from dossier.kept_papers.errors import PLACE_MAX_CHARACTERS, WORDS_MAX_CHARACTERS
from web.forms import text

_NUMBER_MAX_CHARACTERS = 30
_PAPERS_MAX = 999


class NotAPaperNumber(Refused):
    """Write which paper of the receipt it is, in figures: 1 for the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberForm:
    """A receipt's or a file's number, as it was typed."""

    number: Annotated[str, text(_NUMBER_MAX_CHARACTERS)]


def _read_paper_number(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or not 0 < int(typed) <= _PAPERS_MAX:
        raise NotAPaperNumber
    return int(typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepForm:
    """A paper that came in elsewhere, and where it lies."""

    receipt: Annotated[str, text(_NUMBER_MAX_CHARACTERS)]
    paper: Annotated[int, _read_paper_number]
    place: Annotated[str | None, text(PLACE_MAX_CHARACTERS)]
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceForm:
    """Where it lies now, and until when it is kept; without a day, as before."""

    place: Annotated[str | None, text(PLACE_MAX_CHARACTERS)]
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiverForm:
    """Who took it."""

    received_by: Annotated[str | None, text(WORDS_MAX_CHARACTERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonForm:
    """Why it is destroyed."""

    reason: Annotated[str | None, text(WORDS_MAX_CHARACTERS)]
