"""What a helper types."""

from dataclasses import dataclass
from typing import Annotated

from web.forms import text

_CODE_MAX_CHARACTERS = 20
_NAME_MAX_CHARACTERS = 120


@dataclass(frozen=True, kw_only=True)
class CodeAndName:
    """The code they were given, and who they are themselves."""

    code: Annotated[str, text(_CODE_MAX_CHARACTERS)]
    name: Annotated[str, text(_NAME_MAX_CHARACTERS)]
