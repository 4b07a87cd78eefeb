"""Documents: which were validated, what is known of each, and its pages as a PDF."""

from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, QueryParameter
from litestar.response import Stream

from api.access import actor_of, opened_by
from api.problems import problems
from dossier.clients.documents import ClientDocument, Wanted, document, documents, leaves
from dossier.clients.pdf import pdf_of
from dossier.clients.scopes import Scope
from web.scope import AnyRequest, settings_of

_PATH = "/v1/documents"
_TAGS = ["documents"]


class Document(msgspec.Struct, kw_only=True):
    """A validated document."""

    id: UUID
    type_code: str  # of the thesaurus
    type_fr: str
    type_nl: str
    social_file_id: UUID | None
    beneficiary_ids: list[UUID]
    circuit: str
    document_date: date | None
    valid_until: date | None
    language: str | None
    captured_at: datetime
    validated_at: datetime
    page_count: int


class Documents(msgspec.Struct, kw_only=True):
    """Some documents, in the order in which they were validated; one that changed comes again."""

    documents: list[Document]
    next_cursor: str | None  # to ask on with; null: that was all
    resume_cursor: str | None  # to keep, and ask with later for what is new then


@get(
    _PATH,
    **opened_by(Scope.DOCUMENTS_READ),
    responses=problems(422),
    operation_id="listDocuments",
    summary="List validated documents",
    tags=_TAGS,
)
async def list_documents(
    request: AnyRequest,
    cursor: Annotated[str | None, QueryParameter(name="cursor", max_length=200)] = None,
    validated_since: Annotated[datetime | None, QueryParameter(name="validated_since")] = None,
    type_code: Annotated[str | None, QueryParameter(name="type", max_length=60)] = None,
    social_file_id: Annotated[UUID | None, QueryParameter(name="social_file_id")] = None,
    beneficiary_id: Annotated[UUID | None, QueryParameter(name="beneficiary_id")] = None,
) -> Documents:
    """List documents. Sealed ones are left out."""
    wanted = Wanted(
        validated_since=validated_since,
        type_code=type_code,
        social_file_id=social_file_id,
        beneficiary_id=beneficiary_id,
    )
    found = await documents(actor_of(request), wanted, cursor, settings_of(request).api_page_max)
    return Documents(
        documents=[_told(each) for each in found.documents],
        next_cursor=found.next_cursor,
        resume_cursor=found.resume_cursor,
    )


@get(
    f"{_PATH}/{{document_id:uuid}}",
    **opened_by(Scope.DOCUMENTS_READ),
    responses=problems(),
    operation_id="readDocument",
    summary="Read what is known of a document",
    tags=_TAGS,
)
async def read_document(request: AnyRequest, document_id: FromPath[UUID]) -> Document:
    """Read one document."""
    return _told(await document(actor_of(request), document_id))


@get(
    f"{_PATH}/{{document_id:uuid}}/pdf",
    **opened_by(Scope.DOCUMENTS_READ),
    media_type="application/pdf",
    responses=problems()
    | {200: ResponseSpec(bytes, description="Its pages.", media_type="application/pdf", generate_examples=False)},
    operation_id="readDocumentPdf",
    summary="Read a document's pages as a PDF",
    tags=_TAGS,
)
async def read_pdf(request: AnyRequest, document_id: FromPath[UUID]) -> Stream:
    """Read the pages of a document, as they are put together: a store that is away is told before the first one."""
    found, pages = await leaves(actor_of(request), document_id)
    chunks = pdf_of(request.app.state.resources.vault, found.type_fr, pages)
    return Stream(_going_on(await anext(chunks), chunks), media_type="application/pdf")


async def _going_on(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for each in rest:
        yield each


def _told(found: ClientDocument) -> Document:
    return Document(**{**asdict(found), "beneficiary_ids": list(found.beneficiary_ids)})


ROUTES = [list_documents, read_document, read_pdf]
