"""The QR code of a receipt or a letter: an address and a signed token, as SVG or as modules."""

import re

import numpy as np
import zxingcpp
from numpy.typing import NDArray

QUIET_MODULES = 4
"""The white border that ISO/IEC 18004 asks for."""


def modules(text: str) -> NDArray[np.bool_]:
    """Return the code's modules without its quiet zone, shape (n, n); True is dark."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = np.array(code.to_image(scale=1, add_quiet_zones=False))
    return np.asarray(image == 0)


def svg(text: str, label: str) -> str:
    """Return the code as an SVG that scales, without size of its own; `label` is its name for a screen reader."""
    dark = modules(text)
    size = dark.shape[0] + 2 * QUIET_MODULES
    path = "".join(f"M{x + QUIET_MODULES} {y + QUIET_MODULES}h1v1h-1z" for y, x in zip(*np.nonzero(dark), strict=True))
    safe = re.sub(r"[<>&\"]", "", label)
    return (
        f'<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{safe}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )
