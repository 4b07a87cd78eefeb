"""The small forms of a deposit at a counter."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated
from uuid import UUID

from dossier import clock
from dossier.counter.bring import Relation
from dossier.errors import Refused
from dossier.kept_papers.errors import PLACE_MAX_CHARACTERS
from dossier.receipts.promised import NumberNotPromised, Promise, number_on
from web.forms import text

_NAME_MAX_CHARACTERS = 100
_WORDS_MAX_CHARACTERS = 200
_ENTRY_CHARACTERS = 32
_SHEETS_MAX = 999


class NotSheets(Refused):
    """Write how many sheets you counted, in figures."""


class NotATime(Refused):
    """Write the time like this: 14:30."""


class NoMoment(Refused):
    """Write the day and the time that stand on the slip."""


class NotYet(Refused):
    """This moment is still to come. Look at the slip again."""


def _read_sheets(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or not 0 < int(typed) <= _SHEETS_MAX:
        raise NotSheets
    return int(typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForm:
    """Whose papers they are; neither: nobody knows. Without JavaScript, words to find them by."""

    beneficiary_id: UUID | None
    person: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class BringerForm:
    """Who brought them; without a name: the person themselves."""

    name: Annotated[str | None, text(_NAME_MAX_CHARACTERS)]
    relation: Relation | None
    mandate_seen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AdditionForm:
    """What comes with files: the name of the first original, so that a re-send is one; one paper, or each its own."""

    original_id: UUID
    together: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScansForm:
    """Files of the scanner's folder: each a document, or together one."""

    entry: tuple[Annotated[str, text(_ENTRY_CHARACTERS)], ...]
    together: bool


def _read_slip(typed: str) -> str:
    number = number_on(typed)
    if number is None:
        raise NumberNotPromised
    return number


def _read_time(typed: str) -> time:
    try:
        return time.fromisoformat(typed)
    except ValueError:
        raise NotATime from None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingForm:
    """Where a paper is kept, and until when; neither: as proposed."""

    place: Annotated[str | None, text(PLACE_MAX_CHARACTERS)]
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetsForm:
    """How many sheets were counted in hand; of papers from a day when nothing worked, on which slip and when."""

    sheets: Annotated[int, _read_sheets]
    both_sides: bool
    as_it_is: bool
    slip: Annotated[str | None, _read_slip] = None
    on: date | None = None
    at: Annotated[time, _read_time] | None = None

    @property
    def promise(self) -> Promise | None:
        """Return what its person has on paper, where they have a slip. Raises NoMoment, NotYet."""
        if self.slip is None:
            return None
        if self.on is None or self.at is None:
            raise NoMoment
        moment = datetime.combine(self.on, self.at, clock.BRUSSELS)
        if moment > clock.now():
            raise NotYet
        return Promise(number=self.slip, handed_in_at=moment, is_printed=True)
