"""What is sent of many documents at once: which, and what shall become of them."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from dossier.documents.choosing import Act
from dossier.documents.put_aside import AsideReason
from web.forms import text

_NOTE_MAX_CHARACTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenForm:
    """The act, the documents that are ticked, or that all that is shown is meant, until a moment."""

    act: Act
    rows: tuple[UUID, ...]
    whole: bool
    until: Annotated[str | None, text(40)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToForm:
    """To whom; left empty, to nobody in particular."""

    username: Annotated[str | None, text(100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideForm:
    """Why, in words if need be, and until when."""

    reason: AsideReason
    note: Annotated[str | None, text(_NOTE_MAX_CHARACTERS)]
    comes_back_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeForm:
    """What the documents are."""

    type_id: UUID
