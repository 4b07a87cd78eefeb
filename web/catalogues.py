"""The catalogues of `locale/`, the language of the moment, and sentences put into it. Knows no request."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from web.words import in_words, typographic

LOCALE_DIR = Path(__file__).resolve().parents[1] / "locale"
LANGUAGES: Mapping[str, str] = {"fr": "Français", "nl": "Nederlands"}
"""Language code → its own name, in the order in which screens offer them."""
DEFAULT_LANGUAGE = "fr"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def language() -> str:
    """Return the language code of the moment."""
    return _language.get()


def direction() -> str:
    """Return how the language of the moment runs: `ltr` or `rtl`."""
    return "rtl" if language() in RIGHT_TO_LEFT else "ltr"


def speak(code: str) -> None:
    """Speak a language from here on, in this task. A language we do not have is passed over."""
    if code in LANGUAGES:
        _language.set(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language for as long as the block lasts."""
    token = _language.set(code if code in LANGUAGES else DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        _language.reset(token)


@cache
def translations(code: str) -> NullTranslations:
    """Return every room's catalogue of one language, merged; English message ids where a language has none."""
    merged = Translations()
    for path in sorted((LOCALE_DIR / code).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=code, abort_invalid=True)
        for message in catalogue:
            if isinstance(message.string, str):
                message.string = typographic(message.string, code)
        compiled = BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        merged.merge(Translations(compiled))
    return merged


def gettext(message: str, /, **facts: object) -> str:
    """Return a message in the language of the moment, its `{braces}` filled from the facts, put into words."""
    return _fill(translations(language()).gettext(message), facts)


def ngettext(singular: str, plural: str, count: int, /, **facts: object) -> str:
    """Return the singular or the plural that the language of the moment wants for `count`, which fills `{count}`."""
    return _fill(translations(language()).ngettext(singular, plural, count), {"count": count, **facts})


def mark(message: str) -> str:
    """Mark a message for the catalogues where it is written down, to be put into a language later."""
    return message


class _Blanks(dict[str, object]):
    """Facts for `format_map`, in which a missing one is left open."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def _fill(text: str, facts: Mapping[str, object]) -> str:
    if not facts:
        return text
    words = {name: in_words(name, value, language()) for name, value in facts.items()}
    return text.format_map(_Blanks(words))
