"""Texts of office programs: told by their bytes; and the walls around the program that makes pages of them."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dossier.imaging import landlock
from dossier.imaging.office import DOCX, ODT, OfficeRefused, convert, converter, office_type
from tests.support.deposits import pdf
from tests.support.texts import docx, odt

_TRY = """
import json, os, socket, sys
from pathlib import Path
from dossier.imaging import landlock, seccomp
from dossier.imaging.limits import enclose

enclose(parent=os.getppid(), max_bytes=1 << 30)
own = Path(sys.argv[1])
code = [Path(each) for each in ("/usr", "/lib", "/lib64")]
built = (landlock.wall_in(readable=code, writable=own, runnable=[Path("/usr/lib")]),
         seccomp.wall_in(becomes_a_program=True))

def stopped(act):
    try:
        act()
    except PermissionError:
        return True
    return False

inside = socket.socket(socket.AF_UNIX)
inside.bind(str(own / "socket"))
inside.listen()
(own / "folder").mkdir()
(own / "folder").rmdir()
print(json.dumps({
    "built": built,
    "network": stopped(lambda: socket.socket(socket.AF_INET)),
    "network 6": stopped(lambda: socket.socket(socket.AF_INET6)),
    "connects": stopped(lambda: socket.socket(socket.AF_UNIX).connect(str(own / "socket"))),
    "reads": stopped(lambda: Path("/etc/passwd").read_bytes()),
    "writes": stopped(lambda: (own.parent / "outside").write_bytes(b"")),
    "runs": stopped(lambda: os.execv("/usr/bin/env", ["env"])),
    "forks": stopped(os.fork),
}))
"""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    (tmp_path / "own").mkdir()
    return tmp_path


def test_a_text_is_told_by_its_bytes_and_nothing_else_is_one(kept: Path) -> None:
    other = kept / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("xl/workbook.xml", "<sheet/>")
    plain = [(each, None) for each in (pdf("A"), other.read_bytes(), b"PK", b"")]
    for number, (data, kind) in enumerate([(docx("A"), DOCX), (odt("A"), ODT), *plain]):
        file = kept / f"{number}"
        file.write_bytes(data)
        assert office_type(file) == kind, number


def test_what_is_not_installed_converts_nothing() -> None:
    assert converter("") is None
    assert converter("no-such-program-anywhere") is None
    assert converter("env") is None  # there, and not LibreOffice


@pytest.mark.skipif(not landlock.version(), reason="this kernel has no Landlock")
def test_the_program_behind_the_walls_reaches_nothing(kept: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _TRY, str(kept / "own")], capture_output=True, text=True, check=True, timeout=30
    )
    found = json.loads(told.stdout)
    assert found.pop("built") == [True, True]
    assert found == dict.fromkeys(found, True)
    assert list((kept / "own").iterdir()) == []  # the socket that it was told of is none


PROGRAMS = [each for each in [converter("soffice")] if each]
"""LibreOffice, where it is installed."""


@pytest.mark.parametrize("program", PROGRAMS)
async def test_a_broken_text_is_refused_and_leaves_nothing(program: Path, kept: Path) -> None:
    broken = kept / "broken.docx"
    broken.write_bytes(docx("A" * 5000)[:700])
    with pytest.raises(OfficeRefused):
        await convert(program, broken, DOCX, kept / "made", max_bytes=2 << 30, seconds=60, scratch_dir=kept / "own")
    assert list((kept / "own").iterdir()) == []
