"""The gate: a file's first bytes, then its header, then the caps; no pixel is decoded here."""

from pathlib import Path

from dossier.imaging.loaders import open_heif, open_pdf, open_vips
from dossier.imaging.refusals import DamagedFile, EmptyFile, NoPages, NotAnAllowedKind, TooManyPages, TooManyPixels
from dossier.imaging.values import Caps, Inspection

SIDE_MAX_PIXELS = 20_000

_HEAD_BYTES = 1024
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})


def media_type_of(head: bytes) -> str | None:
    """Tell the media type from a file's first 1,024 bytes; None for a kind that is not allowed."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[:4] in {b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"}:
        return "image/tiff"
    if head[4:8] == b"ftyp":
        return _of_brands(head)
    # ISO 32000 wants the mark at byte 0; readers take it anywhere in the first 1,024 bytes, and so do writers.
    return "application/pdf" if b"%PDF-" in head else None


def _of_brands(head: bytes) -> str | None:
    """Tell HEIC from AVIF by the brands of an ISO base media file."""
    size = int.from_bytes(head[:4], "big")
    brands = {head[at : at + 4] for at in (8, *range(16, min(size, len(head)), 4))}
    if brands & _AVIF_BRANDS:
        return "image/avif"
    return "image/heic" if brands & _HEIC_BRANDS else None


def inspect(path: Path, caps: Caps) -> Inspection:
    """Read what a file is and hold it against the caps.

    Raises EmptyFile, NotAnAllowedKind, DamagedFile, EncryptedPdf, NoPages, TooManyPages or TooManyPixels.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not head:
        raise EmptyFile
    media_type = media_type_of(head)
    if media_type is None:
        raise NotAnAllowedKind
    if media_type == "application/pdf":
        with open_pdf(path) as document:
            found = Inspection(media_type=media_type, page_count=len(document), width=None, height=None)
        _check_count(found.page_count, caps)
        return found
    return _picture(path, media_type, caps)


def _picture(path: Path, media_type: str, caps: Caps) -> Inspection:
    area_max = caps.page_max_pixels
    page_count = 1
    if media_type == "image/heic":
        width, height = open_heif(path).size
    else:
        image = open_vips(path, media_type)
        width, height = image.width, image.height
        fields = set(image.get_fields())
        if "interlaced" in fields and image.get("interlaced"):
            area_max = caps.interlaced_max_pixels if media_type == "image/png" else caps.progressive_max_pixels
        elif "jpeg-multiscan" in fields and image.get("jpeg-multiscan"):
            area_max = caps.progressive_max_pixels
        if media_type == "image/tiff" and "n-pages" in fields:
            page_count = image.get("n-pages")
    _check_count(page_count, caps)
    check_pixels(width, height, area_max)
    return Inspection(media_type=media_type, page_count=page_count, width=width, height=height)


def _check_count(page_count: int, caps: Caps) -> None:
    if page_count < 1:
        raise NoPages
    if page_count > caps.pdf_pages_max:
        raise TooManyPages(pages=page_count, pages_max=caps.pdf_pages_max)


def check_pixels(width: int, height: int, area_max: int) -> None:
    """Raise TooManyPixels above an area or a side, DamagedFile where a side is nothing."""
    if width < 1 or height < 1:
        raise DamagedFile
    if max(width, height) > SIDE_MAX_PIXELS or width * height > area_max:
        raise TooManyPixels
