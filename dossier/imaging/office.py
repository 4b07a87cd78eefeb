"""Text documents of office programs: told by their bytes, and turned into a PDF by LibreOffice, where it is installed.

LibreOffice runs once for each file, in a cell of its own behind the walls of `office_child.py`.
"""

import asyncio
import logging
import os
import shutil
import sys
from pathlib import Path

from dossier.errors import Refused
from dossier.imaging.cell import Cell
from dossier.imaging.refusals import TooSlowToRead
from dossier.storage.media import SUFFIXES

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"

_ODT_HEAD = b"mimetype" + ODT.encode()
_ZIP_HEAD = b"PK\x03\x04"
_NAME_AT = 30  # in the head of a zip's first entry, where neither of them has a further field
_END_BYTES = 1024 * 1024
_MADE = "file.pdf"
_AGAIN = 81  # so LibreOffice ends that made its profile, and wants to begin anew with it
_ROOT = Path(__file__).resolve().parents[2]
_log = logging.getLogger(__name__)


class OfficeRefused(Refused):
    """We could not make pages of this file. Save it as PDF in your text program, and choose that file."""


def office_type(path: Path) -> str | None:
    """Tell whether a file is a text of Word or of LibreOffice: its media type, or None. Its entries are not opened.

    OpenDocument 1.3 part 2 §3.3 has the media type as the first entry, stored; a DOCX names `word/document.xml` in the
    zip's directory, which stands at the end.
    """
    with path.open("rb") as file:
        head = file.read(_NAME_AT + len(_ODT_HEAD))
        if not head.startswith(_ZIP_HEAD):
            return None
        if head[_NAME_AT:] == _ODT_HEAD:
            return ODT
        file.seek(max(0, path.stat().st_size - _END_BYTES))
        return DOCX if b"word/document.xml" in file.read() else None


def converter(named: str) -> Path | None:
    """Return the program itself behind LibreOffice's command, by its name or path; None where it is not installed."""
    command = shutil.which(named) if named else None
    if command is None:
        return None
    program = Path(command).resolve().with_name("soffice.bin")
    return program if program.is_file() else None


async def convert(
    program: Path, source: Path, media_type: str, to: Path, *, max_bytes: int, seconds: int, scratch_dir: Path
) -> None:
    """Write the pages of a text document to `to`, as a PDF.

    `max_bytes`: memory that LibreOffice may address; `seconds`: wall and processor time. Raises OfficeRefused,
    TooSlowToRead.
    """
    cell = Cell(scratch_dir)
    try:
        given = cell.given.with_suffix(f".{SUFFIXES[media_type]}")
        await cell.lay_in(source, given, copied=True)
        code = await _run(cell, program, given, max_bytes, seconds)
        if code == _AGAIN:
            code = await _run(cell, program, given, max_bytes, seconds)
        try:
            cell.take_out(_MADE, to)
        except (OSError, ValueError):
            _log.warning("LibreOffice ended with %s, and made nothing", code)
            raise OfficeRefused from None
    finally:
        await asyncio.to_thread(cell.close)


async def _run(cell: Cell, program: Path, given: Path, max_bytes: int, seconds: int) -> int:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-m",
        "dossier.imaging.office_child",
        *(str(each) for each in (os.getpid(), cell.path, max_bytes, seconds, program, given)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env={"LANG": "C.UTF-8", "PYTHONPATH": str(_ROOT)},
        cwd="/",
    )
    try:
        async with asyncio.timeout(seconds):
            return await process.wait()
    except TimeoutError:
        raise TooSlowToRead from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
