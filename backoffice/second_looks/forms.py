"""What is typed at a second look: what one reads, then what is right."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from backoffice.beneficiaries.forms import WORDS_MAX_CHARACTERS as PERSON_MAX_CHARACTERS
from backoffice.documents.forms import ProfileForm
from web.forms import text

_HOW_MAX_CHARACTERS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingForm:
    """What a document is and whom it is about, as it is read; words to find the person by."""

    type_id: UUID | None
    beneficiary_id: UUID | None
    person: Annotated[str | None, text(PERSON_MAX_CHARACTERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingForm(ProfileForm):
    """The profile as it should be; whether its pages are; how it came to the wrong person; in order, or not."""

    is_cut_wrongly: bool
    how: Annotated[str | None, text(_HOW_MAX_CHARACTERS)]
    is_in_order: bool
