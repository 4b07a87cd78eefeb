"""What a request does with an upload, without the web: bytes that may stop coming."""

from collections.abc import AsyncIterator, Iterable
from uuid import UUID, uuid4

from dossier.resources import Resources
from dossier.uploads import queries
from dossier.uploads.body import Body
from dossier.uploads.create import create
from dossier.uploads.errors import CutOff
from dossier.uploads.locks import Hold
from dossier.uploads.permit import Permit
from dossier.uploads.queries import Upload
from dossier.uploads.take_in import take_in


async def begun(resources: Resources, permit: Permit, content: bytes, original_id: UUID | None = None) -> Upload:
    """Create an upload of a file."""
    return await create(resources.settings, permit, uuid4(), original_id or uuid4(), len(content))


async def coming(pieces: Iterable[bytes], *, whole: bool = True) -> AsyncIterator[bytes]:
    """Yield bytes as a connection brings them; one that is not whole breaks after them."""
    for each in pieces:
        yield each
    if not whole:
        raise ConnectionResetError


async def request(
    resources: Resources, permit: Permit, upload_id: UUID, content: bytes, *, stop: int | None = None
) -> Upload:
    """Ask how far the upload is and send what is left of the file, or until the connection breaks at `stop`."""
    upload = await queries.upload(permit, upload_id)
    source = coming([content[upload.offset_bytes : stop]], whole=stop is None)
    try:
        return await take_in(resources, permit, upload, Body(source, Hold(), idle_seconds=5))
    except CutOff:
        return await queries.upload(permit, upload_id)
