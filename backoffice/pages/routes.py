"""The pictures of a page, for whom may read its document; every look is written down."""

from typing import get_args
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Stream

from dossier.deposits.errors import NoSuchPage
from dossier.deposits.queries import RenditionKind
from dossier.documents.review import readable_rendition
from web.media import picture
from web.scope import AnyRequest
from web.staff import staff_member

_KINDS: dict[str, RenditionKind] = {each: each for each in get_args(RenditionKind)}


@get("/backoffice/pages/{page_id:uuid}/{kind:str}")
async def show_picture(request: AnyRequest, page_id: FromPath[UUID], kind: FromPath[str]) -> Response[bytes] | Stream:
    """Answer one rendition of a page."""
    staff = await staff_member(request)
    if kind not in _KINDS:
        raise NoSuchPage
    return picture(request, await readable_rendition(staff.actor, page_id, _KINDS[kind]))


ROUTES = [show_picture]
