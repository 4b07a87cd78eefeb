"""What a kiosk says of a code that was scanned and led nowhere: all of it stands in each screen, and waits there."""

from collections.abc import Iterable
from dataclasses import dataclass

from dossier.receipts.introduced import NobodyIntroduced
from dossier.signing import BadToken
from web.catalogues import direction, gettext, mark, speaking

_SENTENCES = {
    BadToken.code(): BadToken.sentence(),
    NobodyIntroduced.code(): NobodyIntroduced.sentence(),
    "lost": mark("The code could not be looked up just now. Scan it once more."),
    "needless": mark("No code is needed here. Go on by touching the screen."),
}
"""By what came of it: an error's code, or what the screen itself finds."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in one language."""

    code: str
    direction: str
    sentence: str


def scan_words(languages: Iterable[str]) -> dict[str, list[Said]]:
    """Return the sentences by what came of a scan, each in all these languages."""
    words: dict[str, list[Said]] = {outcome: [] for outcome in _SENTENCES}
    for code in languages:
        with speaking(code):
            for outcome, sentence in _SENTENCES.items():
                words[outcome].append(Said(code, direction(), gettext(sentence)))
    return words
