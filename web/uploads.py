"""Takes in a form with files: the files go to scratch as they come, the fields stay texts. Works without JavaScript.

A route that uses this sets `request_max_body_size=None`: the limits stand here, with a sentence of their own.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from litestar.exceptions import InternalServerException

from dossier.errors import DossierError, Refused
from dossier.storage.intake import Received, receive
from dossier.storage.vault import incoming_dir
from web.multipart import BrokenForm, Part, parts
from web.scope import AnyRequest, settings_of

_FIELDS_MAX = 200
_FIELD_MAX_BYTES = 64 * 1024
_BODY_FACTOR = 8  # of the largest file: a phone's twenty photos in one form


class TooManyFiles(Refused):
    """These are too many files at once: at most {files}. Send the others after these."""


class TooLargeTogether(Refused):
    """These files are too large together: at most {limit_bytes}. Send a few at a time."""


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """One file as it arrived."""

    field: str  # the input's name
    filename: str  # as the depositor's device calls it; may name people, so it goes into no log
    media_type: str  # as the browser says it; proves nothing
    received: Received


@dataclass(frozen=True, slots=True)
class Upload:
    """A form with files, both in the order in which they came."""

    texts: dict[str, list[str]] = field(default_factory=dict)  # for `forms.read_texts`
    files: list[UploadedFile] = field(default_factory=list)

    def files_of(self, name: str) -> list[UploadedFile]:
        """Return the files of one input."""
        return [each for each in self.files if each.field == name]


@asynccontextmanager
async def uploaded(request: AnyRequest, file_max_bytes: int | None = None) -> AsyncIterator[Upload]:
    """Receive the request's form; its scratch files are gone when the block ends.

    A file has as many bytes at most as an upload may have, unless `file_max_bytes` says otherwise.

    Raises intake's FileTooLarge, FileEmpty and StoreUnavailable, TooManyFiles, TooLargeTogether, BrokenForm. The rest
    of a body that is refused is read and dropped, because a browser shows no answer before it has sent everything.
    """
    upload = Upload()
    most = file_max_bytes or settings_of(request).upload_max_bytes
    body = _Body(request, most)
    try:
        try:
            async for part in parts(body.chunks(), request.headers.get("content-type", "")):
                await _take(part, upload, request, most)
        except DossierError:
            await body.drop()
            raise
        yield upload
    finally:
        for each in upload.files:
            each.received.path.unlink(missing_ok=True)


async def drop(request: AnyRequest) -> None:
    """Read a form that is refused before it is looked at, and keep nothing of it; as far as the limit of one goes."""
    await _Body(request, settings_of(request).upload_max_bytes).drop()


async def _take(part: Part, upload: Upload, request: AnyRequest, file_max_bytes: int) -> None:
    settings = settings_of(request)
    if part.filename is None:
        if sum(map(len, upload.texts.values())) >= _FIELDS_MAX:
            raise BrokenForm
        upload.texts.setdefault(part.name, []).append(await _text(part))
    elif part.filename:
        if len(upload.files) >= settings.deposit_pages_max:
            raise TooManyFiles(files=settings.deposit_pages_max)
        received = await receive(part.chunks, incoming_dir(settings), file_max_bytes)
        upload.files.append(UploadedFile(part.name, part.filename, part.media_type, received))


async def _text(part: Part) -> str:
    content = bytearray()
    async for chunk in part.chunks:
        content += chunk
        if len(content) > _FIELD_MAX_BYTES:
            raise BrokenForm
    return content.decode("utf-8", "replace")


class _Body:
    """The request's body, that may be dropped half way; it has one limit for all of it."""

    def __init__(self, request: AnyRequest, file_max_bytes: int) -> None:
        self._stream = request.stream()
        self._limit_bytes = file_max_bytes * _BODY_FACTOR
        self._left_bytes = self._limit_bytes

    async def chunks(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._stream:
                self._left_bytes -= len(chunk)
                if self._left_bytes < 0:
                    raise TooLargeTogether(limit_bytes=self._limit_bytes)
                yield chunk
        except InternalServerException:  # so Litestar calls it when the depositor hangs up, which is no fault of ours
            raise BrokenForm from None

    async def drop(self) -> None:
        """Read the rest, as far as the limit for a whole body goes."""
        async for chunk in self._stream:
            self._left_bytes -= len(chunk)
            if self._left_bytes < 0:
                return
