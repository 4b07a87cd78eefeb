"""Why a file is not taken: the one list of refusal codes of the imaging room, told in `docs/refusals.md`."""

from dossier.errors import Refused, Unavailable


class NotAnAllowedKind(Refused):
    """We cannot read this kind of file. Send a photo (JPEG, PNG, WebP, HEIC, AVIF, TIFF) or a PDF."""


class EmptyFile(Refused):
    """This file is empty. Choose another file, or take a photo of the paper."""


class DamagedFile(Refused):
    """This file is damaged or did not arrive whole. Send it again, or take a new photo."""


class EncryptedPdf(Refused):
    """This PDF is locked with a password. Save it without the password, or take a photo of the paper."""


class NoPages(Refused):
    """There is no page in this file. Choose another file, or take a photo of the paper."""


class NoSuchPage(Refused):
    """This file has no page with that number. Look at the list of its pages and choose again."""


class TooManyPages(Refused):
    """This file has too many pages: {pages}, and we take {pages_max}. Send it in smaller parts."""


class TooManyPixels(Refused):
    """This picture is too large for us. Take a new photo with your phone's usual camera setting."""


class TooSlowToRead(Refused):
    """Reading this file takes too long. Take a photo of the paper instead."""


class TooMuchMemory(Refused):
    """This file is too heavy to open. Take a photo of the paper instead."""


class ReaderCrashed(Refused):
    """We could not open this file. Take a photo of the paper instead."""


class ReaderAsleep(Unavailable):
    """Our machine is slow just now, and there is nothing wrong with your file. Send it again in a moment."""


REFUSALS: dict[str, type[Refused]] = {
    each.code(): each
    for each in (
        NotAnAllowedKind,
        EmptyFile,
        DamagedFile,
        EncryptedPdf,
        NoPages,
        NoSuchPage,
        TooManyPages,
        TooManyPixels,
        TooSlowToRead,
        TooMuchMemory,
        ReaderCrashed,
    )
}
"""Code → class, in the order of the gate."""
