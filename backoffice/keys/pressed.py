"""Put a person's keys in the place of ours: in what a screen answers, and nowhere else.

Each screen names the key that an act has from us, once for whoever presses (`aria-keyshortcuts`, `data-…-key`) and once
for whoever looks (`<kbd>`). Both are written anew on the way out, before anything is painted; scripts and templates
know of nobody's own keys. What people typed cannot be taken for them: it is escaped.
"""

import re
from collections.abc import Mapping

from backoffice.keys.acts import Screen
from backoffice.keys.mapping import badge
from dossier.people.keys import KeySettings

_PRESSED = re.compile(r' (aria-keyshortcuts|data-(?:row|down|up)-key)="([^"]*)"')
_SHOWN = re.compile(r'(<kbd class="key">)([^<]*)(</kbd>)')


def pressed(html: str, screen: Screen | None, settings: KeySettings) -> str:
    """Return a screen's answer with a person's keys; without any where they switched them off."""
    if settings.off:
        return _SHOWN.sub("", _PRESSED.sub("", html))
    own = settings.of(screen.id) if screen else {}
    if screen is None or not own:
        return html
    moved = {act.key: own[act.id] for act in screen.acts if act.id in own}
    return _written(html, moved)


def _written(html: str, moved: Mapping[str, str]) -> str:
    shown = {badge(key): badge(new) for key, new in moved.items()}
    html = _PRESSED.sub(lambda found: f' {found[1]}="{moved.get(found[2], found[2])}"', html)
    return _SHOWN.sub(lambda found: f"{found[1]}{shown.get(found[2], found[2])}{found[3]}", html)
