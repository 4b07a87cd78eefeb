"""What is said of a folder and of a document in it, and when the time is over for which it is kept. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

REFERENCE_MAX_CHARACTERS = 40
TITLE_MAX_CHARACTERS = 120
REASON_MAX_CHARACTERS = 200
MONTHS_MAX = 1200
_MONTHS_OF_YEAR = 12


class May(StrEnum):
    """How far somebody is let in to a department's folders: each holds the one before."""

    SEE = "see"  # reads what lies in them
    FILE = "file"  # files in them
    MANAGE = "manage"  # begins and closes them, decides what ends, and lets others in


class Afterwards(StrEnum):
    """What is proposed when a folder's time is over. A person decides."""

    DESTROY = "destroy"
    ARCHIVE = "archive"  # kept for good, as what the State Archives want


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFolder:
    """A folder to begin."""

    department_code: str
    reference: str  # of the department's own, as it is written on paper
    title: str
    months: int  # for which it is kept, at least, after it was closed
    afterwards: Afterwards


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderProfile:
    """What is said of a document that goes into a folder."""

    folder_id: UUID | None
    type_id: UUID | None  # of folders' own types
    document_date: date | None = None
    words: str = ""  # in which it is found again
    sender: str = ""
    reference: str = ""  # the sender's own number for it


def ends_on(closed_on: date, months: int) -> date:
    """Return the last day on which a folder is kept that was closed on a day: the same day of a later month.

    Where that month is shorter, its last day.
    """
    year, month = divmod(closed_on.month - 1 + months, _MONTHS_OF_YEAR)
    last_day = monthrange(closed_on.year + year, month + 1)[1]
    return date(closed_on.year + year, month + 1, min(closed_on.day, last_day))
