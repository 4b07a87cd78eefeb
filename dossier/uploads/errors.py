"""What can go wrong with a file that comes by pieces."""

from dossier.errors import Conflict, Forbidden, Missing, Refused


class NoPermit(Forbidden):
    """You may not add files to this deposit. Open it again and try once more."""


class NoSuchUpload(Missing):
    """We do not know this upload. Send the file again."""


class UploadOver(Missing):
    """This upload was stopped. Send the file again."""


class PiecesLost(Missing):
    """A part of this file was lost here. Send the file again."""


class OtherOffset(Conflict):
    """Another part of this file was expected. Try once more."""


class OtherBytes(Conflict):
    """Another file was begun under this name. Choose the file again."""


class UploadBusy(Conflict):
    """This file is still coming in by another way. Wait a moment and try again."""


class TooManyUploads(Refused):
    """Too many files are on their way at once: at most {limit}. Wait until some have arrived."""


class CutOff(Refused):
    """The connection broke while your file was coming in. What arrived is kept: go on sending."""


class ChecksumDiffers(Refused):
    """This part of the file changed on its way. Send it again."""


class MoreThanSaid(Refused):
    """More bytes came than this file was said to have. Send the file again."""
