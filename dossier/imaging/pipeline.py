"""One page from a file's bytes to its pictures, its codes and the verdict."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import cv2
import numpy as np

from dossier.errors import Refused
from dossier.imaging.bends import Bends
from dossier.imaging.codes import read_codes
from dossier.imaging.decode import decode
from dossier.imaging.deskew import skew_degrees
from dossier.imaging.geometry import Corners, clockwise, turned
from dossier.imaging.orient import upright_rotation
from dossier.imaging.picture import Picture
from dossier.imaging.pixels import Pixels
from dossier.imaging.quadrilateral import bent_sides, find_quad, find_quads, sampled
from dossier.imaging.reading import even_light
from dossier.imaging.rectify import rectify, rotated, straightened
from dossier.imaging.renditions import ORIGINAL_LONG_SIDE, thumb, write
from dossier.imaging.sheet import PREVIEW_LONG_SIDE, dpi_of, pixels_at
from dossier.imaging.shrink import fitted, fitted_area
from dossier.imaging.sides import card_dpi, one_under_the_other
from dossier.imaging.values import Caps, MadePage, PageText, Recipe, Rendition, Under, as_bows, as_quad
from dossier.imaging.verdict import judge
from dossier.imaging.words import page_text

SEEN_PIXELS = 6_050_000
"""An A4 at 250 dpi: what is told of a page is told by no more of it than this."""
SKEW_LEAST_DEGREES = 0.15
"""A line of 17 cm then climbs half a millimetre: nobody sees that."""
FRAME: Corners = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)])


class _Watch:
    """Counts the milliseconds of each step."""

    def __init__(self) -> None:
        self.ms: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a block under a name."""
        start = perf_counter()
        yield
        self.ms[name] = round((perf_counter() - start) * 1000, 1)


class _Side(NamedTuple):
    """A page laid flat, upright and level, before anything is told of it."""

    media_type: str  # of its file
    page: Pixels
    grey: Pixels  # no more of it than SEEN_PIXELS
    corners: Corners | None
    bends: Bends | None  # of its sides, where it does not lie flat
    papers: tuple[Corners, ...]  # where several lie on the photo
    score: float
    rotation: int
    skew: float
    dpi: float | None
    renditions: list[Rendition]  # the upright, whole photo, where it was asked for


def _side(path: Path, index: int, out_dir: Path | None, recipe: Recipe, caps: Caps, watch: _Watch) -> _Side:
    """Lay page `index` (from 0) of a file flat; without `out_dir` the whole photo is not written."""
    with watch.step("decode"):
        found, picture = decode(path, index, caps)
    with watch.step("quad"):
        small = None if picture.whole else picture.upright(sampled(picture.stored))
        corners, score, papers = _corners(small, recipe)
    with watch.step("bends"):
        corners, bends = _bends(small, corners, recipe)
    with watch.step("original"):
        renditions = [] if out_dir is None else [write("original", picture.fitted(ORIGINAL_LONG_SIDE), out_dir)]
    with watch.step("rectify"):
        page = flat(picture, corners, caps.page_dpi_max, bends)
        dpi = _dpi(page, picture)
        del picture  # a photo of 12 megapixels is 36 MB, and is not needed any more
        grey = fitted_area(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), SEEN_PIXELS)
    with watch.step("orient"):
        rotation = upright_rotation(grey) if recipe.rotation is None else recipe.rotation
        page, grey = rotated(page, rotation), rotated(grey, rotation)
        corners, bends = (None if each is None else turned(each, rotation) for each in (corners, bends))
    with watch.step("deskew"):
        skew = 0.0 if corners is not None else _skew(grey)
        if skew:
            page, grey = straightened(page, skew), straightened(grey, skew)
    return _Side(found.media_type, page, grey, corners, bends, papers, score, rotation, skew, dpi, renditions)


def make_page(
    path: Path, index: int, out_dir: Path, recipe: Recipe, caps: Caps, under: Under | None = None
) -> MadePage:
    """Make page `index` (from 0) of a file and write its renditions into `out_dir`; raises a leaf of Refused.

    Where another page lies `under` it, the renditions show both. That one is decoded first and only its flat page kept,
    so that two photos are never in memory at once.
    """
    watch = _Watch()
    lower = None
    if under is not None:
        with watch.step("under"):
            lower = _side(under.path, under.index, None, under.recipe, caps, _Watch()).page
    side = _side(path, index, out_dir, recipe, caps, watch)
    page, grey, dpi, renditions = side.page, side.grey, side.dpi, side.renditions
    with watch.step("codes"):
        codes = read_codes(grey)
    with watch.step("verdict"):
        judgement = judge(grey, side.corners, side.score, beside=recipe.beside or bool(side.papers))
    upper, coarsest_dpi = page, None
    with watch.step("renditions"):
        if lower is not None:
            page, dpi = one_under_the_other(upper, lower, caps.page_dpi_max)
            coarsest_dpi = round(min(card_dpi(upper), card_dpi(lower)), 1)
        small = fitted(page, PREVIEW_LONG_SIDE)
        shown = {"page": page, "preview": small, "thumb": thumb(small)}
        renditions += [write(kind, pixels, out_dir) for kind, pixels in shown.items()]
    with watch.step("reading"):
        lit = even_light(upper)
        if lower is not None:
            # Each in its own even light: the ground between them would shine into their edges
            lit, _ = one_under_the_other(lit, even_light(lower), caps.page_dpi_max)
        renditions.append(write("reading", lit, out_dir))
    with watch.step("text"):
        text = _text(path, index) if side.media_type == "application/pdf" else None
    return MadePage(
        width=page.shape[1],
        height=page.shape[0],
        dpi=dpi,
        coarsest_dpi=coarsest_dpi,
        quad=None if side.corners is None else as_quad(side.corners),
        bends=None if side.bends is None else as_bows(side.bends),
        papers=tuple(as_quad(each) for each in side.papers),
        score=round(side.score, 3),
        rotation=side.rotation,
        skew_degrees=side.skew,
        blank="blank" in judgement.faults,
        codes=codes,
        verdict=judgement,
        text=text,
        ms=watch.ms,
        renditions=tuple(renditions),
    )


def _corners(small: Pixels | None, recipe: Recipe) -> tuple[Corners | None, float, tuple[Corners, ...]]:
    """Return the frame-wise corners, forced or found, the score, and the papers where there are several.

    small: the upright photo as `sampled` gives it; None where the frame is the page. The corners are None where the
    whole frame is the page.
    """
    if recipe.quad is not None:
        forced = clockwise(np.array(recipe.quad, dtype=np.float64))
        return (None if np.allclose(forced, FRAME) else forced), 1.0, ()
    if small is None:
        return None, 1.0, ()
    return find_quads(small) if recipe.several else (*find_quad(small), ())


def _bends(small: Pixels | None, corners: Corners | None, recipe: Recipe) -> tuple[Corners | None, Bends | None]:
    """Return the corners and bends of a page that does not lie flat; of any other, its corners as they are."""
    if small is None or corners is None or recipe.straight:
        return corners, None
    return bent_sides(small, corners) or (corners, None)


def flat(picture: Picture, corners: Corners | None, dpi_max: float, bends: Bends | None = None) -> Pixels:
    """Return the flat page at `corners` of the upright picture, between its bent sides; None: the whole frame."""
    if corners is not None:
        return rectify(picture.stored, picture.where(corners), dpi_max, bends)
    return picture.fitted_area(pixels_at(dpi_max, picture.ratio))


def _text(path: Path, index: int) -> PageText:
    """Return what the text layer of a PDF says; nothing where it cannot be read, which does no harm to the page."""
    try:
        return page_text(path, index)
    except Refused:
        return PageText(words="", boxes=())


def _skew(grey: Pixels) -> float:
    """Return by how much a scan has to be laid level; 0 where that would blur its letters for nothing."""
    skew = round(skew_degrees(grey), 2)
    return skew if abs(skew) >= SKEW_LEAST_DEGREES else 0.0


def _dpi(page: Pixels, picture: Picture) -> float | None:
    """Return the page's dots an inch, as the file says or as its proportions tell."""
    dpi = picture.dpi or dpi_of(page.shape[0] * page.shape[1], page.shape[1] / page.shape[0])
    return None if dpi is None else round(dpi, 1)
