"""Keys as people give them: read what was pressed or typed, and find two acts that would have the same. Pure."""

from collections.abc import Mapping

from backoffice.keys.acts import FIXED, Act, Screen
from dossier.errors import Refused

BADGES = {"Backspace": "⌫", "Escape": "Esc", "-": "−"}
"""Keys that are shown otherwise than `aria-keyshortcuts` names them."""

_NAMES = {shown: key for key, shown in BADGES.items()}


class NotAKey(Refused):
    """Press one key: a letter or a sign. Figures, / and ? stay as they are."""


class KeyTaken(Refused):
    """“{act}” has this key. Choose another one."""


def badge(key: str) -> str:
    """Return how a key is shown on a button."""
    return BADGES.get(key, key)


def read_key(typed: str) -> str:
    """Return the key that was pressed, as `aria-keyshortcuts` names it. Raises NotAKey."""
    typed = typed.strip()
    key = _NAMES.get(typed, typed.upper() if len(typed.upper()) == 1 else typed)
    if key in FIXED or (len(key) != 1 and key not in BADGES) or not key.isprintable() or key in "\"'<>&":
        raise NotAKey
    return key


def present(screen: Screen, own: Mapping[str, str]) -> dict[str, str]:
    """Return the key of every act of a screen: the person's, or ours."""
    return {act.id: own.get(act.id, act.key) for act in screen.acts}


def changed(screen: Screen, wanted: Mapping[str, str]) -> dict[str, str]:
    """Return the keys that are another than ours."""
    return {act.id: wanted[act.id] for act in screen.acts if wanted[act.id] != act.key}


def clashes(screen: Screen, wanted: Mapping[str, str], before: Mapping[str, str]) -> dict[str, Act]:
    """Return each act whose key another has, with that other.

    Of two acts the one is told that was given the key just now: `before` is what was so.
    """
    holders: dict[str, list[Act]] = {}
    for act in screen.acts:
        holders.setdefault(wanted[act.id], []).append(act)
    found: dict[str, Act] = {}
    for holding in holders.values():
        if len(holding) > 1:
            kept = next((act for act in holding if wanted[act.id] == before[act.id]), holding[0])
            found |= {act.id: kept for act in holding if act is not kept}
    return found
