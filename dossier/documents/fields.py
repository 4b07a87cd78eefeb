"""What a type asks a profile to say, and what it proposes by itself. Pure."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import Protocol

from dossier import clock
from dossier.documents.errors import (
    DateNeeded,
    FutureDate,
    LanguageNeeded,
    ReferenceNeeded,
    SenderNeeded,
    ValidityBeforeDate,
    ValidityNeeded,
    WordsNeeded,
)
from dossier.errors import Refused
from dossier.thesaurus.content import Asked


class Told(Protocol):
    """What is said of a document, as far as a type may ask it."""

    @property
    def document_date(self) -> date | None: ...  # noqa: D102 - as in `Profile`
    @property
    def valid_until(self) -> date | None: ...  # noqa: D102
    @property
    def words(self) -> str: ...  # noqa: D102
    @property
    def sender(self) -> str: ...  # noqa: D102
    @property
    def reference(self) -> str: ...  # noqa: D102
    @property
    def language(self) -> str | None: ...  # noqa: D102


_NEEDED: dict[Asked, tuple[type[Refused], Callable[[Told], object]]] = {
    Asked.DOCUMENT_DATE: (DateNeeded, lambda told: told.document_date),
    Asked.VALID_UNTIL: (ValidityNeeded, lambda told: told.valid_until),
    Asked.WORDS: (WordsNeeded, lambda told: told.words),
    Asked.SENDER: (SenderNeeded, lambda told: told.sender),
    Asked.REFERENCE: (ReferenceNeeded, lambda told: told.reference),
    Asked.LANGUAGE: (LanguageNeeded, lambda told: told.language),
}


def check_fields(asks: Collection[Asked], told: Told) -> None:
    """Refuse a profile that lacks what its type asks for, or whose days cannot be.

    Raises FutureDate, ValidityBeforeDate, DateNeeded, ValidityNeeded, WordsNeeded, SenderNeeded, ReferenceNeeded,
    LanguageNeeded.
    """
    if told.document_date and told.document_date > clock.today():
        raise FutureDate
    if told.document_date and told.valid_until and told.valid_until < told.document_date:
        raise ValidityBeforeDate
    for asked, (error, said) in _NEEDED.items():
        if asked in asks and not said(told):
            raise error


def valid_until(document_date: date | None, validity_days: int | None) -> date | None:
    """Return the last day on which a document counts, by its type's rule; None where that says nothing."""
    return document_date + timedelta(days=validity_days) if document_date and validity_days else None
