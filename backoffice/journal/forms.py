"""What an auditor asks by: a form that is sent, and the address that stands for its question, which holds only ids."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from dossier.audit.search import Question, lately
from web.forms import Form, read_texts, text
from web.scope import AnyRequest

_NUMBER_MAX_CHARACTERS = 30
_KIND_MAX_CHARACTERS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionForm:
    """A question as it is typed: what it is about by a number."""

    since: date | None
    until: date | None
    staff_id: UUID | None
    kind: Annotated[str | None, text(_KIND_MAX_CHARACTERS)]
    number: Annotated[str | None, text(_NUMBER_MAX_CHARACTERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressForm:
    """A question as an address holds it: what it is about by an id, since a file's number is not for a URL."""

    since: date | None
    until: date | None
    staff_id: UUID | None
    kind: Annotated[str | None, text(_KIND_MAX_CHARACTERS)]
    subject_id: UUID | None
    before: int | None


def address(path: str, asked: QuestionForm, subject_id: UUID | None) -> str:
    """Return the address of a question that was typed."""
    return _with_query(
        path, since=asked.since, until=asked.until, staff_id=asked.staff_id, kind=asked.kind, subject_id=subject_id
    )


def older(path: str, asked: Question, before: int | None) -> str:
    """Return the address of the same question, from an older line on; from the newest without one."""
    return _with_query(
        path,
        since=asked.since,
        until=asked.until,
        staff_id=asked.staff_id,
        kind=asked.kind,
        subject_id=asked.subject_id,
        before=before,
    )


def question_of(request: AnyRequest) -> Question:
    """Read the question of an address; one that nobody here wrote restricts nothing but the period."""
    query = request.query_params
    if not query.keys() & set(AddressForm.__dataclass_fields__):
        return lately()
    asked = read_texts({name: [str(query[name])] for name in query}, AddressForm).value
    if asked is None:
        return lately()
    return Question(
        since=asked.since,
        until=asked.until,
        staff_id=asked.staff_id,
        kind=asked.kind,
        subject_id=asked.subject_id,
        before=asked.before,
    )


def typed(asked: Question, number: str) -> Form[QuestionForm]:
    """Return the form as it was filled in for a question."""
    texts = {"since": asked.since, "until": asked.until, "staff_id": asked.staff_id, "kind": asked.kind}
    return read_texts({**{name: [str(each or "")] for name, each in texts.items()}, "number": [number]}, QuestionForm)


def _with_query(path: str, **facts: object) -> str:
    told = {name: str(each) for name, each in facts.items() if each is not None}
    return f"{path}?{urlencode(told or {'since': ''})}"
