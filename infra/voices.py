"""`make voices`: has espeak-ng say every sentence of the kiosk in each language: a kiosk's browser may have no voice.

A language is two files of `static/voices/`: its sounds one behind the other (`fr.bin`: Ogg with Opus each), and by each
text where its sound begins and how many bytes it takes (`fr.json`). What was said before is not said again: espeak-ng
and opusenc (Debian: espeak-ng, opus-tools) are needed only where a sentence is new.
"""

import ast
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from gettext import NullTranslations
from pathlib import Path

from infra.strings import ROOT, Message, in_code, in_template
from web.catalogues import LANGUAGES, translations

FOLDER = ROOT / "static" / "voices"
VOICES = {"fr": "fr-be", "nl": "nl", "en": "en-gb", "ar": "ar", "tr": "tr", "uk": "uk", "es": "es", "ro": "ro"}
"""Language → what espeak-ng calls its voice."""
WORDS_PER_MINUTE = 145
KILOBITS_PER_SECOND = 10
COUNTED = range(1, 13)
"""Sheets of paper and steps are counted so far in words; the figures of the keys besides."""
TEMPLATES = ("kiosk/**/*.html", "_macros/ui.html", "_macros/forms.html", "_macros/papers.html", "_macros/asked.html")
CODE = (
    "kiosk/**/*.py",
    "kiosk_agent/offline/*.py",
    "web/greetings.py",
    "web/tiles.py",
    "web/asked.py",
    "web/corners.py",
    "web/faults.py",
)
UNSAID = frozenset({"Listen", "Stop reading aloud", "Pair", "Pair this kiosk", "QR code of the receipt"})
"""What is not for whoever stands there: the button itself, and what administrators read."""

_SLOT = re.compile(r"\{number\}|%\(num\)s")
_ANY_SLOT = re.compile(r"\{\w+\}|%\(\w+\)s")


def texts(language: str) -> list[str]:
    """Return what the kiosk says in a language, as the screen shows it: sentences, counted ones, figures."""
    catalogue = translations(language)
    found: set[str] = {LANGUAGES[language], *(str(number) for number in (0, *COUNTED))}
    for message in _messages():
        for number in COUNTED:
            said = _SLOT.sub(str(number), _in_words(catalogue, message, number))
            if not _ANY_SLOT.search(said):  # days and names are nobody's to record
                found.add(plain(said))
    return sorted(found)


def plain(text: str) -> str:
    """Return a text with single spaces, as a page's text is compared."""
    return " ".join(text.split())


def recorded(language: str) -> dict[str, bytes]:
    """Return what a language's files hold: by each text its sound; nothing where there are none."""
    index, sounds = FOLDER / f"{language}.json", FOLDER / f"{language}.bin"
    if not index.exists():
        return {}
    every = sounds.read_bytes()
    return {text: every[begin : begin + size] for text, (begin, size) in json.loads(index.read_text()).items()}


def record(language: str, known: dict[str, bytes], wanted: Iterable[str]) -> dict[str, bytes]:
    """Return the sound of each wanted text: the known one, or a new one."""
    return {text: known.get(text) or _said(text, VOICES[language]) for text in wanted}


def main() -> int:
    """Write the files of every language."""
    FOLDER.mkdir(exist_ok=True)
    for language in LANGUAGES:
        sounds = record(language, recorded(language), texts(language))
        index, begin = {}, 0
        for text, sound in sounds.items():
            index[text] = [begin, len(sound)]
            begin += len(sound)
        (FOLDER / f"{language}.bin").write_bytes(b"".join(sounds.values()))
        (FOLDER / f"{language}.json").write_text(json.dumps(index, ensure_ascii=False, indent=0) + "\n")
    return 0


def _messages() -> Iterator[Message]:
    for pattern in TEMPLATES:
        for path in sorted((ROOT / "templates").glob(pattern)):
            yield from (each for each in in_template(path) if each not in UNSAID)
    for pattern in CODE:
        for path in sorted(ROOT.glob(pattern)):
            yield from (each for each in in_code(ast.parse(path.read_text())) if each not in UNSAID)


def _in_words(catalogue: NullTranslations, message: Message, number: int) -> str:
    return catalogue.gettext(message) if isinstance(message, str) else catalogue.ngettext(*message, number)


def _said(text: str, voice: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="guichet-voice-") as name:
        spoken, small = Path(name) / "spoken.wav", Path(name) / "small.opus"
        speak = ["espeak-ng", "-v", voice, "-s", str(WORDS_PER_MINUTE), "-w", str(spoken), "--", text]
        subprocess.run(speak, check=True)  # noqa: S603 - our own sentences, and no shell
        shrink = ["opusenc", "--quiet", "--speech", "--bitrate", str(KILOBITS_PER_SECOND), "--framesize", "60"]
        write = [*shrink, "--padding", "0", "--serial", "1", str(spoken), str(small)]
        subprocess.run(write, check=True)  # noqa: S603 - the same
        return small.read_bytes()


if __name__ == "__main__":
    sys.exit(main())
