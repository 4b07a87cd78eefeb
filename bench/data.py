"""The shared pictures to measure against, where they are there, and which of them a threshold may be tuned on."""

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A picture and its truth."""

    kind: str
    """`real`, `ambiguous`, `synth`, `photo` or `scan`."""
    path: Path
    quad: tuple[tuple[float, float], ...] | None
    """None: the whole frame is the page."""
    faults: tuple[str, ...]
    page_rotation: int
    """How far the page lies turned clockwise in the frame."""

    @property
    def for_tuning(self) -> bool:
        """Tell whether it may be tuned on: never a real photo; of the others one half, by the hash of their name."""
        return self.kind not in {"real", "ambiguous"} and _in_tuning_half(self.path)


@dataclass(frozen=True, kw_only=True)
class CodeSample:
    """A picture of a code, or of none."""

    format: str
    """`QRCode`, `DataMatrix`, `Code128`, `PDF417`, `EAN13`, `EAN8`; empty where there is none."""
    path: Path
    text: str
    """What it says; empty where that is not known."""

    @property
    def for_tuning(self) -> bool:
        """Tell whether it may be tuned on: one half, by the hash of its name."""
        return _in_tuning_half(self.path)


_CODES = {
    "qrcode": "QRCode",
    "datamatrix": "DataMatrix",
    "code128": "Code128",
    "pdf417": "PDF417",
    "ean13": "EAN13",
    "ean8": "EAN8",
    "falsepositives": "",
}


def code_samples() -> Iterator[CodeSample]:
    """Give every picture of a code of the formats that we read, and those that look like one and are none."""
    for each in _manifest():
        kind = each["label"].rpartition("-")[0] if each["file"].startswith("barcodes/") else None
        if kind in _CODES:
            yield CodeSample(format=_CODES[kind], path=DATA / each["file"], text=each["expected"] or "")


def _in_tuning_half(path: Path) -> bool:
    return hashlib.sha256(path.name.encode()).digest()[0] % 2 == 0


def _manifest() -> list[dict[str, Any]]:
    if not DATA.is_dir():
        sys.exit(f"{DATA} is not there: these benchmarks need the project's shared data.")
    found: list[dict[str, Any]] = json.loads((DATA / "manifest.json").read_text())
    return found


def samples() -> Iterator[Sample]:
    """Give every labelled photo and scan; ends the programme with a word where the data is not there."""
    for each in _manifest():
        if each["file"].startswith("photos/"):
            kind = "synth" if "synth" in each["file"] else "ambiguous" if each.get("ambiguous") else "real"
            yield Sample(
                kind=kind, path=DATA / each["file"], quad=_quad(each["quad"]), faults=_cut(each), page_rotation=0
            )
    for line in (DATA / "corpus" / "truth.jsonl").read_text().splitlines():
        each = json.loads(line)
        if each["kind"] in {"photo", "scan"}:
            yield Sample(
                kind=each["kind"],
                path=DATA / "corpus" / each["file"],
                quad=_quad(each.get("quad")),
                faults=tuple(each["faults"]),
                page_rotation=each.get("page_rotation", 0),
            )


def _cut(value: dict[str, object]) -> tuple[str, ...]:
    return ("cut_off",) if value.get("cut_off") else ()


def _quad(value: list[list[float]] | None) -> tuple[tuple[float, float], ...] | None:
    return None if value is None else tuple((float(x), float(y)) for x, y in value)
