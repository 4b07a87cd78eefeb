"""Feedback on its screens, by forms alone: sent from any, answered by the SPOC, and marked in the menu."""

import re
from uuid import UUID

import pytest

from backoffice.feedback.forms import browser_of, screen_of, window_of
from dossier.ids import new_id
from dossier.resources import Resources
from tests.backoffice.house import HTMX, element, opened_house
from tests.support.feedback import SCREEN

pytestmark = pytest.mark.people
PATH = "/backoffice/feedback"
NONE = {"picture": ("", b"", "application/octet-stream")}
"""What a browser sends of a file field that is left empty."""
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.7499.4 Safari/537.36"


def _menu_count(page: str) -> str:
    (found,) = re.findall(rf'href="{PATH}"[^>]*>.*?</a>', page, re.DOTALL)
    return "".join(re.findall(r'value="(\d+)"', found))


async def test_it_is_sent_answered_and_read(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        nadia, olivier = await house.sign_in("nadia.benali"), await house.sign_in("olivier.marchal")
        (link,) = re.findall(rf'href="({PATH}/new\?screen=[^"]+)"', (await nadia.get("/backoffice/files")).text)
        form = await nadia.get(link)
        assert 'name="screen" value="/backoffice/files"' in form.text
        data = {
            "feedback_id": re.findall(r'name="feedback_id" value="([^"]+)"', form.text)[0],
            "said": "The list jumps when I come back.",
            "screen": "/backoffice/files",
            "window_size": "1280×800",
        }
        files = {"picture": ("screen.jpg", SCREEN, "image/jpeg")}
        sent = await nadia.post(PATH, data=data, files=files, headers={"User-Agent": CHROME})
        assert sent.status_code == 303
        assert _menu_count((await olivier.get("/backoffice/queue")).text) == "1"
        (one,) = set(re.findall(rf'href="({PATH}/[0-9a-f-]{{36}})"', (await olivier.get(PATH)).text))
        shown = (await olivier.get(one)).text
        for told in ("The list jumps when I come back.", "/backoffice/files", "Chrome 143", "1280×800"):
            assert told in shown
        picture = await olivier.get(f"{one}/picture")
        assert (picture.headers["content-type"], picture.headers["cache-control"]) == ("image/jpeg", "no-store")
        assert (await nadia.get(f"{one}/picture")).status_code == 404
        empty = await olivier.post(f"{one}/answer", data={"answer": ""})
        assert empty.status_code == 422
        assert (await olivier.post(f"{one}/answer", data={"answer": "It is mended."})).status_code == 303
        assert _menu_count((await nadia.get("/backoffice/files")).text) == "1"
        assert "It is mended." in (await nadia.get(PATH)).text
        assert _menu_count((await nadia.get("/backoffice/files")).text) == ""


async def test_a_form_that_is_refused_comes_back_as_it_was_typed(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        nadia = await house.sign_in("nadia.benali")
        data = {"feedback_id": str(new_id()), "said": "A picture & words", "screen": "/backoffice/files"}
        wrong = await nadia.post(
            PATH, data=data, files={"picture": ("a.jpg", b"no picture", "image/jpeg")}, headers=HTMX
        )
        assert wrong.status_code == 422
        form = element(wrong.text, "form", "feedback-form")
        assert "A picture &amp; words" in form
        assert 'id="picture-error"' in form
        said = await nadia.post(PATH, data={**data, "said": ""}, files=NONE, headers=HTMX)
        assert 'id="said-error"' in element(said.text, "form", "feedback-form")
        thanks = await nadia.post(PATH, data=data, files=NONE, headers=HTMX)
        assert (thanks.status_code, "<form" in thanks.text) == (200, False)


async def test_who_has_no_spoc_is_asked_for_no_picture(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        ines = await house.sign_in("ines.moreau")
        assert 'name="picture"' not in element((await ines.get(f"{PATH}/new")).text, "form", "feedback-form")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("/backoffice/documents/{document_id:uuid}", "/backoffice/documents/{document_id:uuid}"),
        ("/backoffice/search?words=Peeters", ""),
        ("/backoffice/files/Samira El Amrani", ""),
        ("https://example.org", ""),
    ],
)
def test_an_address_is_never_kept(said: str, kept: str) -> None:
    assert screen_of(said) == kept


def test_of_a_browser_its_name_is_kept() -> None:
    assert browser_of(CHROME) == "Chrome 143"
    assert browser_of(f"{CHROME} Edg/143.0.1") == "Edge 143"
    assert browser_of("Mozilla/5.0 (X11; rv:140.0) Gecko/20100101 Firefox/140.0") == "Firefox 140"
    assert browser_of("curl/8") == ""
    assert (window_of("1280×800"), window_of("<b>")) == ("1280×800", "")
