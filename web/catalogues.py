"""The catalogues of `locale/`, the language of the moment, and sentences put into it. Knows no request."""

from collections.abc import Container, Iterator, Mapping
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
LANGUAGES: Mapping[str, str] = {
    "fr": "Français",
    "nl": "Nederlands",
    "en": "English",
    "ar": "العربية",
    "tr": "Türkçe",
    "uk": "Українська",
    "es": "Español",
    "ro": "Română",
}
"""Language code → its own name, in the order in which screens offer them."""
OFFICIAL = ("fr", "nl")
"""The centre's own languages: all of its screens and data are in both. The others are for citizens."""
DEFAULT_LANGUAGE = "fr"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})

TERMS = "thesaurus.po"
"""What a centre itself says, in other languages: its French stands where other catalogues have English message ids."""
_MACHINE = '"X-Translation: machine'

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)
_official: ContextVar[str] = ContextVar("official", default=DEFAULT_LANGUAGE)


def language() -> str:
    """Return the language code of the moment."""
    return _language.get()


def official() -> str:
    """Return French or Dutch: the language of the moment, or what its speaker reads besides it."""
    return language() if language() in OFFICIAL else _official.get()


def nearest(code: str, offered: Container[str] = LANGUAGES) -> str:
    """Return a person's language where it is offered, else French."""
    return code if code in offered else DEFAULT_LANGUAGE


def direction(code: str | None = None) -> str:
    """Return how a language runs, that of the moment where none is named: `ltr` or `rtl`."""
    return "rtl" if (code or language()) in RIGHT_TO_LEFT else "ltr"


def speak(code: str, beside: str | None = None) -> None:
    """Speak a language from here on, in this task; `beside` is the official one that its speaker reads besides it.

    A language we do not have is passed over.
    """
    if code in LANGUAGES:
        _language.set(code)
    if beside in OFFICIAL:
        _official.set(beside)


@contextmanager
def speaking(code: str, beside: str = DEFAULT_LANGUAGE) -> Iterator[None]:
    """Speak a language for as long as the block lasts."""
    spoken = _language.set(nearest(code))
    read = _official.set(nearest(beside, OFFICIAL))
    try:
        yield
    finally:
        _language.reset(spoken)
        _official.reset(read)


@cache
def translations(code: str) -> NullTranslations:
    """Return every room's catalogue of one language, merged; English message ids where a language has none."""
    merged = Translations()
    for path in sorted((LOCALE_DIR / code).glob("*.po")):
        if path.name == TERMS:
            continue
        with path.open("rb") as file:
            catalogue = read_po(file, locale=code, abort_invalid=True)
        for message in catalogue:
            if isinstance(message.string, str):
                message.string = typographic(message.string, code)
        compiled = BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        part = Translations(compiled)
        merged.merge(part)
        merged.plural = part.plural  # which merging leaves out: Arabic has six forms
    return merged


@cache
def terms(code: str) -> Mapping[str, str]:
    """Return what the thesaurus says in a language, by its French; empty for the official ones."""
    path = LOCALE_DIR / code / TERMS
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code, abort_invalid=True)
    return {str(message.id): str(message.string) for message in catalogue if message.id}


@cache
def by_machine(code: str) -> bool:
    """Say whether a catalogue of a language was translated by a machine, and read by nobody since.

    Whoever has read one takes the line `X-Translation` out of its head.
    """
    return any(_MACHINE in path.read_text(encoding="utf-8") for path in (LOCALE_DIR / code).glob("*.po"))


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
