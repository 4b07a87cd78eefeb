"""Writes a PDF of pages page by page to a file: only the picture at hand is in memory. Text in the standard fonts."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

WIDTH, HEIGHT = 595, 842
"""An A4, in points."""
MARGIN = 42
_FOOT = 34
"""What stays free below a picture for the page's number."""
_CATALOGUE, _PAGES, _OUTLINE, _PLAIN, _BOLD = range(1, 6)
_FIRST_FREE = 6
_LETTER_WIDTH = 0.5
"""Of its height: the mean letter of Helvetica."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text on a page."""

    text: str
    x: float
    y: float  # from the foot of the page
    size: float = 11
    bold: bool = False
    to_end: bool = False  # x is where it ends


class Book:
    """A PDF under way. Add pages, mark where documents begin, then `close`."""

    def __init__(self, file: BinaryIO, title: str) -> None:
        self._file = file
        self._title = title
        self._offsets: dict[int, int] = {}
        self._next = _FIRST_FREE
        self._pages: list[int] = []
        self._marks: list[tuple[str, int]] = []
        file.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def add_text(self, lines: Sequence[Line]) -> None:
        """Add a page of text."""
        self._add_page(b"".join(_shown(each) for each in lines), "")

    def add_picture(self, jpeg: bytes, size: tuple[int, int], lines: Sequence[Line]) -> None:
        """Add a page that shows a JPEG in colour, as large as the page allows, and lines of text."""
        width, height = size
        scale = min((WIDTH - 2 * _FOOT) / width, (HEIGHT - 2 * _FOOT) / height)
        wide, high = width * scale, height * scale
        left, foot = (WIDTH - wide) / 2, (HEIGHT + _FOOT - high) / 2 - _FOOT / 4
        picture = self._put(
            f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB/BitsPerComponent 8"
            f"/Filter/DCTDecode/Length {len(jpeg)}>>stream\n".encode()
            + jpeg
            + b"\nendstream"
        )
        drawn = f"q {wide:.2f} 0 0 {high:.2f} {left:.2f} {foot:.2f} cm /P Do Q\n".encode()
        self._add_page(drawn + b"".join(_shown(each) for each in lines), f"/XObject<</P {picture} 0 R>>")

    def mark(self, title: str) -> None:
        """Name the next page in the reader's table of contents."""
        self._marks.append((title, len(self._pages)))

    def close(self) -> None:
        """Write what holds the pages together."""
        self._put(
            f"<</Type/Catalog/Pages {_PAGES} 0 R/Outlines {_OUTLINE} 0 R/PageMode/UseOutlines>>".encode(), _CATALOGUE
        )
        kids = " ".join(f"{each} 0 R" for each in self._pages)
        self._put(f"<</Type/Pages/Count {len(self._pages)}/Kids[{kids}]>>".encode(), _PAGES)
        for number, font in ((_PLAIN, "Helvetica"), (_BOLD, "Helvetica-Bold")):
            self._put(f"<</Type/Font/Subtype/Type1/BaseFont/{font}/Encoding/WinAnsiEncoding>>".encode(), number)
        self._put_outline()
        information = self._put(b"<</Title " + _string(self._title) + b"/Producer(Guichet)>>")
        begins = self._file.tell()
        self._file.write(f"xref\n0 {self._next}\n0000000000 65535 f \n".encode())
        for number in range(1, self._next):
            self._file.write(f"{self._offsets[number]:010d} 00000 n \n".encode())
        self._file.write(
            f"trailer<</Size {self._next}/Root {_CATALOGUE} 0 R/Info {information} 0 R>>\n"
            f"startxref\n{begins}\n%%EOF\n".encode()
        )

    def _put_outline(self) -> None:
        numbers = [self._next + at for at in range(len(self._marks))]
        for at, (title, page) in enumerate(self._marks):
            before = f"/Prev {numbers[at - 1]} 0 R" if at else ""
            after = f"/Next {numbers[at + 1]} 0 R" if at + 1 < len(numbers) else ""
            there = f"/Dest[{self._pages[page]} 0 R/Fit]/Parent {_OUTLINE} 0 R{before}{after}>>"
            self._put(b"<</Title " + _string(title) + there.encode())
        ends = f"/First {numbers[0]} 0 R/Last {numbers[-1]} 0 R" if numbers else ""
        self._put(f"<</Type/Outlines/Count {len(numbers)}{ends}>>".encode(), _OUTLINE)

    def _add_page(self, content: bytes, more: str) -> None:
        stream = self._put(f"<</Length {len(content)}>>stream\n".encode() + content + b"\nendstream")
        self._pages.append(
            self._put(
                f"<</Type/Page/Parent {_PAGES} 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {stream} 0 R"
                f"/Resources<</Font<</F {_PLAIN} 0 R/B {_BOLD} 0 R>>{more}>>>>".encode()
            )
        )

    def _put(self, body: bytes, number: int | None = None) -> int:
        if number is None:
            number, self._next = self._next, self._next + 1
        self._offsets[number] = self._file.tell()
        self._file.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
        return number


def fitted(text: str, points: float, size: float) -> str:
    """Return a text that takes about so many points at most, cut where it is longer."""
    most = int(points / (size * _LETTER_WIDTH))
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _shown(line: Line) -> bytes:
    x = line.x - len(line.text) * line.size * _LETTER_WIDTH if line.to_end else line.x
    font = "B" if line.bold else "F"
    return f"BT /{font} {line.size} Tf {x:.2f} {line.y:.2f} Td ".encode() + _literal(line.text) + b" Tj ET\n"


def _literal(text: str) -> bytes:
    """Write a text in the letters of the standard fonts (Windows 1252); other ones lose their signs."""
    known = "".join(each if _is_known(each) else unicodedata.normalize("NFKD", each) for each in text)
    data = known.encode("cp1252", "ignore")
    return b"(" + data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"


def _is_known(letter: str) -> bool:
    try:
        return bool(letter.encode("cp1252"))
    except UnicodeEncodeError:
        return False


def _string(text: str) -> bytes:
    """Write a text for the reader's own screens: in any letters."""
    return b"<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode() + b">"
