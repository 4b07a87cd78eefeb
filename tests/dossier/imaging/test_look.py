"""Codes are read wherever they lie in a photo, through the boxed child too."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from dossier.imaging.look import codes_in_view
from dossier.imaging.refusals import NotAnAllowedKind
from dossier.receipts.qr import modules
from tests.dossier.imaging.drawing import CAPS

TEXT = "https://guichet.example/l/abcdefghijklmnop"


def _photo(folder: Path, *, degrees: float = 0) -> Path:
    code = np.where(np.kron(np.pad(modules(TEXT), 4), np.ones((8, 8))), 0, 255).astype(np.uint8)
    frame = np.full((1080, 1920), 150, np.uint8)
    frame[300 : 300 + code.shape[0], 900 : 900 + code.shape[1]] = code
    turn = cv2.getRotationMatrix2D((960, 540), degrees, 1)
    path = folder / "frame.jpg"
    cv2.imwrite(str(path), cv2.warpAffine(frame, turn, (1920, 1080), borderValue=(150,)))
    return path


@pytest.mark.parametrize("degrees", [0, 17, 90, 180])
def test_a_code_is_read_however_the_paper_lies(tmp_path: Path, degrees: float) -> None:
    assert [each.text for each in codes_in_view(_photo(tmp_path, degrees=degrees), CAPS)] == [TEXT]


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "frame.jpg"
    path.write_text("no picture")
    with pytest.raises(NotAnAllowedKind):
        codes_in_view(path, CAPS)
