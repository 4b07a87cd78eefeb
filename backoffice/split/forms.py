"""What is said on the light table: of which page, and where it goes."""

from dataclasses import dataclass
from typing import Annotated, NamedTuple
from uuid import UUID

from backoffice.documents.forms import read_turn
from dossier.split.layout import BY_HAND, Reason
from web.forms import NotAChoice

NEW = "new"
"""What a form says for a document that is made by the act."""


class Place(NamedTuple):
    """A page, where it stands or was taken out."""

    document_id: UUID
    page_id: UUID

    def __str__(self) -> str:
        return f"{self.document_id}.{self.page_id}"


def read_place(typed: str) -> Place:
    """Read a page in its document: two ids with a stop between. Raises NotAChoice."""
    document_id, _, page_id = typed.partition(".")
    try:
        return Place(UUID(document_id), UUID(page_id))
    except ValueError:
        raise NotAChoice from None


class Target(NamedTuple):
    """Into which document; none for a new one."""

    document_id: UUID | None


def read_target(typed: str) -> Target:
    """Read a document, or the word for a new one. Raises NotAChoice."""
    try:
        return Target(None if typed == NEW else UUID(typed))
    except ValueError:
        raise NotAChoice from None


def read_reason(typed: str) -> Reason:
    """Read why a page is set aside by hand: a depositor alone takes one again. Raises NotAChoice."""
    if typed not in BY_HAND:
        raise NotAChoice
    return Reason(typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class CutForm:
    """Before which page."""

    at: Annotated[Place, read_place]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeForm:
    """Which document goes into the one before it, and the page that is looked at."""

    document: UUID
    at: Annotated[Place, read_place] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveForm:
    """Which page goes into which document, and before which page of it; last, where nothing is said."""

    at: Annotated[Place, read_place]
    to: Annotated[Target, read_target]
    before: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyForm:
    """Which page stands in which document too."""

    at: Annotated[Place, read_place]
    to: Annotated[Target, read_target]


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideForm:
    """Which page is set aside, why, and which one is looked at next."""

    at: Annotated[Place, read_place]
    reason: Annotated[Reason, read_reason]
    then: Annotated[Place, read_place] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackForm:
    """Which page is taken back, and into which document; into its own, where nothing is said."""

    at: Annotated[Place, read_place]
    to: Annotated[Target, read_target] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnForm:
    """Which page is turned, and how far."""

    at: Annotated[Place, read_place]
    degrees: Annotated[int, read_turn]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookForm:
    """Which page is looked at."""

    at: Annotated[Place, read_place] | None = None
