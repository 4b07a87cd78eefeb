"""The shared pictures to measure against, where they are there, and which of them a threshold may be tuned on."""

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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
        if self.kind in {"real", "ambiguous"}:
            return False
        return hashlib.sha256(self.path.name.encode()).digest()[0] % 2 == 0


def samples() -> Iterator[Sample]:
    """Give every labelled photo and scan; ends the programme with a word where the data is not there."""
    if not DATA.is_dir():
        sys.exit(f"{DATA} is not there: these benchmarks need the project's shared data.")
    for each in json.loads((DATA / "manifest.json").read_text()):
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
