"""Forms as values, or as what was typed and what is wrong."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some
from litestar import post

from dossier.errors import Refused
from tests.web.app import app_of, client_of
from web.catalogues import speaking
from web.days import NotADay, read_day
from web.forms import Form, blank, read, read_texts, text
from web.scope import AnyRequest


class Reason(StrEnum):
    BLURRED = "blurred"
    OTHER = "other"


def _upper(typed: str) -> str:
    if typed == "bad":
        raise Refused
    return typed.upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    name: Annotated[str, text(10)]
    born: date
    file: Annotated[str, _upper] | None = None
    code: Annotated[str, _upper]
    place: str = "portal"
    reason: Reason | None = None
    count: int | None = None
    sure: bool = False
    documents: tuple[UUID, ...] = ()


ID = UUID("0193a1b2-0000-7000-8000-000000000001")
GOOD = {"name": [" Anna "], "born": ["12-3-1980"], "code": ["a"], "reason": ["other"], "count": ["3"], "sure": ["on"]}


def test_a_good_form_becomes_its_dataclass() -> None:
    form = read_texts({**GOOD, "documents": [str(ID), str(ID)], "unknown": ["x"]}, Everything)
    assert form.value == Everything(
        name="Anna", born=date(1980, 3, 12), code="A", reason=Reason.OTHER, count=3, sure=True, documents=(ID, ID)
    )
    assert form.wrong == []
    assert form.ticked["documents"] == (str(ID), str(ID))


def test_a_wrong_form_comes_back_with_all_that_was_typed() -> None:
    with speaking("nl"):
        form = read_texts({"name": ["far too long a name"], "born": ["31/2/1980"], "reason": ["zz"]}, Everything)
    assert form.value is None
    assert form.typed["name"] == "far too long a name"
    assert form.typed["born"] == "31/2/1980"
    assert form.ticked["documents"] == ()
    assert {name for name, _ in form.wrong} == {"name", "born", "code", "reason"}
    assert form.errors["sure"] is None
    assert "10" in (form.errors["name"] or "")


def test_a_reader_of_one_s_own_refuses_in_its_own_words() -> None:
    form = read_texts({**GOOD, "code": ["bad"]}, Everything)
    assert [name for name, _ in form.wrong] == ["code"]


def test_a_verb_s_refusal_stands_at_the_field_or_at_the_form() -> None:
    form = read_texts(GOOD, Everything)
    assert form.refused(Refused(), "name").errors["name"]
    assert form.refused(Refused()).error
    assert form.refused(Refused()).value is None


def test_a_blank_form_names_every_field() -> None:
    form: Form[Everything] = blank(Everything, name="Anna")
    assert form.typed["name"] == "Anna"
    assert form.typed["born"] == ""
    assert form.errors["born"] is None


async def test_a_request_s_form_is_read() -> None:
    @post("/form")
    async def send(request: AnyRequest) -> list[str]:
        form = await read(request, Everything)
        return [str(form.value and form.value.born), *(name for name, _ in form.wrong)]

    async with client_of(app_of([send])) as client:
        answer = await client.post("/form", data={"name": "Anna", "born": "1980-03-12"})
    assert answer.json() == ["None", "code"]


@given(some.dates(min_value=date(1000, 1, 1)), some.sampled_from(["/", "-", ".", " ", " / "]))
def test_any_day_is_read_in_both_orders(day: date, mark: str) -> None:
    assert read_day(f"{day.day}{mark}{day.month}{mark}{day.year}") == day
    assert read_day(f"{day:%Y}{mark}{day:%m}{mark}{day:%d}") == day
    assert read_day(f"{day:%d%m}{day.year:04d}") == day


@pytest.mark.parametrize("typed", ["", "12/03/80", "31/02/1980", "1980", "00/01/1980", "demain", "12/03/19800"])
def test_no_day_is_guessed(typed: str) -> None:
    with pytest.raises(NotADay):
        read_day(typed)
