"""Requests for documents: asked in a worker's name under an idempotency key, followed, and withdrawn."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.params import FromPath, HeaderParameter, JSONBody, QueryParameter

from api.access import actor_of, opened_by
from api.fields import Code
from api.problems import problems
from dossier.clients.ask_documents import Asking, ask_documents
from dossier.clients.requests import ClientRequest, Sought, request, requests, withdraw_request
from dossier.clients.scopes import Scope
from dossier.lifecycle import RequestState
from dossier.requests.ask import TYPES_MAX
from dossier.requests.letter import RequestLetter
from dossier.requests.tell import ChannelName, NewNotice
from dossier.requests.waive import WaiveReason
from web.catalogues import LANGUAGES, nearest
from web.notices import notices
from web.receipts import letter_address
from web.scope import AnyRequest, settings_of

_PATH = "/v1/requests"
_BODY_MAX_BYTES = 16 * 1024
_TAGS = ["requests"]
Language = Annotated[str, msgspec.Meta(max_length=2, pattern=f"^({'|'.join(LANGUAGES)})$")]
Note = Annotated[str, msgspec.Meta(max_length=500, pattern=r"^[^\x00]*$")]


class NewRequest(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What is asked of whom, in whose name."""

    worker: Code  # the user name of who asks: what they may not, this request may not
    beneficiary_id: UUID
    types: Annotated[list[Code], msgspec.Meta(min_length=1, max_length=TYPES_MAX)]  # codes of the thesaurus
    due_on: date
    language: Language | None = None  # null: the person's own
    note: Note = ""  # a sentence for the person
    tell: Annotated[list[ChannelName], msgspec.Meta(max_length=2)] = []  # besides the letter, and the person's phone


class Waiver(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why what is missing is no longer wanted, in whose name."""

    worker: Code
    reason: WaiveReason
    note: Note = ""  # for colleagues; needed for `other`


class Item(msgspec.Struct, kw_only=True):
    """A paper that is asked for."""

    type_code: str
    answered: bool
    document_id: UUID | None  # that answers it; null too where this client may not read it


class DocumentRequest(msgspec.Struct, kw_only=True):
    """A request, and how far it has come."""

    id: UUID
    state: str  # open, partly_answered, answered, waived
    social_file_id: UUID
    beneficiary_id: UUID
    language: str
    due_on: date
    asked_at: datetime
    reminded_at: datetime | None
    waived_at: datetime | None
    waive_reason: str | None
    items: list[Item]


class DocumentRequests(msgspec.Struct, kw_only=True):
    """Some requests, in the order in which something last happened to them."""

    requests: list[DocumentRequest]
    next_cursor: str | None  # to ask on with; null: that was all
    resume_cursor: str | None  # to keep, and ask with later for what is new or changed then


@post(
    _PATH,
    **opened_by(Scope.REQUESTS_WRITE),
    status_code=200,
    request_max_body_size=_BODY_MAX_BYTES,
    responses=problems(413, 422),
    operation_id="ask",
    summary="Ask a person for documents",
    tags=_TAGS,
)
async def ask_person(
    request: AnyRequest,
    data: JSONBody[NewRequest],
    idempotency_key: Annotated[UUID, HeaderParameter(name="Idempotency-Key")],
) -> DocumentRequest:
    """Ask; the same key with the same words answers the same request, however often it comes."""
    settings, actor = settings_of(request), actor_of(request)

    def words(letter: RequestLetter, ways: Sequence[ChannelName]) -> tuple[NewNotice, ...]:
        address = letter_address(settings, letter.social_file_id)
        return notices(tuple(ways), letter.language, letter.centre(), letter.due_on, address, is_reminder=False)

    told = Asking(
        worker=data.worker,
        beneficiary_id=data.beneficiary_id,
        type_codes=data.types,
        due_on=data.due_on,
        language=data.language,
        note=data.note,
        tell=data.tell,
    )
    return _told(
        await _read(request, await ask_documents(settings, actor, idempotency_key, told, spoken=nearest, words=words))
    )


@get(
    _PATH,
    **opened_by(Scope.REQUESTS_READ, Scope.REQUESTS_WRITE),
    responses=problems(422),
    operation_id="listRequests",
    summary="List requests",
    tags=_TAGS,
)
async def list_requests(
    request: AnyRequest,
    *,
    cursor: Annotated[str | None, QueryParameter(name="cursor", max_length=200)] = None,
    in_state: Annotated[RequestState | None, QueryParameter(name="state")] = None,
    social_file_id: Annotated[UUID | None, QueryParameter(name="social_file_id")] = None,
    beneficiary_id: Annotated[UUID | None, QueryParameter(name="beneficiary_id")] = None,
) -> DocumentRequests:
    """List requests, each with what is still missing; with the scope to write alone, one's own."""
    sought = Sought(state=in_state, social_file_id=social_file_id, beneficiary_id=beneficiary_id)
    found = await requests(actor_of(request), sought, cursor, settings_of(request).api_page_max)
    return DocumentRequests(
        requests=[_told(each) for each in found.requests],
        next_cursor=found.next_cursor,
        resume_cursor=found.resume_cursor,
    )


@get(
    f"{_PATH}/{{request_id:uuid}}",
    **opened_by(Scope.REQUESTS_READ, Scope.REQUESTS_WRITE),
    responses=problems(),
    operation_id="readRequest",
    summary="Read how far a request has come",
    tags=_TAGS,
)
async def read_request(request: AnyRequest, request_id: FromPath[UUID]) -> DocumentRequest:
    """Read a request."""
    return _told(await _read(request, request_id))


@post(
    f"{_PATH}/{{request_id:uuid}}/waiver",
    **opened_by(Scope.REQUESTS_WRITE),
    status_code=200,
    request_max_body_size=_BODY_MAX_BYTES,
    responses=problems(409, 413, 422),
    operation_id="waiveRequest",
    summary="Withdraw what is missing of a request of one's own",
    tags=_TAGS,
)
async def withdraw(request: AnyRequest, request_id: FromPath[UUID], data: JSONBody[Waiver]) -> DocumentRequest:
    """Withdraw a request; a second time changes nothing."""
    await withdraw_request(actor_of(request), request_id, data.worker, data.reason, data.note)
    return _told(await _read(request, request_id))


async def _read(asked: AnyRequest, request_id: UUID) -> ClientRequest:
    return await request(actor_of(asked), request_id)


def _told(found: ClientRequest) -> DocumentRequest:
    return DocumentRequest(**{**asdict(found), "items": [Item(**asdict(each)) for each in found.items]})


ROUTES = [ask_person, list_requests, read_request, withdraw]
