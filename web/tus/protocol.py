"""What tus 1.0 says in headers: read from a request, written into an answer."""

import base64
import binascii
from dataclasses import dataclass
from email.utils import format_datetime
from uuid import UUID

from dossier.errors import Refused
from dossier.settings import Settings
from dossier.uploads.body import ALGORITHMS, Checksum
from dossier.uploads.errors import NoPermit
from dossier.uploads.permit import Permit, read_permit
from dossier.uploads.queries import Upload
from web.scope import AnyRequest, is_https, settings_of

VERSION = "1.0.0"
CONTENT_TYPE = "application/offset+octet-stream"
OVERRIDE = "X-HTTP-Method-Override"
_EXTENSIONS = "creation,creation-with-upload,expiration,checksum,termination"


class OtherVersion(Refused):
    """This program sends files in a version that we do not take. Use the form of our page."""


class OtherContent(Refused):
    """This program sends files in a way that we do not take. Use the form of our page."""


class BadHeader(Refused):
    """This program said something that we do not understand: {header}. Use the form of our page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a file is to be, in the sender's own ids."""

    deposit_id: UUID
    paper_id: UUID
    original_id: UUID


def check_version(request: AnyRequest) -> None:
    """Raise OtherVersion where the sender does not speak ours."""
    if request.headers.get("Tus-Resumable") != VERSION:
        raise OtherVersion


def carries_bytes(request: AnyRequest) -> bool:
    """Tell whether a request's body is a part of a file."""
    return request.headers.get("Content-Type", "").partition(";")[0].strip().lower() == CONTENT_TYPE


def permit_of(request: AnyRequest) -> Permit:
    """Return the permit of a request (`Authorization: Bearer …`). Raises NoPermit."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise NoPermit
    return read_permit(token.strip())


def length_of(request: AnyRequest, header: str) -> int:
    """Return a number of bytes that a header says. Raises BadHeader."""
    said = request.headers.get(header, "")
    if not (said.isascii() and said.isdigit() and len(said) < len(str(2**63))):
        raise BadHeader(header=header)
    return int(said)


def body_bytes_of(request: AnyRequest) -> int:
    """Return how long the body says that it is; 0 where it does not say. Raises BadHeader."""
    return length_of(request, "Content-Length") if "Content-Length" in request.headers else 0


def named(request: AnyRequest) -> Named:
    """Return the ids in `Upload-Metadata`; whatever else stands there, a file's name, is passed over.

    Raises BadHeader.
    """
    header = "Upload-Metadata"
    pairs = (pair.strip().partition(" ") for pair in request.headers.get(header, "").split(","))
    coded = {key: value for key, _, value in pairs}
    try:
        deposit_id, paper_id, original_id = (
            UUID(base64.b64decode(coded[key], validate=True).decode()) for key in ("deposit", "paper", "original")
        )
    except (KeyError, ValueError) as error:  # of base64, of UTF-8, of a UUID: all are ValueErrors
        raise BadHeader(header=header) from error
    return Named(deposit_id=deposit_id, paper_id=paper_id, original_id=original_id)


def checksum_of(request: AnyRequest) -> Checksum | None:
    """Return what the body must hash to, where `Upload-Checksum` says so. Raises BadHeader."""
    said = request.headers.get("Upload-Checksum")
    if said is None:
        return None
    algorithm, _, coded = said.strip().partition(" ")
    try:
        digest = base64.b64decode(coded, validate=True)
    except binascii.Error as error:
        raise BadHeader(header="Upload-Checksum") from error
    if algorithm not in ALGORITHMS:
        raise BadHeader(header="Upload-Checksum")
    return Checksum(algorithm=algorithm, digest=digest)


def address(request: AnyRequest, upload: Upload) -> str:
    """Return an upload's whole address: not every client takes one without a host (aiotus 1.1)."""
    scheme = "https" if is_https(settings_of(request)) else request.scope["scheme"]
    return f"{scheme}://{request.headers.get('Host', '')}/uploads/{upload.id}"


def standing(upload: Upload) -> dict[str, str]:
    """Return the headers that tell how far an upload has come, and until when it waits."""
    waits = {} if upload.finished else {"Upload-Expires": format_datetime(upload.expires_at, usegmt=True)}
    return {"Upload-Offset": str(upload.offset_bytes), **waits}


def whole_story(upload: Upload) -> dict[str, str]:
    """Return what `standing` tells, and what the upload was said to be when it was created."""
    ids = {"deposit": upload.deposit_id, "paper": upload.paper_id, "original": upload.original_id}
    metadata = ",".join(f"{key} {base64.b64encode(str(value).encode()).decode()}" for key, value in ids.items())
    return {**standing(upload), "Upload-Length": str(upload.size_bytes), "Upload-Metadata": metadata}


def abilities(settings: Settings) -> dict[str, str]:
    """Return the headers that tell what this server can do."""
    return {
        "Tus-Version": VERSION,
        "Tus-Extension": _EXTENSIONS,
        "Tus-Max-Size": str(settings.upload_max_bytes),
        "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
    }
