"""The list of one's own documents, one of them, its pages, and what is kept of them as PDF and ZIP."""

from datetime import datetime
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Stream

from dossier.corrections.queries import own_answers, own_corrections
from dossier.documents.tracking import PlainState
from dossier.mine.documents import own_document, own_documents
from dossier.mine.package import PackageWords, as_pdf, as_zip, kept_document, kept_documents
from dossier.mine.page import OwnKind, own_page
from dossier.people.remembered import phones_of
from portal.mine.code import MINE
from portal.mine.thumbs import thumbs
from portal.mine.words import KINDS
from portal.push.offer import push_offer
from portal.visitor import Visitor, visitor_of
from web.catalogues import OFFICIAL, language, nearest, speaking
from web.catalogues import gettext as _
from web.media import made_package, picture
from web.pages import page
from web.scope import AnyRequest, settings_of

_PAGES_MAX = 10_000
DOCUMENT = f"{MINE}/documents/{{document_id:uuid}}"


@get(MINE)
async def show_list(request: AnyRequest, page_number: FromQuery[int] = 1) -> Response[str]:
    """Show what is theirs: all of it after a code, else what this browser handed in."""
    visitor = await visitor_of(request)
    own = await own_documents(visitor.reader, min(max(1, page_number), _PAGES_MAX))
    answers = await own_answers(visitor.reader)
    return page(
        request,
        "portal/mine/mine.html",
        own=own,
        answers=answers,
        visitor=visitor,
        thumbs=thumbs,
        push=push_offer(request, visitor),
        phones=await _phones(request, visitor),
    )


@get(DOCUMENT)
async def show_document(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Show one document, page by page."""
    visitor = await visitor_of(request)
    document = await own_document(visitor.reader, document_id)
    corrections = await own_corrections(visitor.reader, document_id)
    return page(
        request,
        "portal/mine/document.html",
        document=document,
        corrections=corrections,
        kinds=KINDS,
        may_ask=visitor.is_proven
        and document.state is not PlainState.TAKEN_BACK
        and not any(each.outcome is None for each in corrections),
    )


@get(f"{MINE}/pages/{{page_id:uuid}}/{{kind:str}}")
async def show_page(request: AnyRequest, page_id: FromPath[UUID], kind: FromPath[OwnKind]) -> Response[bytes] | Stream:
    """Answer a page's picture, which no browser keeps: the door closes by itself."""
    visitor = await visitor_of(request)
    return picture(request, await own_page(visitor.reader, page_id, kind), is_kept=False)


@get(f"{DOCUMENT}/pdf")
async def keep_document(request: AnyRequest, document_id: FromPath[UUID]) -> Stream:
    """Answer a document as a PDF to keep."""
    words = _words()
    part = await kept_document((await visitor_of(request)).reader, document_id, words)
    pieces = as_pdf(request.app.state.resources.vault, part, words)
    return made_package(pieces, "application/pdf", f"{part.on:%Y-%m-%d}.pdf")


@get(f"{MINE}/package")
async def keep_all(request: AnyRequest) -> Stream:
    """Answer all of it as a ZIP."""
    words = _words()
    parts = await kept_documents((await visitor_of(request)).reader, words)
    pieces = as_zip(request.app.state.resources.vault, parts, words)
    return made_package(pieces, "application/zip", "documents.zip")


async def _phones(request: AnyRequest, visitor: Visitor) -> tuple[datetime, ...]:
    """Return since when each phone hands in for whoever proved who they are; none for everybody else."""
    if not visitor.is_proven or visitor.beneficiary_id is None:
        return ()
    return await phones_of(visitor.actor, visitor.beneficiary_id, settings_of(request).person_kept_days)


def _words() -> PackageWords:
    """Return what a package says: in French or Dutch, as the letters of its PDFs are theirs."""
    spoken = nearest(language(), OFFICIAL)
    with speaking(spoken):
        no_picture = _("This page has no picture yet. The centre has your file.")
        return PackageWords(language=spoken, unsaid=_("Document"), no_picture=no_picture)


ROUTES = [show_list, show_document, show_page, keep_document, keep_all]
