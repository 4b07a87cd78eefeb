"""The QR code of a receipt or a letter: an address and a signed token, as SVG or as modules."""

import re
from itertools import groupby
from typing import Any, cast

import zxingcpp

QUIET_MODULES = 4
"""The white border that ISO/IEC 18004 asks for."""


def modules(text: str, level: str = "M") -> list[list[bool]]:
    """Return the code's modules without its quiet zone, n rows of n; True is dark. `level`: L, M, Q or H.

    Without numpy, which takes a sixth of the time in which the web starts.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    image = memoryview(cast("Any", code.to_image(scale=1, add_quiet_zones=False)))  # a buffer, which its types hide
    return [[value == 0 for value in row] for row in cast("list[list[int]]", image.tolist())]


def svg(text: str, label: str) -> str:
    """Return the code as an SVG that scales, without size of its own; `label` is its name for a screen reader."""
    dark = modules(text)
    size = len(dark) + 2 * QUIET_MODULES
    path = "".join(_line(y, row) for y, row in enumerate(dark, start=QUIET_MODULES))
    safe = re.sub(r"[<>&\"]", "", label)
    return (
        f'<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{safe}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )


def _line(y: int, row: list[bool]) -> str:
    """Return the dark modules of a row as one box for each run of them: in all 4 KB of a page instead of 9."""
    boxes, x = "", QUIET_MODULES
    for is_dark, run in groupby(row):
        width = sum(1 for _ in run)
        boxes += f"M{x} {y}h{width}v1h-{width}z" if is_dark else ""
        x += width
    return boxes
