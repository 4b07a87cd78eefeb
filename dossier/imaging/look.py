"""A look at a photo for its codes alone: no page is found, made or kept."""

from pathlib import Path

import cv2

from dossier.imaging.codes import read_codes
from dossier.imaging.decode import decode
from dossier.imaging.values import Caps, Code


def codes_in_view(path: Path, caps: Caps) -> tuple[Code, ...]:
    """Return the codes that a photo shows, wherever they lie in it; raises a leaf of Refused."""
    _, picture = decode(path, 0, caps)
    return read_codes(cv2.cvtColor(picture.pixels, cv2.COLOR_BGR2GRAY))
