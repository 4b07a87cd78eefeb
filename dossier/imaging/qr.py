"""QR codes alone, on a sheet that a scanner read: ours are all of that kind, and nothing else is looked for."""

import cv2
import numpy as np
import zxingcpp

from dossier.imaging.pixels import Pixels

_QR = zxingcpp.BarcodeFormats((zxingcpp.BarcodeFormat.QRCode,))
_QUIET_SHARE = 0.3
_AGAIN_MAX_PIXELS = 4_000_000
_AGAIN_TIMES = 2


def read_qr_codes(grey: Pixels) -> tuple[str, ...]:
    """Return what the QR codes of a grey sheet say, each once; one that is seen and not read is looked at larger."""
    found = zxingcpp.read_barcodes(grey, _QR, text_mode=zxingcpp.TextMode.Plain, return_errors=True)
    said = [each.text for each in found if each.valid]
    for each in found:
        if not each.valid:
            said += _again(grey, each.position)
    return tuple(dict.fromkeys(said))


def _again(grey: Pixels, place: zxingcpp.Position) -> list[str]:
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    x, y = np.array([(each.x, each.y) for each in corners]).T
    margin = round(_QUIET_SHARE * max(x.max() - x.min(), y.max() - y.min()))
    part = grey[max(0, y.min() - margin) : y.max() + margin, max(0, x.min() - margin) : x.max() + margin]
    if not 0 < part.size <= _AGAIN_MAX_PIXELS:
        return []
    larger = cv2.resize(part, None, fx=_AGAIN_TIMES, fy=_AGAIN_TIMES, interpolation=cv2.INTER_CUBIC)
    again = zxingcpp.read_barcodes(
        larger, _QR, text_mode=zxingcpp.TextMode.Plain, binarizer=zxingcpp.Binarizer.GlobalHistogram
    )
    return [each.text for each in again]
