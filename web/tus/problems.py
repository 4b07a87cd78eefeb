"""What a sender is told when something goes wrong: the statuses that tus gives a meaning, and the person's sentence."""

from litestar import Response

from dossier.errors import Conflict, DossierError
from dossier.storage.intake import FileTooLarge
from dossier.uploads.errors import (
    ChecksumDiffers,
    CutOff,
    MoreThanSaid,
    OtherOffset,
    PiecesLost,
    UploadBusy,
    UploadOver,
)
from web.problems import problem, status_of
from web.scope import Connection
from web.tus.protocol import VERSION, BadHeader, OtherContent, OtherVersion

_STATUSES: dict[type[DossierError], int] = {
    BadHeader: 400,
    CutOff: 409,
    OtherOffset: 409,
    UploadOver: 410,
    PiecesLost: 410,
    OtherVersion: 412,
    FileTooLarge: 413,
    MoreThanSaid: 413,
    OtherContent: 415,
    UploadBusy: 423,
    ChecksumDiffers: 460,
}
_NEVER = 422


def answer(request: Connection, error: DossierError) -> Response[bytes]:
    """Answer an error of the dossier to a program that speaks tus.

    Clients take 409 and 423 for "ask how far you came, and go on": any other conflict would not go away by that.
    """
    del request
    status = _STATUSES.get(type(error)) or (_NEVER if isinstance(error, Conflict) else status_of(error))
    told = problem(error, status)
    told.headers["Tus-Resumable"] = VERSION
    if isinstance(error, CutOff):
        told.headers["Connection"] = (
            "close"  # bytes of the body are still on their way: no other request may follow them
        )
    if isinstance(error, OtherVersion):
        told.headers["Tus-Version"] = VERSION
    return told
