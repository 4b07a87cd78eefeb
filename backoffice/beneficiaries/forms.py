"""Whom a screen is about: chosen from what was found."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from web.forms import text

WORDS_MAX_CHARACTERS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForm:
    """A beneficiary; or words to find one by, without JavaScript."""

    beneficiary_id: UUID | None
    person: Annotated[str | None, text(WORDS_MAX_CHARACTERS)]
