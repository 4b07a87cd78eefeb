"""People, files and workers: inserted or updated under the id that the client gives them; found by a body alone."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import post, put
from litestar.params import FromPath, JSONBody

from api.access import actor_of, opened_by
from api.fields import Code, Words
from api.problems import problems
from dossier.clients.find_people import find_people
from dossier.clients.put_file import FileTold, MemberTold, put_file
from dossier.clients.put_person import put_person
from dossier.clients.put_worker import put_worker
from dossier.clients.scopes import Scope
from dossier.people.import_.report import Outcome
from dossier.people.roles import Role
from web.scope import AnyRequest

_BODY_MAX_BYTES = 64 * 1024
_TAGS = ["people"]


class Person(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A beneficiary. What is left out or empty stays as it is."""

    niss: Code
    last_name: Words
    first_name: Words
    language: Code
    birth_date: date | None = None
    gender: Literal["f", "m", "x", ""] = ""
    email: Words = ""
    phone: Words = ""
    street: Words = ""
    postcode: Words = ""
    town: Words = ""


class Worker(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A staff member."""

    username: Code
    first_name: Words
    last_name: Words
    email: Words
    language: Literal["fr", "nl"]
    roles: Annotated[list[Role], msgspec.Meta(min_length=1, max_length=10)]
    department_code: Code = ""


class Member(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A person's place in a file."""

    beneficiary_id: UUID
    role: Literal["holder", "partner", "child", "other"]


class SocialFile(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A social file. Members who are not named stay in it."""

    number: Code
    department_code: Code
    opened_on: date
    members: Annotated[list[Member], msgspec.Meta(max_length=50)]
    status: Literal["open", "closed"] = "open"
    social_worker: Code | None = None  # a user name
    digital_since: date | None = None


class Put(msgspec.Struct, kw_only=True):
    """What became of what was brought in."""

    outcome: Outcome


class Search(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """By what people are found."""

    niss: Code | None = None
    file_number: Code | None = None


class Found(msgspec.Struct, kw_only=True):
    """A person, and a file in which they stand."""

    beneficiary_id: UUID
    social_file_id: UUID | None
    role: str | None


class FoundPeople(msgspec.Struct, kw_only=True):
    """Whoever was found: a line a file."""

    people: list[Found]


@post(
    "/v1/people/search",
    **opened_by(Scope.PEOPLE_WRITE, Scope.DEPOSITS_WRITE),
    status_code=200,
    request_max_body_size=_BODY_MAX_BYTES,
    responses=problems(413, 422),
    operation_id="findPeople",
    summary="Find people by NISS or file number",
    tags=_TAGS,
)
async def search_people(request: AnyRequest, data: JSONBody[Search]) -> FoundPeople:
    """Find people."""
    cipher = request.app.state.resources.cipher
    found = await find_people(actor_of(request), cipher, niss=data.niss, file_number=data.file_number)
    return FoundPeople(people=[Found(**asdict(each)) for each in found])


@put(
    "/v1/people/{person_id:uuid}",
    **opened_by(Scope.PEOPLE_WRITE),
    request_max_body_size=_BODY_MAX_BYTES,
    responses=problems(409, 413, 422),
    operation_id="putPerson",
    summary="Insert or update a person",
    tags=_TAGS,
)
async def bring_person(request: AnyRequest, person_id: FromPath[UUID], data: JSONBody[Person]) -> Put:
    """Insert or update a person."""
    told = {name: "" if value is None else str(value) for name, value in msgspec.structs.asdict(data).items()}
    return Put(outcome=await put_person(actor_of(request), request.app.state.resources.cipher, person_id, told))


@put(
    "/v1/workers/{worker_id:uuid}",
    **opened_by(Scope.PEOPLE_WRITE),
    request_max_body_size=_BODY_MAX_BYTES,
    responses=problems(409, 413, 422),
    operation_id="putWorker",
    summary="Insert or update a staff member",
    tags=_TAGS,
)
async def bring_worker(request: AnyRequest, worker_id: FromPath[UUID], data: JSONBody[Worker]) -> Put:
    """Insert or update a staff member."""
    told = msgspec.structs.asdict(data)
    told |= {"roles": ";".join(data.roles), "department": told.pop("department_code")}
    return Put(outcome=await put_worker(actor_of(request), worker_id, told))


@put(
    "/v1/files/{file_id:uuid}",
    **opened_by(Scope.PEOPLE_WRITE),
    request_max_body_size=_BODY_MAX_BYTES,
    responses=problems(409, 413, 422),
    operation_id="putFile",
    summary="Insert or update a social file",
    tags=_TAGS,
)
async def bring_file(request: AnyRequest, file_id: FromPath[UUID], data: JSONBody[SocialFile]) -> Put:
    """Insert or update a social file."""
    members = [MemberTold(beneficiary_id=each.beneficiary_id, role=each.role) for each in data.members]
    told = FileTold(**{**msgspec.structs.asdict(data), "members": members})
    return Put(outcome=await put_file(actor_of(request), file_id, told))


ROUTES = [search_people, bring_person, bring_worker, bring_file]
