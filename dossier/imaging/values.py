"""What the imaging room takes and gives: frozen values that travel as JSON between the service and the boxed child."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

Point = tuple[float, float]
Quad = tuple[Point, ...]
"""Four corners, normalised on the upright photo, in the page's own order TL TR BR BL; they may leave 0–1."""

RECIPE_VERSION = 1
"""Grows when the code makes another page of the same photo; a person's correction adds to it."""


def quad_from_json(value: Any) -> Quad | None:
    """Read a quad from lists of numbers; None stays None."""
    return None if value is None else tuple((float(x), float(y)) for x, y in value)


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
        """Read back what `to_json` wrote."""
        return cls(**value)

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

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read back what `to_json` wrote."""
        return cls(version=value["version"], rotation=value["rotation"], quad=quad_from_json(value["quad"]))

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Code:
    """A bar code or matrix code read on the page."""

    format: str
    """`QRCode`, `DataMatrix`, `Code128`, `PDF417` or `EAN13`."""
    text: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether a person can read this page, and what is wrong where not."""

    ok: bool
    faults: tuple[str, ...]
    """Some of `verdict.FAULTS`."""


@dataclass(frozen=True, kw_only=True)
class Rendition:
    """One picture made of a page, in a file of the caller's folder."""

    kind: str
    """`page` (rectified), `original` (upright, whole photo), `preview` or `thumb`."""
    media_type: str
    width: int
    height: int
    path: Path

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read back what `to_json` wrote."""
        return cls(**{**value, "path": Path(value["path"])})

    def to_json(self) -> dict[str, Any]:
        """Return plain values; the path as text."""
        return {**asdict(self), "path": str(self.path)}


@dataclass(frozen=True, kw_only=True)
class MadePage:
    """A page as it was made: where it lay, what it says in codes, how good it is, and its pictures."""

    width: int
    """Pixels of the rectified page."""
    height: int
    quad: Quad | None
    """None: the whole frame is the page."""
    score: float
    """0–1: how sure the quad is right; 1 where a person or a whole frame said so."""
    rotation: int
    """Clockwise degrees that were applied after EXIF."""
    blank: bool
    codes: tuple[Code, ...]
    verdict: Verdict
    ms: Mapping[str, float]
    """Milliseconds per step."""
    renditions: tuple[Rendition, ...]

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read back what `to_json` wrote."""
        read = {
            "quad": quad_from_json(value["quad"]),
            "codes": tuple(Code(**each) for each in value["codes"]),
            "verdict": Verdict(ok=value["verdict"]["ok"], faults=tuple(value["verdict"]["faults"])),
            "renditions": tuple(Rendition.from_json(each) for each in value["renditions"]),
        }
        return cls(**{**value, **read})

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {**asdict(self), "ms": dict(self.ms), "renditions": [each.to_json() for each in self.renditions]}
