"""The walls, tried from inside: together as the box builds them, and each alone; skips where the kernel has none."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from dossier.imaging import landlock
from dossier.imaging.box import Box
from dossier.imaging.boxed import Child
from dossier.imaging.cell import Cell, sweep
from tests.dossier.imaging.drawing import CAPS, paper, save

ROOT = Path(__file__).resolve().parents[3]


def alone(wall: str, body: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code behind one wall, in a process of its own that has asked for no new rights."""
    code = f"""
import ctypes, os, socket, sys, threading
from pathlib import Path
from dossier.imaging import landlock, seccomp
ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)
if not {wall}:
    sys.exit(77)
def stopped(act):
    try:
        act()
    except PermissionError:
        return True
    return False
{body}
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-c", code, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20, check=False)
    if done.returncode == 77:
        pytest.skip("this kernel has no such wall")
    return done


async def test_the_child_cannot_get_out(tmp_path: Path) -> None:
    vault = tmp_path / "vault" / "original"
    vault.parent.mkdir()
    vault.write_bytes(b"of another person")
    secrets = [vault, Path("/etc/passwd"), Path(f"/proc/{os.getpid()}/environ"), ROOT / "pyproject.toml"]
    async with Box(max_bytes=1 << 30, seconds=15, caps=CAPS, scratch_dir=tmp_path / "scratch") as box:
        walls = await box.try_walls(secrets, tmp_path / "new")
        if walls.landlock:
            assert walls.no_other_files
            assert walls.no_writing_elsewhere
        if walls.seccomp:
            assert walls.no_network
        if walls.landlock or walls.seccomp:
            assert walls.no_programs
        else:
            pytest.skip("this kernel has neither Landlock nor seccomp")
        photo = save(tmp_path / "a.jpg", paper(800, 1000))
        made = await box.make_page(photo, 0, tmp_path / "out")  # and does its work after all that
        assert {each.path.name for each in made.renditions} == {each.name for each in (tmp_path / "out").iterdir()}
    assert not list((tmp_path / "scratch").iterdir())


def test_landlock_leaves_the_named_folders_alone(tmp_path: Path) -> None:
    for each in ("in", "out", "other"):
        (tmp_path / each).mkdir()
        (tmp_path / each / "file").write_text(each)
    done = alone(
        "landlock.wall_in(readable=[Path(sys.argv[1]) / 'in'], writable=Path(sys.argv[1]) / 'out')",
        """
here = Path(sys.argv[1])
assert (here / "in" / "file").read_text() == "in"
(here / "out" / "new").write_text("made")
assert stopped(lambda: (here / "in" / "file").write_text("changed"))
assert stopped(lambda: os.truncate(here / "in" / "file", 0)) or landlock.version() < landlock.CUTS_OFF_SINCE
try:
    os.link(here / "in" / "file", here / "out" / "another-name")
except OSError:  # "across devices", says Landlock
    pass
assert not (here / "out" / "another-name").exists()
assert stopped(lambda: (here / "other" / "file").read_text())
assert stopped(lambda: (here / "other" / "new").write_text(""))
assert stopped(lambda: (here / "other" / "file").unlink())
assert stopped(lambda: os.symlink("/etc/passwd", here / "out" / "link"))
assert stopped(lambda: os.listdir("/"))
assert stopped(lambda: os.execv(sys.executable, [sys.executable, "-c", ""]))
""",
        str(tmp_path),
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(landlock.version() < 4, reason="Landlock knows of TCP since version 4 (Linux 6.7)")
def test_landlock_shuts_off_tcp_even_without_seccomp(tmp_path: Path) -> None:
    done = alone(
        "landlock.wall_in(readable=[], writable=Path(sys.argv[1]))",
        "assert stopped(lambda: socket.socket().connect(('127.0.0.1', 9)))",
        str(tmp_path),
    )
    assert done.returncode == 0, done.stderr


def test_seccomp_shuts_off_sockets_programs_and_other_processes(tmp_path: Path) -> None:
    done = alone(
        "seccomp.wall_in()",
        """
assert stopped(lambda: socket.socket())
assert stopped(lambda: socket.socket(socket.AF_UNIX))
assert stopped(lambda: os.execv(sys.executable, [sys.executable, "-c", ""]))
assert stopped(lambda: os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {}))
assert stopped(os.fork)
assert stopped(lambda: os.kill(os.getppid(), 0))
assert stopped(lambda: os.chmod(sys.argv[1], 0o777))
thread = threading.Thread(target=lambda: Path(sys.argv[1], "by-a-thread").write_text(""))
thread.start()
thread.join()
assert Path(sys.argv[1], "by-a-thread").exists()
os.abort()  # and a broken library may still end itself
""",
        str(tmp_path),
    )
    assert done.returncode == -6, done.stderr


def test_what_the_child_makes_is_taken_out_only_when_it_is_a_plain_file(tmp_path: Path) -> None:
    cell = Cell(tmp_path)
    (cell.made / "page.jpg").symlink_to("/etc/passwd")
    with pytest.raises(ValueError, match=r"page\.jpg"):
        cell.take_out("page.jpg", tmp_path / "page.jpg")
    cell.clear()
    assert not list(cell.made.iterdir())
    cell.close()


def test_cells_of_owners_that_were_killed_are_swept_and_no_others(tmp_path: Path) -> None:
    mine = Cell(tmp_path)
    left = tmp_path / "box-left"
    (left / "in").mkdir(parents=True)
    for each in (mine.path, left):
        os.utime(each, (0, 0))
    sweep(tmp_path)
    assert mine.given.parent.exists()
    assert not left.exists()
    mine.close()


@pytest.mark.parametrize("copied", [True, False])
async def test_a_file_whose_bytes_are_about_to_be_kept_is_never_laid_in_itself(tmp_path: Path, copied: bool) -> None:
    photo, cell = tmp_path / "photo", Cell(tmp_path)
    photo.write_bytes(b"as it came")
    await cell.lay_in(photo, cell.given, copied=copied)
    cell.given.write_bytes(b"as a child would have it")
    assert (photo.read_bytes() == b"as it came") is copied
    cell.close()


@pytest.mark.parametrize("walled", [True, False])
async def test_what_is_about_to_be_kept_is_linked_only_for_a_child_that_cannot_change_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, walled: bool
) -> None:
    photo, links = tmp_path / "photo.jpg", []
    save(photo, paper())
    ask = Child.ask

    async def asked(self: Child, request: Mapping[str, Any]) -> dict[str, Any]:
        links.append(self.cell.given.samefile(photo))
        return await ask(self, request)

    monkeypatch.setattr(Child, "ask", asked)
    if not walled:
        monkeypatch.setattr(Child, "only_reads", property(lambda _: False, lambda _, __: None), raising=False)
    elif landlock.version() < landlock.CUTS_OFF_SINCE:
        pytest.skip("this kernel's Landlock cannot forbid to cut files off")
    async with Box(max_bytes=1 << 30, seconds=15, caps=CAPS, scratch_dir=tmp_path / "scratch") as box:
        await box.inspect(photo)
    assert links == [walled]
