"""The words of a PDF page and where they stand on it: its text layer, as the page is drawn."""

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdfium2 import raw as _raw

from dossier.imaging.loaders import open_pdf, refusing
from dossier.imaging.values import SHEET_PARTS, PageText

pdfium: Any = _raw  # its functions are made at import
WORDS_MAX = 5000
"""Of one page: a full telephone book has about as many."""
_CHARACTERS_MAX = 60_000
_WORD_MAX_CHARACTERS = 100
_BROKEN = frozenset({0x02, 0xFFFE})
"""What pdfium puts for the hyphen of a word that goes on in the next line."""

_Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points, as a PDF page counts them."""


def page_text(path: Path, index: int) -> PageText:
    """Return the words of page `index` (from 0) of a PDF; none where it has no text layer.

    Raises DamagedFile, EncryptedPdf or TooMuchMemory.
    """
    with open_pdf(path) as document, refusing():
        page = document[index]
        layer = page.get_textpage()
        words: list[str] = []
        boxes: list[int] = []
        for word, box in _words(layer.raw):
            words.append(word)
            boxes += _on_sheet(page.raw, box)
            if len(words) == WORDS_MAX:
                break
        layer.close()
        page.close()
    return PageText(words=" ".join(words), boxes=tuple(boxes))


def _words(layer: object) -> Iterator[tuple[str, _Box]]:
    """Yield each word with its box; one that is broken at the end of a line has the box of its beginning."""
    letters: list[str] = []
    boxes: list[_Box] = []
    broken = False
    for at in range(min(pdfium.FPDFText_CountChars(layer), _CHARACTERS_MAX)):
        code = pdfium.FPDFText_GetUnicode(layer, at)
        if code in _BROKEN:
            broken = True
            continue
        letter = chr(code) if code else " "
        if not letter.isprintable() or letter.isspace():
            if letters and not broken:
                yield "".join(letters), _around(boxes)
                letters, boxes = [], []
            continue
        if len(letters) < _WORD_MAX_CHARACTERS:
            letters.append(letter)
            if not broken:
                boxes.append(_box(layer, at))
        broken = broken and bool(letters) and len(boxes) > 0 and _same_word(layer, at)
    if letters and boxes:
        yield "".join(letters), _around(boxes)


def _same_word(layer: object, at: int) -> bool:
    """Tell whether the rest of a broken word goes on after a character."""
    following = pdfium.FPDFText_GetUnicode(layer, at + 1)
    return bool(following) and chr(following).isprintable() and not chr(following).isspace()


def _box(layer: object, at: int) -> _Box:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(layer, at, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def _around(boxes: list[_Box]) -> _Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _on_sheet(page: object, box: _Box) -> list[int]:
    """Return left, top, right and bottom in parts of the sheet, as the page is drawn: turned and cropped as it says."""
    xs, ys = [], []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, SHEET_PARTS, SHEET_PARTS, 0, x, y, across, down)
        xs.append(min(max(across.value, 0), SHEET_PARTS))
        ys.append(min(max(down.value, 0), SHEET_PARTS))
    return [min(xs), min(ys), max(xs), max(ys)]
