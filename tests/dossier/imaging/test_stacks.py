"""A scanned stack in the imaging room: sheets told apart, some cut out without a loss, hostile files refused."""

import io
import struct
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from dossier.errors import Refused
from dossier.imaging import tiff
from dossier.imaging.refusals import DamagedFile, NoSuchPage, TooManyPages
from dossier.imaging.scan import default_box, default_caps
from dossier.imaging.sheets import read_sheet
from dossier.imaging.slices import cut_sheets
from tests.support.batches import BLANK, DOCUMENT, sheet, stack_pdf, stack_tiff

WORDS = ("one", DOCUMENT, BLANK, "four")


def _laid(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("write", [stack_pdf, stack_tiff])
def test_sheets_are_told_apart(tmp_path: Path, write: Callable[..., bytes]) -> None:
    stack = _laid(tmp_path, "stack", write(*WORDS))
    seen = [read_sheet(stack, index, default_caps()) for index in range(4)]
    assert [each.codes for each in seen] == [(), (DOCUMENT,), (), ()]
    assert [each.blank for each in seen] == [False, False, True, False]


def test_sheets_of_a_pdf_are_the_same_bytes_whenever_they_are_cut(tmp_path: Path) -> None:
    stack = _laid(tmp_path, "stack", stack_pdf(*WORDS))
    cuts = []
    for number in range(2):
        cut_sheets(stack, [0, 3], tmp_path / str(number), default_caps())
        cuts.append((tmp_path / str(number)).read_bytes())
    assert cuts[0] == cuts[1]
    assert b"CreationDate(D:20000101" in cuts[0]
    with pypdfium2.PdfDocument(stack) as whole, pypdfium2.PdfDocument(cuts[0]) as part:  # type: ignore[no-untyped-call] # it ships no types
        assert len(part) == 2
        for index, was in enumerate((0, 3)):
            assert part[index].render().to_pil().tobytes() == whole[was].render().to_pil().tobytes()
    cut_sheets(stack, [0, 1, 2, 3], tmp_path / "all", default_caps())
    assert (tmp_path / "all").read_bytes() == stack.read_bytes()


@pytest.mark.parametrize("compression", ["group4", "jpeg", "tiff_lzw", "raw"])
def test_sheets_of_a_tiff_are_copied_strip_by_strip(tmp_path: Path, compression: str) -> None:
    mode = "1" if compression == "group4" else "RGB"
    first, *others = [sheet(each).convert(mode) for each in WORDS]
    stack = tmp_path / "stack"
    first.save(stack, "TIFF", save_all=True, append_images=others, compression=compression, dpi=(75, 75))
    cut_sheets(stack, [1, 3], tmp_path / "part", default_caps())
    with Image.open(stack) as whole, Image.open(tmp_path / "part") as part:
        assert part.n_frames == 2  # type: ignore[attr-defined] # of TIFFs
        for index, was in enumerate((1, 3)):
            whole.seek(was)
            part.seek(index)
            assert part.tobytes() == whole.tobytes()
            assert part.info["dpi"] == whole.info["dpi"]
    assert (tmp_path / "part").stat().st_size < stack.stat().st_size


def _broken(data: bytes) -> dict[str, bytes]:
    (first,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, first)
    link = first + 2 + 12 * count
    entries = {struct.unpack_from("<H", data, at)[0]: at for at in range(first + 2, first + 2 + 12 * count, 12)}

    def changed(at: int, form: str, *values: int) -> bytes:
        copy = bytearray(data)
        struct.pack_into(form, copy, at, *values)
        return bytes(copy)

    return {
        "a ring": changed(link, "<I", first),
        "leads out": changed(4, "<I", len(data) + 10),
        "cut short": data[: len(data) // 2],
        "BigTIFF": changed(2, "<H", 43),
        "old JPEG": changed(entries[259] + 8, "<HH", 6, 0),
        "more strips than sizes": changed(entries[273] + 4, "<I", 7),
        "sizes beyond the file": changed(entries[279] + 8, "<I", 0xFFFF_FFF0),
        "no picture": b"II*\0" + bytes(20),
    }


@pytest.mark.parametrize("kind", list(_broken(stack_tiff("one", "two"))))
def test_a_tiff_that_lies_is_refused(tmp_path: Path, kind: str) -> None:
    broken = _laid(tmp_path, "stack", _broken(stack_tiff("one", "two"))[kind])
    with pytest.raises((DamagedFile, NoSuchPage)):
        tiff.cut(broken, [0, 1, 2], tmp_path / "part")


@pytest.mark.boxed
async def test_a_stack_goes_through_the_box_with_a_limit_of_its_own(tmp_path: Path) -> None:
    stack, part = _laid(tmp_path, "stack", stack_pdf(*WORDS)), tmp_path / "part"
    async with default_box() as box:
        assert (await box.inspect_stack(stack, 4)).page_count == 4
        with pytest.raises(TooManyPages):
            await box.inspect_stack(stack, 3)
        assert (await box.read_sheet(stack, 1, 4)).codes == (DOCUMENT,)
        await box.cut_sheets(stack, [3], part, 4)
        assert (await box.inspect(part)).page_count == 1
        await box.show_sheet(stack, 0, tmp_path / "shown", 4)
        with Image.open(io.BytesIO((tmp_path / "shown").read_bytes())) as shown:
            assert (shown.format, max(shown.size)) == ("JPEG", 1000)
        for wrong in ([], [4], [0, 9]):
            with pytest.raises(Refused):
                await box.cut_sheets(stack, wrong, part, 4)
