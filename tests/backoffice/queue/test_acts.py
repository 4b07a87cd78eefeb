"""Acts on many documents: previewed, done and told; the view that one works on stays, with and without JavaScript."""

import html
import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from dossier import clock
from dossier.resources import Resources
from tests.backoffice.house import HTMX, opened_house
from tests.support.terms import member
from tests.support.waiting import row_of, waiting

pytestmark = pytest.mark.people

QUEUE = "/backoffice/queue"


def _words(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def _hidden(page: str) -> dict[str, list[str]]:
    """Return what a page's form to do the act sends along."""
    form = re.search(r'<form[^>]+action="/backoffice/queue/acts".*?</form>', page, re.DOTALL)
    assert form
    sent: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0]):
        sent.setdefault(name, []).append(html.unescape(value))
    return sent


async def test_ticked_documents_are_put_aside_after_a_preview(resources: Resources, centre_id: UUID) -> None:
    ids = await waiting(centre_id, circuit="post", count=3)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        ticked = [str(each) for each in ids[:2]]
        asked = await client.post(f"{QUEUE}/preview", data={"act": "put_aside", "circuit": "post", "rows": ticked})
        assert asked.status_code == 200
        sent = _hidden(asked.text)
        assert sent["rows"] == ticked
        assert sent["circuit"] == ["post"]
        wrong = await client.post(f"{QUEUE}/acts", data={**sent, "reason": "other", "comes_back_on": "1/12/2020"})
        assert wrong.status_code == 422
        assert "trois mois" in _words(wrong.text)
        day = clock.today() + timedelta(days=4)
        told = {**sent, "reason": "outside", "note": "le juge", "comes_back_on": f"{day:%d/%m/%Y}"}
        done = await client.post(f"{QUEUE}/acts", data=told)
        assert done.headers["location"] == f"{QUEUE}?circuit=post"
        page = await client.get(done.headers["location"])
        assert "Mis de côté. Cela revient tout seul. 2 documents" in _words(page.text)
        assert page.text.count("data-row ") == 1
        aside = await client.get(f"{QUEUE}?shown=aside")
        assert "le juge" in aside.text
        back = await client.post(f"{QUEUE}/acts", data={"act": "fetch_back", "rows": ticked, "shown": "aside"})
        assert back.headers["location"] == f"{QUEUE}?shown=aside"
    assert {(await row_of(centre_id, each))["aside_until"] for each in ids} == {None}


async def test_the_whole_view_is_assigned_and_what_came_since_is_not(resources: Resources, centre_id: UUID) -> None:
    shown, (other,) = await waiting(centre_id, circuit="post", count=3), await waiting(centre_id, circuit="kiosk")
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        asked = await client.post(f"{QUEUE}/preview", data={"act": "assign", "circuit": "post", "whole": "1"})
        with clock.moved(timedelta(minutes=1)):
            (later,) = await waiting(centre_id, circuit="post", hours_old=0)
        for name, sentence in (("nadia.benali", None), ("fatou.diop", "ne traite pas de documents")):
            if sentence:
                wrong = await client.post(f"{QUEUE}/acts", data={**_hidden(asked.text), "username": name})
                assert sentence in _words(wrong.text)
        done = await client.post(f"{QUEUE}/acts", data={**_hidden(asked.text), "username": "koen.smets"})
        page = await client.get(done.headers["location"])
        assert "Confié. 3 documents → Koen Smets" in _words(page.text)
        assert _words(page.text).count("pour Koen Smets") == 3
    names = {each: (await row_of(centre_id, each))["assigned_name"] for each in [*shown, other, later]}
    assert names == {**dict.fromkeys(shown, "koen.smets"), other: None, later: None}


async def test_without_a_tick_it_is_said_and_nothing_happens(resources: Resources, centre_id: UUID) -> None:
    await waiting(centre_id)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        for path in ("preview", "acts"):
            for data in ({"act": "fetch_back"}, {}, {"act": "no such act"}):
                answer = await client.post(f"{QUEUE}/{path}", data=data, follow_redirects=True)
                assert "Cochez d’abord un document" in _words(answer.text), (path, data)


async def test_the_next_comes_from_the_view_that_is_worked_on(resources: Resources, centre_id: UUID) -> None:
    await waiting(centre_id, circuit="kiosk", hours_old=50)
    (first,), (second,) = await waiting(centre_id, circuit="post"), await waiting(centre_id, circuit="post")
    reason = {"note": ""}
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        taken = await client.post(f"{QUEUE}/next", data={"circuit": "post"})
        assert taken.headers["location"] == f"/backoffice/documents/{first}"
        back = await client.post(f"/backoffice/documents/{first}/release")
        assert back.headers["location"] == f"{QUEUE}?circuit=post"
        await client.post(f"{QUEUE}/next", data={"circuit": "post"})
        asked = await client.get(f"/backoffice/documents/{first}/refusal")
        found = re.search(r'name="reason_id"[^>]*value="([0-9a-f-]{36})"', asked.text) or re.search(
            r'<option value="([0-9a-f-]{36})"', asked.text
        )
        assert found
        done = await client.post(f"/backoffice/documents/{first}/refusal", data={**reason, "reason_id": found[1]})
        assert done.headers["location"] == f"/backoffice/documents/{second}"
        done = await client.post(f"/backoffice/documents/{second}/refusal", data={**reason, "reason_id": found[1]})
        assert done.headers["location"] == f"{QUEUE}?circuit=post"


async def test_a_view_is_kept_chosen_and_removed(resources: Resources, centre_id: UUID) -> None:
    await waiting(centre_id, circuit="post")
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        sent = {"name": "Le courrier", "circuit": "post", "problem": "1", "department": "x<script>", "shown": "nowhere"}
        done = await client.post(f"{QUEUE}/views", data=sent)
        assert done.headers["location"] == f"{QUEUE}?circuit=post&problem=1"
        page = await client.get(QUEUE)
        assert 'href="/backoffice/queue?circuit=post&amp;problem=1"' in page.text
        (removal,) = re.findall(r'action="(/backoffice/queue/views/[0-9a-f-]{36}/removal)"', page.text)
        assert (await client.post(removal)).headers["location"] == QUEUE
        assert "Le courrier" not in (await client.get(QUEUE)).text
        assert (await client.post(removal)).status_code == 404
        nameless = await client.post(f"{QUEUE}/views", data={"name": " "}, follow_redirects=True)
        assert "40 lettres" in _words(nameless.text)


async def test_presence_alone_is_asked_for_anew(resources: Resources, centre_id: UUID) -> None:
    from dossier.documents.presence import enter

    (made,) = await waiting(centre_id)
    await enter(await member(centre_id, "koen.smets"), made)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        answer = await client.get(f"{QUEUE}/presence", headers=HTMX)
        assert f'id="here-{made}" hx-swap-oob="true"' in answer.text
        assert "Koen Smets" in answer.text
        assert "Koen Smets" in (await client.get(QUEUE)).text
        assert (await client.get(f"{QUEUE}?after={uuid4()}&kind=%00&language=nl%27")).status_code == 200


async def test_an_act_on_many_is_taken_back_from_the_line_that_tells_of_it(
    resources: Resources, centre_id: UUID
) -> None:
    ids = await waiting(centre_id, circuit="post", count=3)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        await client.get(f"{QUEUE}?circuit=post")
        day = clock.today() + timedelta(days=4)
        told = {"rows": [str(each) for each in ids], "act": "put_aside", "reason": "outside", "circuit": "post"}
        done = await client.post(f"{QUEUE}/acts", data={**told, "comes_back_on": f"{day:%d/%m/%Y}"})
        page = (await client.get(done.headers["location"])).text
        assert f'action="{QUEUE}/acts/undo"' in page
        undone = await client.post(f"{QUEUE}/acts/undo")
        assert undone.headers["location"] == f"{QUEUE}?circuit=post"
        page = (await client.get(undone.headers["location"])).text
        assert "3 documents" in _words(page)
        assert f'action="{QUEUE}/acts/undo"' not in page, "what is taken back is not taken back again"
        assert page.count("data-row ") == 3
        assert (await client.post(f"{QUEUE}/acts/undo")).status_code == 409
    assert {(await row_of(centre_id, each))["aside_until"] for each in ids} == {None}
