"""Papers of the demo as its camera takes and films them, each once a process: 0.7 and 1.0 s of processor time."""

from datetime import date
from functools import cache

import cv2

from demo.camera import Fault, camera_feed, photograph
from demo.papers import render
from demo.people import Language, people
from tests.dossier.imaging.drawing import two_letters

_TAKEN = date(2026, 10, 31)


@cache
def photo(kind: str, *faults: Fault) -> bytes:
    """Photograph a paper of the demo on a table, with faults; as JPEG."""
    paper = render(kind, people()[0], "fr", _TAKEN, seed=3)
    return photograph(paper, 5, width=900, height=1200, faults=faults).jpeg


@cache
def lease(seed: int, width: int = 900) -> bytes:
    """Photograph a rent contract on a table, so many pixels wide; each seed another photo; as JPEG."""
    contract = render("LOG_BAIL", people()[0], "fr", date(2026, 10, 1), seed=4)
    return photograph(contract, seed, width=width, height=width * 4 // 3).jpeg


@cache
def payslip_film(language: Language = "fr") -> bytes:
    """Film a payslip on a table for a second, as a kiosk's camera sees it; as Y4M."""
    return camera_feed(render("REV_PAIE", people()[0], language, _TAKEN, 3), 1)


@cache
def photo_of_two() -> bytes:
    """Photograph two letters side by side; as JPEG."""
    return bytes(cv2.imencode(".jpg", two_letters())[1])
