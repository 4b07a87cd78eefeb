"""The language of an answer."""

import pytest
from litestar import get

from tests.web.app import app_of, client_of
from web import i18n
from web.catalogues import gettext, language, ngettext, speaking
from web.scope import AnyRequest


@get("/")
async def spoken(request: AnyRequest) -> str:
    return f"{language()} {i18n.path_for_language(request, 'nl')}"


@get("/signed-in")
async def signed_in(request: AnyRequest) -> str:
    i18n.prefer(request, "nl")
    return language()


@get("/left")
async def left(request: AnyRequest) -> str:
    i18n.forget(request)
    return ""


HANDLERS = [spoken, signed_in, left]


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", "fr"),
        ("nl-BE,nl;q=0.9", "nl"),
        ("de, nl;q=0.5, fr;q=0.4", "nl"),
        ("nl;q=0, fr", "fr"),
        ("ar", "fr"),
        ("nl;q=x", "fr"),
        (";;,,", "fr"),
    ],
)
async def test_the_browser_is_listened_to(accepted: str, expected: str) -> None:
    async with client_of(app_of(HANDLERS)) as client:
        answer = await client.get("/", headers={"Accept-Language": accepted})
    assert answer.text.startswith(expected)


async def test_a_choice_on_screen_stays_and_beats_all() -> None:
    async with client_of(app_of(HANDLERS)) as client:
        chosen = await client.get("/?lang=nl&page=2")
        later = await client.get("/", headers={"Accept-Language": "fr"})
        unknown = await client.get("/?lang=xx")
    assert chosen.text == "nl /?page=2&lang=nl"
    assert later.text.startswith("nl")
    assert unknown.text.startswith("nl")


async def test_a_person_s_own_language_is_spoken_until_they_choose() -> None:
    async with client_of(app_of(HANDLERS)) as client:
        assert (await client.get("/signed-in")).text == "nl"
        assert (await client.get("/")).text.startswith("nl")
        await client.get("/?lang=fr")
        assert (await client.get("/signed-in")).text == "fr"
        await client.get("/left")
        assert (await client.get("/", headers={"Accept-Language": "nl"})).text.startswith("nl")


def test_facts_are_put_into_words() -> None:
    with speaking("nl"):
        assert "40\N{NO-BREAK SPACE}MB" in gettext("{limit_bytes}", limit_bytes=40 * 1024 * 1024)
    with speaking("fr"):
        assert gettext("{who} {left}", who="{left}") == "{left} {left}"
        assert ngettext("{count} page", "{count} pages", 11_387) == "11\N{NARROW NO-BREAK SPACE}387 pages"
