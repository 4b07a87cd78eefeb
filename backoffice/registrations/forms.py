"""What is typed to register a document, and to look into a register."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from dossier.registrations.enterprise_number import ENTERPRISE_NUMBER_MAX_CHARACTERS
from dossier.registrations.errors import ADDRESSEE_MAX_CHARACTERS
from dossier.registrations.values import Direction, SentBy
from web.forms import text

WORDS_MAX_CHARACTERS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationForm:
    """A document of the centre, as its author tells it; its file comes beside."""

    deposit_id: UUID
    direction: Direction
    type_id: UUID | None
    beneficiary_id: UUID | None
    document_date: date | None
    words: Annotated[str | None, text(WORDS_MAX_CHARACTERS)]
    author_id: UUID
    addressee: Annotated[str | None, text(ADDRESSEE_MAX_CHARACTERS)]
    sent_by: SentBy | None
    enterprise_number: Annotated[str | None, text(ENTERPRISE_NUMBER_MAX_CHARACTERS)]
    answers_document_id: UUID | None
    answers_request_id: UUID | None
    entry: Annotated[str | None, text(WORDS_MAX_CHARACTERS)]  # a file of the watched folder, where none was chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtForm:
    """Which lines of a register, with words that stand in no address."""

    direction: Direction
    year: int | None
    sent_by: SentBy | None
    words: Annotated[str | None, text(WORDS_MAX_CHARACTERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class EboxForm:
    """A letter that is sent to an eBox again."""

    enterprise_number: Annotated[str | None, text(ENTERPRISE_NUMBER_MAX_CHARACTERS)]  # where another is needed
