"""What a staff member types to sign in."""

from dataclasses import dataclass
from typing import Annotated

from web.forms import text

_USERNAME_MAX_CHARACTERS = 100
_PASSWORD_MAX_CHARACTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInForm:
    """A name and a password, and where to go on."""

    username: Annotated[str, text(_USERNAME_MAX_CHARACTERS)]
    password: Annotated[str, text(_PASSWORD_MAX_CHARACTERS)]
    return_to: str | None
