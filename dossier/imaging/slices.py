"""Some sheets of a scanned stack as a file of their own, without a loss: what a PDF or a TIFF holds is copied."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pypdfium2

from dossier.imaging import tiff
from dossier.imaging.gate import inspect
from dossier.imaging.loaders import open_pdf, refusing
from dossier.imaging.refusals import NoSuchPage
from dossier.imaging.values import Caps

_ID = re.compile(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]")
_NO_ID = b"/ID[<" + b"0" * 32 + b"><" + b"0" * 32 + b">]"
_MADE = re.compile(rb"/CreationDate\(D:\d{14}")
_NEVER = b"/CreationDate(D:20000101000000"
_ENDS_BYTES = 4096
"""Where the writer puts its own name and date, and the file's id: the same sheets are the same bytes, whenever cut."""


def cut_sheets(path: Path, indices: Sequence[int], to: Path, caps: Caps) -> None:
    """Write the sheets `indices` (from 0, rising) of a stack to a new file of its kind; all of them: the very bytes.

    Raises a leaf of Refused.
    """
    found = inspect(path, caps)
    if not indices or not all(0 <= each < found.page_count for each in indices):
        raise NoSuchPage
    if len(indices) == found.page_count:
        shutil.copyfile(path, to)
    elif found.media_type == "application/pdf":
        _cut_pdf(path, indices, to)
    else:
        tiff.cut(path, indices, to)


def _cut_pdf(path: Path, indices: Sequence[int], to: Path) -> None:
    with open_pdf(path) as document, refusing():
        new = pypdfium2.PdfDocument.new()  # type: ignore[no-untyped-call] # it ships no types
        try:
            new.import_pages(document, list(indices))
            with to.open("wb") as file:
                new.save(file)
        finally:
            new.close()
    with to.open("r+b") as file:
        size_bytes = file.seek(0, 2)
        for start in {0, max(0, size_bytes - _ENDS_BYTES)}:
            file.seek(start)
            end = file.read(_ENDS_BYTES)
            file.seek(start)
            file.write(_ID.sub(_NO_ID, _MADE.sub(_NEVER, end)))
