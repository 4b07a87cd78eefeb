"""What is typed where a phone cannot photograph the code of an interview."""

from dataclasses import dataclass
from typing import Annotated

from web.forms import text

_CODE_MAX_CHARACTERS = 20


@dataclass(frozen=True, kw_only=True)
class Code:
    """The signs that the worker reads out."""

    code: Annotated[str, text(_CODE_MAX_CHARACTERS)]
