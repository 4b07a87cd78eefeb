"""Whom a screen is about: chosen from what was found."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from web.forms import text

WORDS_MAX_CHARACTERS = 200
"""What the QR code of a letter holds, typed by a scanner, is longer than any name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForm:
    """A beneficiary; or words to find one by, without JavaScript."""

    beneficiary_id: UUID | None
    person: Annotated[str | None, text(WORDS_MAX_CHARACTERS)]
