"""Text as a font without a shaping engine draws it: Arabic letters in the form of their place, lines in visual order.

The joining forms come from Unicode itself: each presentation form names the letter and the place that it stands for.
`fpdf2` shapes by HarfBuzz only, another dependency in C for the few lines of a receipt or a letter; it brings the
order of runs.
"""

import unicodedata
from functools import cache

_FORMS = range(0xFE70, 0xFEFD)
_STRETCH = "\u0640"  # joins on both sides, and is no letter
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_ISOLATES = str.maketrans(dict.fromkeys("\u2066\u2067\u2068\u2069\u200e\u200f"))
_LAM = "\u0644"


def is_rtl(text: str) -> bool:
    """Say whether a text runs from right to left, by its first letter that runs at all."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    return next((each for each in strong if each in {"L", "R", "AL"}), "L") != "L"


def isolated(text: str) -> str:
    """Return a text that runs from left to right as one whole, whatever stands around it."""
    return f"\u2066{text}\u2069"


def shaped(text: str) -> str:
    """Return text in reading order, in which each Arabic letter has the form that it takes between its neighbours."""
    letters = _ligated(text)
    bare = [each for each in letters if unicodedata.category(each[0]) != "Mn"]  # marks stand between no two letters
    made, place = [], 0
    for each in letters:
        if unicodedata.category(each[0]) == "Mn":
            made.append(each)
            continue
        before = bare[place - 1] if place else ""
        after = bare[place + 1] if place + 1 < len(bare) else ""
        made.append(_formed(each, joined=_joins_on(before), joins=_takes(after)))
        place += 1
    return "".join(made)


def in_visual_order(text: str) -> str:
    """Return one line of text as its signs stand from left to right (UAX 9), its brackets turned where it runs left."""
    from fpdf.bidi import BidiParagraph
    from fpdf.enums import TextDirection

    direction = TextDirection.RTL if is_rtl(text) else TextDirection.LTR
    signs = BidiParagraph(text, base_direction=direction).get_reordered_characters()
    placed = (each.character.translate(_MIRRORED) if each.embedding_level % 2 else each.character for each in signs)
    return "".join(placed).translate(_ISOLATES)


def _formed(letter: str, *, joined: bool, joins: bool) -> str:
    forms = _forms().get(letter, {})
    if joined and joins and "medial" in forms:
        return forms["medial"]
    if joined and "final" in forms:
        return forms["final"]
    if joins and "initial" in forms:
        return forms["initial"]
    return forms.get("isolated", letter)


def _joins_on(letter: str) -> bool:
    """Say whether a letter reaches out to the next one."""
    return letter == _STRETCH or "initial" in _forms().get(letter, {})


def _takes(letter: str) -> bool:
    """Say whether a letter takes the hand of the one before it."""
    return letter == _STRETCH or "final" in _forms().get(letter, {})


def _ligated(text: str) -> list[str]:
    """Return the letters of a text; lam and an alef after it are one."""
    letters: list[str] = []
    for sign in text:
        if letters and letters[-1] == _LAM and _LAM + sign in _forms():
            letters[-1] += sign
        else:
            letters.append(sign)
    return letters


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Return each letter's forms by their place: isolated, final, initial, medial."""
    found: dict[str, dict[str, str]] = {}
    for code in _FORMS:
        place, _, letters = unicodedata.decomposition(chr(code)).partition("> ")
        letter = "".join(chr(int(each, 16)) for each in letters.split())
        if letter and not letter.startswith(" "):
            found.setdefault(letter, {})[place.lstrip("<")] = chr(code)
    return found
