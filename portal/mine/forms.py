"""What one types to see one's own documents."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from web.forms import text

_CODE_MAX_CHARACTERS = 20


@dataclass(frozen=True, kw_only=True)
class Whose:
    """Whose code is asked for."""

    number: str
    birth_date: date


@dataclass(frozen=True, kw_only=True)
class Code:
    """The digits that came."""

    code: Annotated[str, text(_CODE_MAX_CHARACTERS)]
