"""libvips with every loader shut but the five that photos and scans need; the other readers held to one thread."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
import pyvips
from pi_heif import options as heif_options
from pi_heif.heif import open_heif as _open_heif

from dossier.imaging.refusals import DamagedFile, EncryptedPdf, TooMuchMemory

LOADERS = {
    "image/jpeg": "VipsForeignLoadJpeg",
    "image/png": "VipsForeignLoadPng",
    "image/webp": "VipsForeignLoadWebp",
    "image/tiff": "VipsForeignLoadTiff",
    "image/avif": "VipsForeignLoadHeif",
}
"""Media type → the libvips loader class that alone may read it."""

_NICKNAMES = {
    "image/jpeg": "jpegload",
    "image/png": "pngload",
    "image/webp": "webpload",
    "image/tiff": "tiffload",
    "image/avif": "heifload",
}
_READERS = (pyvips.Error, pypdfium2.PdfiumError, OSError, ValueError, EOFError, SyntaxError, RuntimeError)
_PDF_PASSWORD, _PDF_SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

pyvips.operation_block_set("VipsForeignLoad", True)
for _loader in LOADERS.values():
    pyvips.operation_block_set(_loader, False)
pyvips.cache_set_max(0)
heif_options.DECODE_THREADS = 1


def is_out_of_memory(error: BaseException) -> bool:
    """Tell whether a reader stopped because it could get no more memory."""
    if isinstance(error, MemoryError):
        return True
    cv2 = sys.modules.get("cv2")  # the gate does without: it loads in a third of the time
    if cv2 is not None and isinstance(error, cv2.error):
        return bool(error.code == cv2.Error.StsNoMem)
    text = str(error).lower()
    return "out of memory" in text or "cannot allocate" in text


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what the readers raise on bad bytes into a refusal: DamagedFile, TooMuchMemory or EncryptedPdf."""
    try:
        yield
    except (*_READERS, MemoryError) as error:
        if is_out_of_memory(error):
            raise TooMuchMemory from error
        if isinstance(error, pypdfium2.PdfiumError) and error.err_code in {_PDF_PASSWORD, _PDF_SECURITY}:
            raise EncryptedPdf from error
        raise DamagedFile from error


def open_vips(path: Path, media_type: str, **options: Any) -> Any:
    """Open an image's header with libvips; pixels come when asked for, top to bottom.

    Raises DamagedFile when the loader that answers is not the one of this media type.
    """
    with refusing():
        image = pyvips.Image.new_from_file(str(path), access="sequential", fail_on="truncated", **options)
    if not str(image.get("vips-loader")).startswith(_NICKNAMES[media_type]):
        raise DamagedFile
    return image


def open_heif(path: Path) -> Any:
    """Open the primary picture of a HEIC file, its pixels still packed."""
    with refusing():
        heif = _open_heif(path, bgr_mode=True)
        return heif[heif.primary_index]


@contextmanager
def open_pdf(path: Path) -> Iterator[Any]:
    """Open a PDF for as long as the block lasts; raises EncryptedPdf or DamagedFile."""
    with refusing():
        document = pypdfium2.PdfDocument(path)  # type: ignore[no-untyped-call] # it ships no types
    try:
        yield document
    finally:
        document.close()  # type: ignore[no-untyped-call] # it ships no types
