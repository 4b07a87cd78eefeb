"""Feedback as it is typed, and the answer; and what of a browser's name tells which it is."""

import re
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from web.forms import text

SAID_MAX_CHARACTERS = 2000
_SCREEN = re.compile(r"/backoffice[a-z0-9/_{}:-]{0,150}")
_WINDOW = re.compile(r"\d{2,5}×\d{2,5}")
_BROWSERS = (("Edge", "Edg"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Version"))
"""What each is called → what stands before its number; Edge says that it is Chrome too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackForm:
    """What a staff member tells."""

    feedback_id: UUID
    said: Annotated[str, text(SAID_MAX_CHARACTERS)]
    screen: str = ""
    window_size: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerForm:
    """What they are answered."""

    answer: Annotated[str, text(SAID_MAX_CHARACTERS)]


def screen_of(typed: str) -> str:
    """Return the pattern of a route; empty for anything else: what a client says is never kept as an address."""
    return typed if _SCREEN.fullmatch(typed) else ""


def window_of(typed: str) -> str:
    """Return a window's size, as 1280×800; empty for anything else."""
    return typed if _WINDOW.fullmatch(typed) else ""


def browser_of(user_agent: str) -> str:
    """Return a browser's name and the first figure of its version; nothing that would tell one machine from another."""
    for name, mark in _BROWSERS:
        if found := re.search(rf"\b{mark}/(\d{{1,4}})", user_agent):
            return f"{name} {found[1]}"
    return ""
