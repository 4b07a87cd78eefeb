"""What is typed about folders and what lies in them."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from backoffice.documents.forms import read_document_date
from dossier.folders.errors import MonthsNeeded
from dossier.folders.values import (
    MONTHS_MAX,
    REASON_MAX_CHARACTERS,
    REFERENCE_MAX_CHARACTERS,
    TITLE_MAX_CHARACTERS,
    Afterwards,
    FolderProfile,
    May,
)
from web.forms import text

WORDS_MAX_CHARACTERS = 100
_CODE_MAX_CHARACTERS = 10


def _read_months(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or not 0 < int(typed) <= MONTHS_MAX:
        raise MonthsNeeded
    return int(typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFolderForm:
    """A folder to begin."""

    department: Annotated[str | None, text(_CODE_MAX_CHARACTERS)]
    reference: Annotated[str | None, text(REFERENCE_MAX_CHARACTERS)]
    title: Annotated[str | None, text(TITLE_MAX_CHARACTERS)]
    months: Annotated[int, _read_months]
    afterwards: Afterwards


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtForm:
    """Words on the cover of a folder, or said of a document in it; they stand in no address."""

    words: Annotated[str | None, text(WORDS_MAX_CHARACTERS)]
    of: Annotated[str | None, text(_CODE_MAX_CHARACTERS)]  # a department's code


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonForm:
    """Why a folder is destroyed, or kept for good."""

    reason: Annotated[str | None, text(REASON_MAX_CHARACTERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyForm:
    """Which department is let in to the folders of which, and how far."""

    department: Annotated[str | None, text(_CODE_MAX_CHARACTERS)]
    holder: Annotated[str | None, text(_CODE_MAX_CHARACTERS)]
    may: May | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingForm:
    """What is said of a document that goes into a folder. Its fields stand beside those of a profile, at a desk."""

    folder_id: UUID | None
    folder_type: UUID | None
    folder_date: Annotated[date | None, read_document_date]
    folder_words: Annotated[str | None, text(WORDS_MAX_CHARACTERS)]
    folder_sender: Annotated[str | None, text(WORDS_MAX_CHARACTERS)]
    folder_reference: Annotated[str | None, text(WORDS_MAX_CHARACTERS)]

    @property
    def told(self) -> FolderProfile:
        """Return the profile that it tells."""
        return FolderProfile(
            folder_id=self.folder_id,
            type_id=self.folder_type,
            document_date=self.folder_date,
            words=self.folder_words or "",
            sender=self.folder_sender or "",
            reference=self.folder_reference or "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedForm:
    """What is said of a file that is added to a folder; the file comes beside."""

    deposit_id: UUID  # which the screen named, so that a re-send is harmless
    folder_type: UUID | None
    folder_date: Annotated[date | None, read_document_date]
    folder_words: Annotated[str | None, text(WORDS_MAX_CHARACTERS)]
    folder_sender: Annotated[str | None, text(WORDS_MAX_CHARACTERS)]
    folder_reference: Annotated[str | None, text(WORDS_MAX_CHARACTERS)]
