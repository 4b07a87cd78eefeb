"""Registrations: what the centre makes itself, internal and outgoing, comes in as a file and gets its number."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.exceptions import ValidationException
from litestar.openapi.spec import OpenAPIMediaType, Operation, Reference, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType
from litestar.params import FromPath, HeaderParameter

from api.access import actor_of, opened_by
from api.fields import Code, Words
from api.problems import problems
from dossier.clients.register_document import (
    Registering,
    register_document,
    registration,
    registration_of,
)
from dossier.clients.scopes import Scope
from dossier.registrations.enterprise_number import ENTERPRISE_NUMBER_MAX_CHARACTERS
from dossier.registrations.errors import ADDRESSEE_MAX_CHARACTERS, NothingToRegister
from dossier.registrations.values import Direction, SentBy
from web.quotas import file_of, spend_files
from web.scope import AnyRequest
from web.uploads import Upload, uploaded

_PATH = "/v1/registrations"
_FORM = "multipart/form-data"
_FILE = "file"
_TAGS = ["registrations"]
Addressee = Annotated[str, msgspec.Meta(max_length=ADDRESSEE_MAX_CHARACTERS, pattern=r"^[^\x00]*$")]

EnterpriseNumberWords = Annotated[str, msgspec.Meta(max_length=ENTERPRISE_NUMBER_MAX_CHARACTERS, pattern=r"^[^\x00]*$")]


class Fields(msgspec.Struct, kw_only=True):
    """What is said of a document, beside its file."""

    worker: Code
    author: Code | None = None
    social_file_id: UUID
    beneficiary_id: UUID | None = None
    direction: Direction
    type: Code
    document_date: date | None = None
    words: Words = ""
    addressee: Addressee = ""
    sent_by: SentBy | None = None
    enterprise_number: EnterpriseNumberWords = ""
    answers_document_id: UUID | None = None
    answers_request_id: UUID | None = None


class Registration(msgspec.Struct, kw_only=True):
    """A line of a register."""

    id: UUID  # of the document
    direction: str  # internal, outgoing
    number: str  # as in O-2026-00042
    registered_at: datetime


class _RegistrationOperation(Operation):
    """Describes the form, which the handler reads as a stream."""

    def __init__(self, **said: Any) -> None:
        text = Schema(type=OpenAPIType.STRING)
        record = Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.UUID)
        fields: dict[str, Reference | Schema] = {
            _FILE: Schema(
                type=OpenAPIType.STRING,
                content_media_type="application/octet-stream",
                description="DOCX, ODT, PDF, JPEG, PNG, WebP or TIFF.",
            ),
            "worker": Schema(type=OpenAPIType.STRING, description="The user name of who registers it."),
            "author": Schema(type=OpenAPIType.STRING, description="Of who wrote it; left out: the worker."),
            "social_file_id": record,
            "beneficiary_id": record,
            "direction": Schema(type=OpenAPIType.STRING, enum=[each.value for each in Direction]),
            "type": Schema(type=OpenAPIType.STRING, description="A code of the thesaurus."),
            "document_date": Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.DATE),
            "words": text,
            "addressee": Schema(type=OpenAPIType.STRING, max_length=ADDRESSEE_MAX_CHARACTERS),
            "sent_by": Schema(type=OpenAPIType.STRING, enum=[each.value for each in SentBy]),
            "enterprise_number": Schema(
                type=OpenAPIType.STRING,
                max_length=ENTERPRISE_NUMBER_MAX_CHARACTERS,
                description="The addressee's: needed where the centre sends to the eBox from here.",
            ),
            "answers_document_id": record,
            "answers_request_id": record,
        }
        needed = [_FILE, "worker", "social_file_id", "direction", "type"]
        schema = Schema(type=OpenAPIType.OBJECT, properties=fields, required=needed)
        body = RequestBody(content={_FORM: OpenAPIMediaType(schema=schema)}, required=True)
        super().__init__(**{**said, "request_body": body})


@post(
    _PATH,
    **opened_by(Scope.REGISTRATIONS_WRITE),
    status_code=200,
    request_max_body_size=None,
    operation_class=_RegistrationOperation,
    responses=problems(409, 413, 422),
    operation_id="register",
    summary="Register a document that the centre made",
    tags=_TAGS,
)
async def register(
    request: AnyRequest, idempotency_key: Annotated[UUID, HeaderParameter(name="Idempotency-Key")]
) -> Registration:
    """Register; the same key with the same file and words answers the same line, however often it comes."""
    actor = actor_of(request)
    async with uploaded(request) as form:
        told = _told(form)
        files = [each.received for each in form.files_of(_FILE)]
        if len(files) != 1:
            raise NothingToRegister
        deposit_id = registration_of(actor, idempotency_key)
        sending = file_of(deposit_id, files[0].size_bytes)
        found = await register_document(
            request.app.state.resources,
            actor,
            idempotency_key,
            told,
            files[0],
            counted=lambda: spend_files(request, actor, deposit_id, [sending]),
        )
    return Registration(**asdict(found))


@get(
    f"{_PATH}/{{document_id:uuid}}",
    **opened_by(Scope.REGISTRATIONS_WRITE),
    responses=problems(),
    operation_id="readRegistration",
    summary="Read a line that one registered oneself",
    tags=_TAGS,
)
async def read_registration(request: AnyRequest, document_id: FromPath[UUID]) -> Registration:
    """Read a line of a register."""
    return Registration(**asdict(await registration(actor_of(request), document_id)))


def _told(form: Upload) -> Registering:
    """Read the fields beside the file. Raises ValidationException."""
    texts = {name: values[-1].strip() for name, values in form.texts.items()}
    try:
        fields = msgspec.convert({name: text for name, text in texts.items() if text}, Fields, strict=False)
    except msgspec.ValidationError as error:
        reason, _, place = str(error).partition(" - at `$.")
        raise ValidationException(extra=[{"key": place.rstrip("`"), "message": reason}]) from None
    told = msgspec.structs.asdict(fields)
    type_code = told.pop("type")
    return Registering(**told, type_code=type_code)


ROUTES = [register, read_registration]
