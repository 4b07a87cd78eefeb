"""What a centre says itself (terms, reasons, its name) is French and Dutch; here it meets the other languages."""

from collections.abc import Callable

from markupsafe import Markup, escape

from web.catalogues import OFFICIAL, direction, language, official, terms

Say = Callable[[str], str | None]
"""Returns a text in an official language, or None where there is none: `each.label`."""


def told(say: Say) -> Markup | None:
    """Return a centre's own text in the language of the moment, as HTML; None where there is none.

    Where that language lacks it, it stands in French or Dutch, and is marked so that it is read aloud as such.
    """
    text, code = in_words(say)
    if text is None or code == language():
        return None if text is None else escape(text)
    return Markup('<span lang="{}" dir="{}">{}</span>').format(code, direction(code), text)


def in_words(say: Say) -> tuple[str | None, str]:
    """Return a centre's own text, and the code of the language in which it is.

    A term is looked up by its French: one that a centre words anew is no longer what was translated, so that it is
    shown in French or Dutch rather than in words that may say something else.
    """
    if language() in OFFICIAL:
        return say(language()), language()
    translated = terms(language()).get(say("fr") or "")
    return (translated, language()) if translated else (say(official()), official())
