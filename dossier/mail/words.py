"""What a mail says: HTML turned into text, the signature taken off, and whether anything is left that says something.

Nothing is fetched and nothing is run: of HTML we take the words and the breaks between them.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from string import ascii_lowercase, ascii_uppercase

_UNSEEN = frozenset({"script", "style", "title", "template", "noscript", "object", "svg"})
_BLOCKS = "address article blockquote dd div dl dt fieldset figure footer form header li main nav ol p pre section ul"
_LINES = "br h1 h2 h3 h4 h5 h6 hr table tbody tfoot thead tr"
_BREAKS = frozenset(f"{_BLOCKS} {_LINES}".split())
_CELLS = frozenset({"td", "th"})
_LOW = str.maketrans(ascii_uppercase, ascii_lowercase)
"""Letters that tags are made of; others change a text's length where they are made small."""
_TAG = re.compile(r"</?([a-z][a-z0-9]{0,20})|<[!?]")
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
    """Return the words of an HTML text, with a line for each of its blocks.

    It takes time in proportion to the text, whatever stands in it: the library's parser takes minutes over a megabyte
    of comments that never end.
    """
    return _tidied("".join(_pieces(html)).splitlines())


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


def _pieces(html: str) -> Iterator[str]:
    """Yield the words between tags, and a break for each tag that ends a line."""
    low = html.translate(_LOW)
    at = 0
    while at < len(html):
        begins = html.find("<", at)
        end = len(html) if begins < 0 else begins
        yield " ".join(re.split(r"\s+", unescape(html[at:end])))
        if begins < 0:
            return
        tag = _TAG.match(low, begins)
        if low.startswith("<!--", begins):
            at = _behind(html, "-->", begins)
        elif tag is None:
            yield "<"
            at = begins + 1
        else:
            at = _behind(html, ">", begins)
            if tag[1] in _UNSEEN and not low.startswith("</", begins):
                at = _behind(low, f"</{tag[1]}", at)
                at = _behind(html, ">", at - 1)
            elif tag[1] in _BREAKS:
                yield "\n"
            elif tag[1] in _CELLS:
                yield " "


def _behind(text: str, mark: str, at: int) -> int:
    """Return the place behind the next mark; the end where none comes."""
    found = text.find(mark, at)
    return len(text) if found < 0 else found + len(mark)


def _tidied(lines: Iterable[str]) -> str:
    """Return lines without what no page shows, and never more than one empty one between two."""
    tidied: list[str] = []
    for line in lines:
        shown = "".join(each if each.isprintable() else " " for each in line).rstrip()
        if shown or (tidied and tidied[-1]):
            tidied.append(shown)
    return "\n".join(tidied).strip("\n")
