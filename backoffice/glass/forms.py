"""What is typed to break a glass, and to review one."""

from dataclasses import dataclass
from typing import Annotated

from dossier.glass.values import Outcome, Reason
from web.forms import text

_WORDS_MAX_CHARACTERS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class GlassForm:
    """Why someone needs what is not theirs to read."""

    reason: Reason | None
    words: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewForm:
    """What a reviewer found, and a sentence more."""

    outcome: Outcome
    note: Annotated[str | None, text(_WORDS_MAX_CHARACTERS)]
