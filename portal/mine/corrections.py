"""Say what is wrong about a document of one's own; the answer stands beside it."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from dossier.corrections.ask import SayWhatIsWrong, ask_correction
from dossier.mine.documents import own_document
from portal.mine.code import MINE
from portal.mine.forms import WhatIsWrong
from portal.mine.routes import DOCUMENT
from portal.mine.words import KINDS
from portal.visitor import Visitor, visitor_of
from web import forms
from web.catalogues import language
from web.forms import Form, blank
from web.pages import page, see_other
from web.scope import AnyRequest

CORRECTIONS = f"{DOCUMENT}/corrections"


@get(CORRECTIONS)
async def ask_what(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Ask what is wrong; whoever proved nothing yet is led to where a code is asked for."""
    visitor = await visitor_of(request)
    if not visitor.is_proven:
        return see_other(request, f"{MINE}/code")
    return await _ask(request, visitor, document_id, blank(WhatIsWrong))


@post(CORRECTIONS)
async def add_correction(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Keep it for the centre to look at, and lead back to the document."""
    visitor = await visitor_of(request)
    visitor.check_proven()
    form = await forms.read(request, WhatIsWrong)
    if form.value is None:
        return await _ask(request, visitor, document_id, form)
    words = form.value.words or ""
    try:
        await ask_correction(visitor.reader, document_id, form.value.kind, words, language=language())
    except SayWhatIsWrong as error:
        return await _ask(request, visitor, document_id, form.refused(error, "words"))
    return see_other(request, f"/mine/documents/{document_id}")


async def _ask(request: AnyRequest, visitor: Visitor, document_id: UUID, form: Form[WhatIsWrong]) -> Response[str]:
    document = await own_document(visitor.reader, document_id)
    status = 422 if form.error or form.wrong else 200
    return page(request, "portal/mine/correction.html", status=status, document=document, form=form, kinds=KINDS)


ROUTES = [ask_what, add_correction]
