"""What one types to say who one is; a birth date comes in three boxes."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeVar
from uuid import UUID

from web.forms import Form, read_texts, text
from web.scope import AnyRequest

T = TypeVar("T")

_NAME_MAX_CHARACTERS = 120
_BIRTH_DATE = "birth_date"


@dataclass(frozen=True, kw_only=True)
class BirthDate:
    """What a personal link still asks."""

    birth_date: date
    deposit_id: UUID | None = None  # that begins with this form, named beforehand: a double tap is one deposit


@dataclass(frozen=True, kw_only=True)
class FileAndBirth(BirthDate):
    """A file number and a birth date."""

    number: str


@dataclass(frozen=True, kw_only=True)
class NameAndContact:
    """What someone without a file number leaves."""

    name: Annotated[str, text(_NAME_MAX_CHARACTERS)]
    contact: Annotated[str, text(_NAME_MAX_CHARACTERS)]
    deposit_id: UUID | None = None


async def read_with_birth_date(request: AnyRequest, kind: type[T]) -> Form[T]:
    """Read a form whose birth date comes as day, month and year; typed, it is `day/month/year`."""
    sent = await request.form()
    texts = {name: [str(each) for each in sent.getall(name)] for name in sent}
    parts = [(texts.pop(f"{_BIRTH_DATE}_{part}", None) or [""])[-1].strip() for part in ("day", "month", "year")]
    if any(parts):
        texts[_BIRTH_DATE] = ["/".join(parts)]
    return read_texts(texts, kind)
