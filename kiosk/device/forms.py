"""What an administrator types at a new kiosk, and what its service hands it."""

from dataclasses import dataclass
from typing import Annotated

from web.forms import text

_CODE_MAX_CHARACTERS = 20
_PASS_MAX_CHARACTERS = 100


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """The one-time code."""

    code: Annotated[str, text(_CODE_MAX_CHARACTERS)]


@dataclass(frozen=True, kw_only=True)
class Passing:
    """The pass of the service beside this browser."""

    offered: Annotated[str, text(_PASS_MAX_CHARACTERS)]
