"""What the imaging room takes and gives: frozen values that travel as JSON between the service and the boxed child."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

Point = tuple[float, float]
Quad = tuple[Point, ...]
"""Four corners, normalised on the upright photo, in the page's own order TL TR BR BL; they may leave 0–1."""
Bows = tuple[tuple[float, ...], ...]
"""How far the top, right, bottom and left side of a page that is not flat bow outwards of its quad, at even places from
corner to corner, clockwise; as shares of the flat page's height (top, bottom) or width."""

GLANCE_PICTURE = "glance.jpg"
"""The photo small, upright and whole."""
SLICE = "sheets"
"""Some sheets of a stack as a file of their own."""
RECIPE_VERSION = 1
"""Grows when the code makes another page of the same photo; a person's correction adds to it."""


SHEET_PARTS = 10_000
"""A place on a sheet is told in so many parts of its width, and of its height."""
Box = tuple[int, int, int, int]
"""Left, top, right, bottom in parts of SHEET_PARTS."""

MEDIA_TYPES = frozenset(
    {"image/jpeg", "image/png", "image/webp", "image/tiff", "image/heic", "image/avif", "application/pdf"}
)
"""What is taken in."""

RENDITIONS = {
    "page": ("page.jpg", "image/jpeg"),
    "reading": ("reading.jpg", "image/jpeg"),
    "original": ("original.jpg", "image/jpeg"),
    "preview": ("preview.jpg", "image/jpeg"),
    "thumb": ("thumb.webp", "image/webp"),
}
"""Kind of picture → its file and media type.

`page` is the flat page, faithful: nothing is removed. `reading` is it in even light, and lighter to load. `original` is
the upright, whole photo.
"""


@dataclass(frozen=True, kw_only=True)
class Caps:
    """How much one file may ask for."""

    page_max_pixels: int
    progressive_max_pixels: int
    """Of a JPEG that is held whole in memory: 2.3 MB of such a file were seen to cost 798 MB."""
    interlaced_max_pixels: int
    """Of a PNG that is held whole in memory: 380 KB were seen to cost 437 MB and 4.4 s."""
    pdf_pages_max: int
    page_dpi_max: int
    """Of a page as it is kept: dots an inch above these are not."""


def quad_from_json(value: Any) -> Quad | None:
    """Read a quad from lists of numbers; None stays None."""
    return None if value is None else tuple((float(x), float(y)) for x, y in value)


def quads_from_json(value: Any) -> tuple[Quad, ...]:
    """Read quads from lists of lists of numbers."""
    return tuple(tuple((float(x), float(y)) for x, y in each) for each in value)


def bows_from_json(value: Any) -> Bows | None:
    """Read bows from lists of numbers; None stays None."""
    return None if value is None else tuple(tuple(map(float, side)) for side in value)


def as_quad(corners: Iterable[Iterable[float]]) -> Quad:
    """Return corners as plain numbers, to a hundredth of a thousandth of the photo."""
    return tuple((round(float(x), 5), round(float(y), 5)) for x, y in corners)


def as_bows(bends: Iterable[Iterable[float]]) -> Bows:
    """Return the bows of four sides as plain numbers, to a hundredth of a thousandth of the page."""
    return tuple(tuple(round(float(each), 5) for each in side) for side in bends)


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """What the gate learns of a file without decoding its pixels."""

    media_type: str
    page_count: int
    width: int | None
    """Pixels of the first page as stored, before EXIF turns it; None for a PDF."""
    height: int | None

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read back what `to_json` wrote; raises ValueError for a kind that is not taken in."""
        found = cls(**value)
        if found.media_type not in MEDIA_TYPES or not isinstance(found.page_count, int):
            raise ValueError(found)
        return found

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """What a person forced; None means: find it."""

    version: int = RECIPE_VERSION
    rotation: int | None = None
    """Clockwise degrees after EXIF: 0, 90, 180 or 270."""
    quad: Quad | None = None
    """Corners in any order; the frame's four corners keep the photo whole."""
    straight: bool = False
    """The quad's sides are straight: a person set its corners, and they are the truth."""
    several: bool = False
    """The photo may show several papers: then the page is the first of them."""
    beside: bool = False
    """The quad is one of several papers on the photo."""

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read back what `to_json` wrote."""
        return cls(**{**value, "quad": quad_from_json(value["quad"])})

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Under:
    """What lies under a page: the other side of a card, and how that is made."""

    path: Path
    index: int
    """The page of that file, from 0."""
    recipe: Recipe

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read back what `to_json` wrote."""
        return cls(path=Path(value["path"]), index=value["index"], recipe=Recipe.from_json(value["recipe"]))

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {"path": str(self.path), "index": self.index, "recipe": self.recipe.to_json()}


@dataclass(frozen=True, kw_only=True)
class Code:
    """A bar code or matrix code read on the page."""

    format: str
    """`QRCode`, `DataMatrix`, `Code128`, `PDF417` or `EAN13`."""
    text: str


@dataclass(frozen=True, kw_only=True)
class SeenSheet:
    """What is seen of a sheet in a scanned stack."""

    codes: tuple[str, ...]
    """What its QR codes say."""
    blank: bool

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read back what `to_json` wrote."""
        return cls(codes=tuple(str(each) for each in value["codes"]), blank=bool(value["blank"]))

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether a person can read this page, and what is wrong where not."""

    ok: bool
    faults: tuple[str, ...]
    """Some of `verdict.FAULTS`."""


@dataclass(frozen=True, kw_only=True)
class Glance:
    """What is told of a photo on the spot."""

    width: int
    """Pixels of GLANCE_PICTURE."""
    height: int
    quad: Quad | None
    """Where the page is seen, clockwise; None: the whole frame is the page."""
    papers: tuple[Quad, ...]
    """Where each paper is seen on a photo of several, as one reads them; none on others."""
    faults: tuple[str, ...]
    """Some of `verdict.FAULTS`."""

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read back what `to_json` wrote."""
        read = {
            "quad": quad_from_json(value["quad"]),
            "papers": quads_from_json(value["papers"]),
            "faults": tuple(value["faults"]),
        }
        return cls(**{**value, **read})

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class PageText:
    """The words of a sheet, and where each stands on it."""

    words: str
    """One space between two; empty where there are none."""
    boxes: tuple[int, ...]
    """Four a word, left, top, right and bottom, in parts of SHEET_PARTS of the upright sheet."""

    def __post_init__(self) -> None:
        if len(self.boxes) != 4 * len(self.words.split()):
            raise ValueError("four places a word")

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read back what `to_json` wrote; raises ValueError for what is no word, or stands outside of the sheet."""
        words = " ".join(str(value["words"]).replace("\0", "").split())
        boxes = tuple(int(each) for each in value["boxes"])
        if any(not 0 <= each <= SHEET_PARTS for each in boxes):
            raise ValueError("a place outside of the sheet")
        return cls(words=words, boxes=boxes)

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Rendition:
    """One picture made of a page, in a file of the caller's folder."""

    kind: str
    """One of `RENDITIONS`."""
    media_type: str
    width: int
    height: int
    path: Path

    @classmethod
    def from_json(cls, value: Mapping[str, Any], folder: Path) -> Self:
        """Read back what `to_json` wrote, for a file that lies in `folder`; raises KeyError for another kind."""
        name, media_type = RENDITIONS[value["kind"]]
        return cls(
            kind=value["kind"],
            media_type=media_type,
            width=int(value["width"]),
            height=int(value["height"]),
            path=folder / name,
        )

    def to_json(self) -> dict[str, Any]:
        """Return plain values; where the file lies follows from its kind."""
        return {"kind": self.kind, "width": self.width, "height": self.height}


@dataclass(frozen=True, kw_only=True)
class MadePage:
    """A page as it was made: where it lay, what it says in codes, how good it is, and its pictures.

    Where another page lies under it, the pictures but for `original`, their size and `dpi` are of both; the rest is its
    own.
    """

    width: int
    """Pixels of the rectified page."""
    height: int
    dpi: float | None
    """Dots an inch; None where the paper's size is not known."""
    coarsest_dpi: float | None
    """Of the coarser side, where two are on the page; else None."""
    quad: Quad | None
    """None: the whole frame is the page."""
    bends: Bows | None
    """Between which curves it was laid flat; None: between straight sides."""
    papers: tuple[Quad, ...]
    """Where each paper lies on a photo of several, as one reads them: the page is the first. None on others."""
    score: float
    """0–1: how sure the quad is right; 1 where the recipe or a whole frame said so."""
    rotation: int
    """Clockwise degrees that were applied after EXIF."""
    skew_degrees: float
    """How far the lines of a whole frame leaned clockwise before they were laid level; 0 for a page cut out of it."""
    blank: bool
    codes: tuple[Code, ...]
    verdict: Verdict
    text: PageText | None
    """What the file itself says stands on the page; None for a photo, which says nothing."""
    ms: Mapping[str, float]
    """Milliseconds per step."""
    renditions: tuple[Rendition, ...]

    @classmethod
    def from_json(cls, value: Mapping[str, Any], folder: Path) -> Self:
        """Read back what `to_json` wrote, for pictures that lie in `folder`."""
        read = {
            "quad": quad_from_json(value["quad"]),
            "bends": bows_from_json(value["bends"]),
            "papers": quads_from_json(value["papers"]),
            "codes": tuple(Code(**each) for each in value["codes"]),
            "verdict": Verdict(ok=value["verdict"]["ok"], faults=tuple(value["verdict"]["faults"])),
            "text": None if value["text"] is None else PageText.from_json(value["text"]),
            "renditions": tuple(Rendition.from_json(each, folder) for each in value["renditions"]),
        }
        return cls(**{**value, **read})

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {**asdict(self), "ms": dict(self.ms), "renditions": [each.to_json() for each in self.renditions]}
