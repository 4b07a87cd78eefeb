"""The accessibility statement: linked from every page of citizens, in their language, with whom to tell."""

import pytest

from dossier.resources import Resources
from tests.portal.house import House
from web.catalogues import LANGUAGES, by_machine

PAGES = ("/", "/r", "/identification", "/offline", "/accessibility", "/mine/code")


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_leads_there(house: House, path: str) -> None:
    assert '<a href="/accessibility">' in (await (await house.browser()).get(path)).text


@pytest.mark.parametrize("language", list(LANGUAGES))
async def test_it_names_the_languages_that_nobody_has_read(house: House, language: str) -> None:
    page = (await (await house.browser()).get(f"/accessibility?lang={language}")).text
    assert "EN 301 549" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert f'<html lang="{language}"' in page
    listed = page.split('id="not-yet"')[1].split("</section>")[0]
    for code, name in LANGUAGES.items():
        assert (f'<bdi lang="{code}">{name}</bdi>' in listed) is by_machine(code)
    assert 'href="https://www.ombudsman.be"' in page


async def test_it_says_whom_to_tell_and_sends_to_the_counter_where_nobody_is_named(
    house: House, resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await house.browser()
    page = (await client.get("/accessibility")).text
    assert "Dites-le au guichet du centre" in page
    assert "mailto:" not in page
    monkeypatch.setitem(resources.settings.__dict__, "accessibility_email", "acces@cpas.example")
    monkeypatch.setitem(resources.settings.__dict__, "accessibility_phone", "02 123 45 67")
    page = (await client.get("/accessibility")).text
    assert 'href="mailto:acces@cpas.example"' in page
    assert 'href="tel:021234567"' in page
    assert "Dites-le au guichet du centre" not in page
