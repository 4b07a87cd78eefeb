"""Errors as answers, in each of the three shapes."""

import re
from typing import Any

import pytest
from litestar import Response, get, post
from litestar.params import FromPath

from dossier.clock import now
from dossier.errors import Conflict, DossierError, Forbidden, Missing, Refused, Unavailable
from dossier.people.staff import SignedOut
from tests.web.app import app_of, client_of
from web.attempts import TooManyAttempts
from web.pages import page
from web.problems import status_of
from web.scope import AnyRequest

PAGE = {"Accept": "text/html"}


class AlreadyTaken(Conflict):
    """We could not find what you asked for."""


@get("/taken")
async def taken() -> None:
    raise AlreadyTaken


@get("/backoffice/queue")
async def queue() -> None:
    raise SignedOut


@get("/away")
async def away() -> None:
    raise Unavailable


@get("/fault")
async def fault() -> None:
    raise ValueError("Dupont, Marie")


@get("/number/{number:int}")
async def number(number: FromPath[int]) -> int:
    return number


@post("/small", request_max_body_size=10)
async def small(request: AnyRequest) -> int:
    return len(await request.body())


@get("/known")
async def known(request: AnyRequest) -> Response[str]:
    return page(request, "nowhere.html")


HANDLERS: list[Any] = [taken, queue, away, fault, number, small, known]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Missing(), 404),
        (AlreadyTaken(), 409),
        (Refused(), 422),
        (Forbidden(), 403),
        (Unavailable(), 503),
        (TooManyAttempts(until=now()), 429),
        (SignedOut(), 401),
        (DossierError(), 500),
    ],
)
def test_each_family_has_its_status(error: DossierError, status: int) -> None:
    assert status_of(error) == status


async def test_a_navigation_gets_a_page_in_its_language() -> None:
    async with client_of(app_of(HANDLERS)) as client:
        french = await client.get("/taken", headers={**PAGE, "Accept-Language": "fr"})
        dutch = await client.get("/taken", headers={**PAGE, "Accept-Language": "nl"})
    assert french.status_code == dutch.status_code == 409
    assert '<html lang="fr"' in french.text
    assert "Nous n’avons pas trouvé" in french.text
    assert "hebben niet gevonden" in dutch.text


async def test_htmx_gets_the_notice_for_its_region() -> None:
    async with client_of(app_of(HANDLERS)) as client:
        answer = await client.get("/taken", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert answer.headers["hx-retarget"] == "#notice"
    assert "<html" not in answer.text
    assert "Nous n’avons pas trouvé" in answer.text


async def test_a_script_gets_problem_json_with_a_stable_type() -> None:
    async with client_of(app_of(HANDLERS)) as client:
        answer = await client.get("/taken", headers={"Accept": "application/json"})
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:guichet:problem:already-taken"
    assert answer.json()["status"] == 409


async def test_who_is_signed_out_is_sent_to_sign_in_and_back() -> None:
    async with client_of(app_of(HANDLERS)) as client:
        navigated = await client.get("/backoffice/queue?state=open", headers=PAGE)
        swapped = await client.get("/backoffice/queue", headers={"HX-Request": "true"})
        scripted = await client.get("/backoffice/queue")
    assert navigated.headers["location"] == "/backoffice/session?return_to=/backoffice/queue%3Fstate%3Dopen"
    assert swapped.headers["hx-redirect"].startswith("/backoffice/session")
    assert scripted.status_code == 401


async def test_what_is_away_says_when_to_come_back() -> None:
    async with client_of(app_of(HANDLERS)) as client:
        answer = await client.get("/away")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


async def test_a_fault_shows_a_number_and_hides_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    async with client_of(app_of(HANDLERS)) as client:
        answer = await client.get("/fault", headers=PAGE)
    logged = capsys.readouterr().out
    reference = re.search(r"reference=([0-9a-f]{8})", logged)
    assert answer.status_code == 500
    assert reference is not None
    assert reference[1] in answer.text
    assert "Dupont" not in logged + answer.text
    assert "test_problems.py" in logged


async def test_the_framework_s_own_refusals_are_in_our_words() -> None:
    async with client_of(app_of(HANDLERS)) as client:
        nowhere = await client.get("/nowhere", headers=PAGE)
        wrong_method = await client.post("/taken")
        malformed = await client.get("/number/x", headers=PAGE)
        too_large = await client.post("/small", content=b"x" * 11)
        no_template = await client.get("/known", headers=PAGE)
    assert nowhere.status_code == 404
    assert "Nous n’avons pas trouvé" in nowhere.text
    assert (wrong_method.status_code, "GET" in wrong_method.headers["allow"]) == (405, True)
    assert malformed.status_code in {404, 422}
    assert (too_large.status_code, too_large.json()["type"]) == (413, "urn:guichet:problem:too-much-at-once")
    assert no_template.status_code == 500
