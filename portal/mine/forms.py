"""What one types to see one's own documents."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from dossier.corrections.ask import CorrectionKind
from web.forms import text

_CODE_MAX_CHARACTERS = 20
_WORDS_MAX_CHARACTERS = 500


@dataclass(frozen=True, kw_only=True)
class Whose:
    """Whose code is asked for."""

    number: str
    birth_date: date


@dataclass(frozen=True, kw_only=True)
class Code:
    """The digits that came."""

    code: Annotated[str, text(_CODE_MAX_CHARACTERS)]


@dataclass(frozen=True, kw_only=True)
class WhatIsWrong:
    """What is wrong about a document."""

    kind: CorrectionKind
    words: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]
