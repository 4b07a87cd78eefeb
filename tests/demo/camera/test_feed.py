"""The film is a Y4M that Chromium takes, small enough, and shows a sheet that moves a little and comes back."""

from datetime import date

import cv2
import numpy as np
import numpy.typing as npt
import zxingcpp

from demo.camera import camera_feed
from demo.papers import bitmap, letter, render
from demo.people import people

Image = npt.NDArray[np.uint8]


def frames(film: bytes, size: tuple[int, int]) -> list[Image]:
    width, height = size
    header, _, rest = film.partition(b"\n")
    assert header.startswith(f"YUV4MPEG2 W{width} H{height} F".encode())
    length = len(b"FRAME\n") + width * height * 3 // 2
    assert len(rest) % length == 0
    found = []
    for start in range(0, len(rest), length):
        assert rest[start : start + 6] == b"FRAME\n"
        planes = np.frombuffer(rest[start + 6 : start + length], np.uint8).reshape(height * 3 // 2, width)
        found.append(np.asarray(cv2.cvtColor(planes, cv2.COLOR_YUV2RGB_I420), np.uint8))
    return found


def test_the_hand_moves_a_little_and_comes_back() -> None:
    page = render("FAM_COMP", people()[1], "nl", date(2026, 3, 9), 1, dpi=60)
    film = frames(camera_feed(page, 3, 1, (640, 360)), (640, 360))
    assert len(film) == 12
    steps = [np.abs(one.astype(float) - other).mean() for one, other in zip(film, film[1:] + film[:1], strict=True)]
    assert min(steps) > 0.5, "the hand stands still"
    assert steps[-1] < 1.1 * max(steps[:-1]), "the film jumps where its loop closes"
    assert max(steps) < 12


def test_a_full_hd_film_stays_under_sixty_megabytes() -> None:
    page = render("FAM_COMP", people()[1], "nl", date(2026, 3, 9), 1, dpi=60)
    film = camera_feed(page, 3, 2, (1080, 1920))
    assert film.startswith(b"YUV4MPEG2 W1080 H1920 F9:1 Ip A1:1 C420jpeg\n")
    assert len(film) < 60_000_000


def test_the_code_of_a_filmed_letter_can_be_read() -> None:
    url = "https://guichet.example.org/acces/MDE5M2Y3.x7Kd_0aQ"
    film = camera_feed(bitmap(letter(people()[0], url, "nl"), 150), 4, 0.2, (1280, 720))
    for frame in frames(film, (1280, 720)):
        assert [code.text for code in zxingcpp.read_barcodes(frame)] == [url]
