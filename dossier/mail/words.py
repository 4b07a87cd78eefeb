"""What a mail says: HTML turned into text, the signature taken off, and whether anything is left that says something.

Nothing is fetched and nothing is run: of HTML we take the words and the breaks between them.
"""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "svg"})
_BLOCKS = "address article blockquote dd div dl dt fieldset figure footer form header li main nav ol p pre section ul"
_LINES = "br h1 h2 h3 h4 h5 h6 hr table tbody tfoot thead tr"
_BREAKS = frozenset(f"{_BLOCKS} {_LINES}".split())
_CELLS = frozenset({"td", "th"})
_NESTED_MAX = 400
_SIGNATURE = re.compile(r"^(-- ?|__+|--+)$")
_FROM_A_PHONE = re.compile(
    r"^\W*(envoyé (de(puis)?|à partir de) (mon|ma|mes) |envoyé avec |télécharger outlook|obtenez outlook|"
    r"verzonden (met|vanaf|van) (mijn )?|verstuurd vanaf (mijn )?|outlook voor |"
    r"sent (from|with|via) (my )?|get outlook for |provenance\s*: courrier|"
    r"von meinem .{1,30} gesendet|sans virus\.? ?www\.avast|virusvrij\.? ?www\.avast)",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"^(>|le .{4,120} a écrit\s*:|op .{4,120} schreef .{0,120}:|on .{4,120} wrote\s*:|"
    r"-{2,} ?(message d.origine|message original|oorspronkelijk bericht|original message|forwarded message|"
    r"message transféré|doorgestuurd bericht)\b.*)",
    re.IGNORECASE,
)
_SAYS_SOMETHING_CHARACTERS = 3


def text_of_html(html: str) -> str:
    """Return the words of an HTML text, with a line for each of its blocks."""
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except (AssertionError, ValueError, RecursionError):  # of what is no HTML at all: what was read until there counts
        pass
    return _tidied("".join(reader.pieces).splitlines())


def without_signature(text: str) -> str:
    """Return what stands above the signature; what is quoted below it stays, where it is no signature's own."""
    lines = text.splitlines()
    kept: list[str] = []
    is_signature = False
    for line in lines:
        said = line.strip()
        if _SIGNATURE.match(line.rstrip("\r")) or (said in {"--", "—"}):
            is_signature = True
        elif _QUOTED.match(said):
            is_signature = False
        if not is_signature and not _FROM_A_PHONE.match(said):
            kept.append(line)
    return _tidied(kept)


def says_something(text: str) -> bool:
    """Tell whether words are left that its sender wrote: neither signature nor what they answer to."""
    own: list[str] = []
    for line in without_signature(text).splitlines():
        if _QUOTED.match(line.strip()):
            if not line.lstrip().startswith(">"):
                break  # all below is quoted
            continue
        own.append(line)
    return sum(each.isalnum() for each in "".join(own)) >= _SAYS_SOMETHING_CHARACTERS


class _Reader(HTMLParser):
    """Gathers the words of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _UNSEEN and len(self._unseen) < _NESTED_MAX:
            self._unseen.append(tag)
        elif tag == "body":  # whoever forgot to close the head says something all the same
            self._unseen.clear()
        elif tag in _BREAKS:
            self.pieces.append("\n")
        elif tag in _CELLS:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
        elif tag in _BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(" ".join(re.split(r"\s+", data)))


def _tidied(lines: Iterable[str]) -> str:
    """Return lines without what no page shows, and never more than one empty one between two."""
    tidied: list[str] = []
    for line in lines:
        shown = "".join(each if each.isprintable() else " " for each in line).rstrip()
        if shown or (tidied and tidied[-1]):
            tidied.append(shown)
    return "\n".join(tidied).strip("\n")
