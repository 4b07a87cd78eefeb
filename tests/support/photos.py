"""Papers of the demo as its camera takes them, each photographed once a process."""

from datetime import date
from functools import cache

import cv2

from demo.camera import Fault, photograph
from demo.papers import render
from demo.people import people
from tests.dossier.imaging.drawing import two_letters

_TAKEN = date(2026, 10, 31)


@cache
def photo(kind: str, *faults: Fault) -> bytes:
    """Photograph a paper of the demo on a table, with faults; as JPEG."""
    paper = render(kind, people()[0], "fr", _TAKEN, seed=3)
    return photograph(paper, 5, width=900, height=1200, faults=faults).jpeg


@cache
def photo_of_two() -> bytes:
    """Photograph two letters side by side; as JPEG."""
    return bytes(cv2.imencode(".jpg", two_letters())[1])
