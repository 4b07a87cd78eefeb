"""What is said of a document that the centre makes, and how its number is written. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from dossier.documents.profile import Profile


class Direction(StrEnum):
    """Which register: each is the circuit of its deposits too."""

    INTERNAL = "internal"
    OUTGOING = "outgoing"


class SentBy(StrEnum):
    """How an outgoing document goes out: noted in the register; `mine`, and `ebox` where set up, are sent from here."""

    POST = "post"
    REGISTERED = "registered"  # with proof of posting
    EBOX = "ebox"
    EMAIL = "email"
    HAND = "hand"  # given to its addressee
    MINE = "mine"  # in the person's own "My documents", of which an e-mail without a word of it tells them


_LETTERS = {Direction.INTERNAL: "I", Direction.OUTGOING: "O"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRegistration:
    """A document to register, as its author tells it."""

    deposit_id: UUID  # which the screen named, so that a re-send is harmless
    social_file_id: UUID
    direction: Direction
    author_id: UUID
    addressee: str
    sent_by: SentBy | None  # None for an internal one
    answers_document_id: UUID | None
    answers_request_id: UUID | None
    profile: Profile
    enterprise_number: str = ""  # the addressee's, by eBox where that is set up
    entry: str | None = None  # of the watched folder, from which its file was taken
    client_id: UUID | None = None  # of the API, through which it is registered


def number_of(direction: str, year: int, number: int) -> str:
    """Return a register's number as people read it: `O-2026-00042`."""
    return f"{_LETTERS[Direction(direction)]}-{year}-{number:05d}"
