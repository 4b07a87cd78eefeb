"""What is in a package is written out within limits; whatever else it is, it ends in a state, and nothing escapes."""

import random
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.imaging import tnef
from dossier.imaging.box import Box
from dossier.imaging.packages import Found, Room, Unpacked, unpack
from dossier.imaging.values import Caps
from tests.support.packages import MEETING, Files, flagged, overlapping, rar, spoilt, winmail, zipped

ROOM = Room(members_max=20, member_max_bytes=1_000_000, all_max_bytes=15_000_000)
CAPS = Caps(
    page_max_pixels=10**6,
    progressive_max_pixels=10**6,
    interlaced_max_pixels=10**6,
    pdf_pages_max=10,
    page_dpi_max=300,
)
FILES = [("a/scan.pdf", b"%PDF-1"), ("été.jpg", bytes(range(256)) * 9), ("a/scan.pdf", b"the same name")]


def opened(data: bytes, folder: Path, room: Room = ROOM) -> Unpacked:
    package = folder / "package"
    package.write_bytes(data)
    out = folder / "out"
    out.mkdir()
    return unpack(package, out, room)


@pytest.mark.parametrize("made", [zipped(FILES), winmail(FILES)], ids=["zip", "winmail"])
def test_each_file_is_written_whole_under_a_name_of_ours(made: bytes, tmp_path: Path) -> None:
    found = opened(made, tmp_path)
    assert found.found is Found.OPENED
    assert [each.name for each in found.members] == [name for name, _ in FILES]
    assert [(each.path or tmp_path).name for each in found.members] == ["member-0", "member-1", "member-2"]
    assert [(tmp_path / "out" / f"member-{number}").read_bytes() for number in range(3)] == [data for _, data in FILES]
    assert Unpacked.from_json(found.to_json(), tmp_path / "out", ROOM) == found


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (zipped([]), Found.OPENED),
        (rar(), Found.ANOTHER_KIND),
        (b"", Found.ANOTHER_KIND),
        (zipped([("a", b"abc")], zipfile.ZIP_BZIP2), Found.ANOTHER_KIND),
        (flagged(zipped([("a", b"abc")]), 1), Found.LOCKED),
        (spoilt(zipped([("a", bytes(range(99)))], zipfile.ZIP_STORED)), Found.DAMAGED),
        (zipped(FILES)[:-30], Found.DAMAGED),
        (zipped([(str(number), b"x") for number in range(21)]), Found.TOO_MUCH),
        (zipped([(str(number), bytes(999_999)) for number in range(11)]), Found.TOO_MUCH),  # swells a thousandfold
        (overlapping(16, 999_999), Found.TOO_MUCH),
        (winmail(kind=MEETING), Found.ANOTHER_KIND),
        (winmail(FILES)[:-3], Found.DAMAGED),
        (winmail(FILES)[:60] + b"\xff" + winmail(FILES)[61:], Found.DAMAGED),
    ],
)
def test_what_cannot_be_opened_says_why(made: bytes, found: Found, tmp_path: Path) -> None:
    told = opened(made, tmp_path)
    assert (told.found, told.members) == (found, ())


def test_a_file_that_is_larger_than_one_may_be_is_told_and_not_unpacked(tmp_path: Path) -> None:
    begun = time.perf_counter()
    found = opened(zipped([("large.bin", bytes(60_000_000)), ("a.pdf", b"%PDF-1")]), tmp_path)
    assert [(each.size_bytes, each.path is None) for each in found.members] == [(60_000_000, True), (6, False)]
    assert time.perf_counter() - begun < 5
    large = opened_again(winmail([("large.bin", bytes(1_000_001))]), tmp_path)
    assert [(each.size_bytes, each.path) for each in large.members] == [(1_000_001, None)]


def opened_again(data: bytes, folder: Path) -> Unpacked:
    inner = folder / "again"
    inner.mkdir()
    return opened(data, inner)


def test_what_is_real_bytes_may_be_as_much_as_there_is_room(tmp_path: Path) -> None:
    grain = random.Random(1).randbytes(900_000)
    assert len(opened(zipped([(str(number), grain) for number in range(16)]), tmp_path).members) == 16
    assert opened_again(zipped([(str(number), grain) for number in range(17)]), tmp_path).found is Found.TOO_MUCH


def test_what_a_machine_s_desk_adds_is_left_out(tmp_path: Path) -> None:
    files: Files = [("__MACOSX/a/._scan.pdf", b"x"), ("a/.DS_Store", b"x"), ("a/", b""), ("a/scan.pdf", b"%PDF-1")]
    assert [each.name for each in opened(zipped(files), tmp_path).members] == ["a/scan.pdf"]


def test_a_picture_within_the_words_says_so() -> None:
    assert [each.is_inline for each in tnef.read(winmail([("logo.png", b"x")], inline=True)).attached] == [True]
    assert [each.is_inline for each in tnef.read(winmail([("scan.pdf", b"x")])).attached] == [False]


def test_a_mail_within_is_a_stream_of_its_own() -> None:
    (within,) = tnef.read(winmail(mail=winmail([("a.pdf", b"%PDF-1")]))).attached
    assert [(each.name, each.data) for each in tnef.read(within.data).attached] == [("a.pdf", b"%PDF-1")]


@given(st.sampled_from([zipped(FILES), winmail(FILES)]), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255))))
def test_whatever_is_changed_in_one_it_ends_in_a_state(
    tmp_path_factory: pytest.TempPathFactory, made: bytes, changes: list[tuple[float, int]]
) -> None:
    data = bytearray(made)
    for at, value in changes:
        data[int(at * (len(data) - 1))] = value
    told = opened(bytes(data), tmp_path_factory.mktemp("changed"))
    assert sum(each.size_bytes for each in told.members if each.path) <= ROOM.all_max_bytes


async def test_it_is_opened_in_the_box_and_nothing_else_is_left_there(tmp_path: Path) -> None:
    package, out = tmp_path / "package", tmp_path / "out"
    out.mkdir()
    async with Box(max_bytes=2**30, seconds=10, caps=CAPS, scratch_dir=tmp_path / "cells") as box:
        for made in (zipped([("../../../etc/x", b"a"), ("/etc/y", b"b")]), winmail([("..\\x", b"a"), ("/y", b"b")])):
            package.write_bytes(made)
            found = await box.unpack(package, out, ROOM)
            assert [each.path for each in found.members] == [out / "member-0", out / "member-1"]
            assert [path.read_bytes() for path in sorted(out.iterdir())] == [b"a", b"b"]
        package.write_bytes(overlapping(16, 999_999))
        assert (await box.unpack(package, out, ROOM)).found is Found.TOO_MUCH
        package.write_bytes(zipped(FILES))  # and the child, whose cell is clean, goes on
        assert len((await box.unpack(package, out, ROOM)).members) == 3
