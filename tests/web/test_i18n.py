"""The language of an answer."""

import pytest
from litestar import get

from tests.web.app import app_of, client_of
from web import i18n
from web.catalogues import gettext, language, ngettext, official, speaking, translations
from web.rooms import languages_of
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


@get("/backoffice/spoken")
async def spoken_to_staff(request: AnyRequest) -> str:
    offered = "/".join(code for code, _ in page_languages(request))
    return f"{language()} {offered}"


@get("/beside")
async def beside() -> str:
    return f"{language()} {official()}"


@get("/identified")
async def identified(request: AnyRequest) -> str:
    i18n.prefer(request, "nl")
    return f"{language()} {official()}"


def page_languages(request: AnyRequest) -> list[tuple[str, str]]:
    return list(languages_of(request.url.path).items())


HANDLERS = [spoken, signed_in, left, spoken_to_staff, beside, identified]


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", "fr"),
        ("nl-BE,nl;q=0.9", "nl"),
        ("de, nl;q=0.5, fr;q=0.4", "nl"),
        ("nl;q=0, fr", "fr"),
        ("ar", "ar"),
        ("ar-MA, nl;q=0.5", "ar"),
        ("zh", "fr"),
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


async def test_staff_are_spoken_to_in_an_official_language_whatever_was_chosen_elsewhere() -> None:
    async with client_of(app_of(HANDLERS)) as client:
        assert (await client.get("/?lang=ar")).text.startswith("ar")
        answer = await client.get("/backoffice/spoken?lang=ar", headers={"Accept-Language": "ar, nl;q=0.5"})
        assert answer.text == "nl fr/nl"
        assert (await client.get("/")).text.startswith("ar")


@pytest.mark.parametrize(("accepted", "expected"), [("", "fr"), ("ar, nl;q=0.5", "nl"), ("nl-BE, fr;q=0.2", "nl")])
async def test_beside_another_language_stands_the_official_one_that_the_person_reads(
    accepted: str, expected: str
) -> None:
    async with client_of(app_of(HANDLERS)) as client:
        assert (await client.get("/beside?lang=uk", headers={"Accept-Language": accepted})).text == f"uk {expected}"
        assert (await client.get("/beside")).text == f"uk {expected}"


async def test_the_official_language_chosen_before_or_kept_in_the_file_stands_beside() -> None:
    async with client_of(app_of(HANDLERS)) as client:
        await client.get("/?lang=nl")
        assert (await client.get("/beside?lang=tr", headers={"Accept-Language": "fr"})).text == "tr nl"
    async with client_of(app_of(HANDLERS)) as client:
        await client.get("/?lang=tr")
        assert (await client.get("/identified")).text == "tr nl"
        assert (await client.get("/beside")).text == "tr nl"
    async with client_of(app_of(HANDLERS)) as client:  # the telephone's own, which nobody had to choose
        assert (await client.get("/identified", headers={"Accept-Language": "tr, fr;q=0.9"})).text == "tr nl"
        assert (await client.get("/beside")).text == "tr nl"


@pytest.mark.parametrize(
    ("code", "count", "expected"),
    [
        ("fr", 0, "0 page"),
        ("ar", 0, "لا صفحات"),
        ("ar", 1, "صفحة واحدة"),
        ("ar", 2, "صفحتان"),
        ("ar", 5, "5 صفحات"),
        ("ar", 11, "11 صفحة"),
        ("ar", 102, "102 صفحة"),
        ("uk", 1, "1 сторінка"),
        ("uk", 22, "22 сторінки"),
        ("uk", 11, "11 сторінок"),
        ("ro", 1, "o pagină"),
        ("ro", 19, "19 pagini"),
        ("ro", 20, "20 de pagini"),
        ("tr", 7, "7 sayfa"),
        ("es", 2, "2 páginas"),
    ],
)
def test_each_language_counts_in_its_own_forms(code: str, count: int, expected: str) -> None:
    assert translations(code).ngettext("%(num)s page", "%(num)s pages", count) % {"num": count} == expected


def test_facts_are_put_into_words() -> None:
    with speaking("nl"):
        assert "40\N{NO-BREAK SPACE}MB" in gettext("{limit_bytes}", limit_bytes=40 * 1024 * 1024)
    with speaking("fr"):
        assert gettext("{who} {left}", who="{left}") == "{left} {left}"
        assert ngettext("{count} page", "{count} pages", 11_387) == "11\N{NARROW NO-BREAK SPACE}387 pages"
