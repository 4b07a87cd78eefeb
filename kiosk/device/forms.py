"""What an administrator types at a new kiosk."""

from dataclasses import dataclass
from typing import Annotated

from web.forms import text

_CODE_MAX_CHARACTERS = 20


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """The one-time code."""

    code: Annotated[str, text(_CODE_MAX_CHARACTERS)]
