"""Deposits: files are handed in under an idempotency key, and followed until their documents are decided."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID, uuid5

import msgspec
from litestar import get, post
from litestar.openapi.spec import OpenAPIMediaType, Operation, Reference, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType
from litestar.params import FromPath, HeaderParameter

from api.access import actor_of, opened_by
from api.problems import problems
from dossier.clients.hand_in import HandedIn, deposit_id_of, hand_in, handed_in
from dossier.clients.scopes import Scope
from dossier.deposits.errors import NothingToReceive
from web.catalogues import DEFAULT_LANGUAGE, LANGUAGES
from web.multipart import BrokenForm
from web.quotas import file_of, spend_files
from web.scope import AnyRequest
from web.uploads import Upload, uploaded

_PATH = "/v1/deposits"
_FORM = "multipart/form-data"
_FILES = "original"
_TAGS = ["deposits"]


class DocumentStanding(msgspec.Struct, kw_only=True):
    """A document of the deposit, and where it stands."""

    id: UUID
    state: str  # captured, profiled, second_reading, validated, in_folder, refused, withdrawn


class Deposit(msgspec.Struct, kw_only=True):
    """A deposit that was received: from here on nothing of it may be lost."""

    id: UUID
    state: str  # received, ready, closed
    receipt_number: str
    received_at: datetime
    documents: list[DocumentStanding]


class _DepositOperation(Operation):
    """Describes the form, which the handler reads as a stream."""

    def __init__(self, **said: Any) -> None:
        file = Schema(type=OpenAPIType.STRING, content_media_type="application/octet-stream")
        fields: dict[str, Reference | Schema] = {
            _FILES: Schema(
                type=OpenAPIType.ARRAY,
                items=file,
                min_items=1,
                description="JPEG, PNG, WebP, HEIC, TIFF or PDF; each is a paper of its own.",
            ),
            "beneficiary_id": Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.UUID),
            "type": Schema(type=OpenAPIType.STRING, description="A code of the thesaurus: what the papers are."),
            "language": Schema(type=OpenAPIType.STRING, enum=list(LANGUAGES)),
        }
        schema = Schema(type=OpenAPIType.OBJECT, properties=fields, required=[_FILES])
        body = RequestBody(content={_FORM: OpenAPIMediaType(schema=schema)}, required=True)
        super().__init__(**{**said, "request_body": body})


@post(
    _PATH,
    **opened_by(Scope.DEPOSITS_WRITE),
    status_code=200,
    request_max_body_size=None,
    operation_class=_DepositOperation,
    responses=problems(409, 413, 422),
    operation_id="handIn",
    summary="Hand documents in",
    tags=_TAGS,
)
async def hand_over(
    request: AnyRequest, idempotency_key: Annotated[UUID, HeaderParameter(name="Idempotency-Key")]
) -> Deposit:
    """Hand files in; the same key with the same files answers the same deposit, however often it comes."""
    actor = actor_of(request)
    async with uploaded(request) as form:
        told = _told(form)
        files = [each.received for each in form.files_of(_FILES)]
        if not files:
            raise NothingToReceive
        deposit_id = deposit_id_of(actor, idempotency_key)
        sendings = [file_of(uuid5(deposit_id, str(at)), each.size_bytes) for at, each in enumerate(files)]
        await hand_in(
            request.app.state.resources,
            actor,
            idempotency_key,
            told,
            files,
            counted=lambda: spend_files(request, actor, deposit_id, sendings),
        )
    return await _deposit(request, deposit_id)


@get(
    f"{_PATH}/{{deposit_id:uuid}}",
    **opened_by(Scope.DEPOSITS_WRITE),
    responses=problems(),
    operation_id="readDeposit",
    summary="Read where a deposit of one's own stands",
    tags=_TAGS,
)
async def read_deposit(request: AnyRequest, deposit_id: FromPath[UUID]) -> Deposit:
    """Read one deposit that this client handed in."""
    return await _deposit(request, deposit_id)


def _told(form: Upload) -> HandedIn:
    """Read the fields beside the files. Raises BrokenForm."""
    texts = {name: values[-1].strip() for name, values in form.texts.items()}
    language = texts.get("language") or DEFAULT_LANGUAGE
    if language not in LANGUAGES:
        raise BrokenForm
    try:
        whose = UUID(texts["beneficiary_id"]) if texts.get("beneficiary_id") else None
    except ValueError:
        raise BrokenForm from None
    return HandedIn(language=language, beneficiary_id=whose, type_code=texts.get("type") or None)


async def _deposit(request: AnyRequest, deposit_id: UUID) -> Deposit:
    found = await handed_in(actor_of(request), deposit_id)
    return Deposit(
        id=found.id,
        state=found.state,
        receipt_number=found.receipt_number,
        received_at=found.received_at,
        documents=[DocumentStanding(id=each.id, state=each.state) for each in found.documents],
    )


ROUTES = [hand_over, read_deposit]
