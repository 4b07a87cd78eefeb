"""The QR codes on a picture of what we print: a pattern of dots looks now and then like a bar code to who reads all."""

import numpy as np
import zxingcpp


def qr_codes(picture: np.ndarray) -> list[zxingcpp.Barcode]:
    """Return the QR codes on a picture (grey, rows × columns, 8 bits)."""
    return list(zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])))
