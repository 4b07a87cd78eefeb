"""Hand out a file as it was received: as a download, never shown by the browser."""

from uuid import UUID

from litestar import get
from litestar.params import FromPath
from litestar.response import Stream

from dossier.documents.original import readable_original
from web.media import download
from web.scope import AnyRequest, settings_of
from web.staff import staff_member


@get("/backoffice/originals/{original_id:uuid}")
async def download_original(request: AnyRequest, original_id: FromPath[UUID]) -> Stream:
    """Answer the bytes of an original."""
    staff = await staff_member(request)
    required = settings_of(request).clamd_required
    return download(request, await readable_original(staff.actor, original_id, scan_required=required))


ROUTES = [download_original]
