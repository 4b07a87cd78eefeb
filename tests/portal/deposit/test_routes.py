"""Handing over: what is sent is there once, what cannot be taken is said, what is another's is closed."""

import re
from uuid import uuid4

import cv2
import pytest

from demo.people import people
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.dossier.imaging.drawing import LAID, on_table, paper
from tests.portal.house import HTMX, SCRIPT, House, add, element, pictures
from tests.support.deposits import pdf

pytestmark = pytest.mark.people


async def test_files_of_one_form_are_pages_of_one_paper_or_papers_of_their_own(house: House) -> None:
    client, deposit = await house.begin()
    together, paper = await add(client, deposit, pdf("one"), pdf("two"))
    assert together.headers["location"] == f"{deposit}/papers/{paper}"
    apart, _ = await add(client, deposit, pdf("three"), pdf("four"), apart="yes")
    assert apart.headers["location"] == deposit
    assert (await client.get(deposit)).text.count("papers-item") == 3


async def test_a_file_that_is_refused_does_not_take_the_others_with_it(house: House) -> None:
    client, deposit = await house.begin()
    answer, paper = await add(client, deposit, b"no picture at all", pdf("two"))
    assert answer.status_code == 422
    assert "photo-0.pdf" in answer.text
    assert "photo-1.pdf" not in answer.text
    assert (await client.get(f"{deposit}/papers/{paper}")).status_code == 200


async def test_what_was_begun_is_gone_on_with_from_the_start(house: House) -> None:
    client, deposit = await house.begin()
    await add(client, deposit, pdf("one"))
    assert f'href="{deposit}"' in (await client.get("/")).text
    await house.send(client, deposit)
    assert f'href="{deposit}"' not in (await client.get("/")).text


async def test_no_file_is_said_and_the_camera_stays(house: House) -> None:
    client, deposit = await house.begin()
    answer, _ = await add(client, deposit)
    assert answer.status_code == 422
    assert 'type="file"' in answer.text


async def test_a_deposit_that_is_full_says_so_and_shows_no_camera(house: House, resources: Resources) -> None:
    client, deposit = await house.begin()
    camera = f"{deposit}/papers/{uuid4()}/photo"
    limit = resources.settings.deposit_pages_max
    await add(client, deposit, pdf(*["almost"] * (limit - 1)))
    assert 'data-pages-left="1"' in (await client.get(camera)).text
    await add(client, deposit, pdf("full"))
    shown = (await client.get(camera)).text
    more, _ = await add(client, deposit, pdf("too much"))  # from a page that was open before
    assert more.status_code == 422
    assert 'role="alert"' in more.text
    for page in (shown, more.text):
        assert f"Un dépôt contient {limit} pages au plus." in page
        assert 'type="file"' not in page
        assert "<page-viewfinder" not in page
        assert f'<a class="button" data-kind="primary" href="{deposit}"' in page


async def test_a_script_reads_a_status_and_a_sentence(house: House) -> None:
    client, deposit = await house.begin()
    client.headers.update(SCRIPT)
    named = str(uuid4())
    assert (await add(client, deposit, pdf("one"), original_id=named))[0].status_code == 201
    other, _ = await add(client, deposit, pdf("two"), original_id=named)
    refused, _ = await add(client, deposit, b"no picture at all")
    for answer, status in ((other, 409), (refused, 422)):
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["title"]


async def test_sending_a_file_again_is_harmless(house: House) -> None:
    client, deposit = await house.begin()
    client.headers.update(SCRIPT)
    named, paper, data = str(uuid4()), uuid4(), pdf("one")
    for _ in range(2):
        assert (await add(client, deposit, data, original_id=named, paper=paper))[0].status_code == 201
    client.headers["Accept"] = "text/html"
    assert (await client.get(deposit)).text.count("papers-item") == 1


async def test_a_paper_is_named_turned_and_taken_back(house: House, resources: Resources) -> None:
    client, deposit = await house.begin()
    _, paper = await add(client, deposit, pdf("one"))
    here = f"{deposit}/papers/{paper}"
    await drain(resources)
    before = await client.get(here)
    (original, clean) = pictures(before.text)
    assert (await client.get(clean)).content[:2] == b"\xff\xd8"
    page = clean.split("/pages/")[1].split("/")[0]
    assert (await client.post(f"{deposit}/pages/{page}/turn", data={"by_degrees": "90"})).headers["location"] == here
    assert pictures((await client.get(here)).text) == []
    assert (await client.post(f"{deposit}/pages/{page}/turn", data={"by_degrees": "90"})).status_code == 303
    assert (await client.post(f"{deposit}/pages/{page}/turn", data={"by_degrees": "45"})).status_code == 422
    assert (await client.post(f"{here}/type", data={"picture": "payslip"})).headers["location"] == deposit
    assert "Fiche de paie" in (await client.get(deposit)).text
    assert (await client.post(f"{here}/type", data={"picture": "a treasure map"})).status_code == 422
    removal = before.text.split("/removal")[0].rsplit('action="', 1)[1] + "/removal"
    again = await client.post(removal, data={"retake": "yes"})
    assert again.headers["location"] == f"{here}/photo"
    assert (await client.get(again.headers["location"])).status_code == 200
    assert (await client.get(here)).status_code == 404
    assert (await client.get(original)).status_code == 404


async def test_a_late_duplicate_of_what_was_taken_back_stays_out_and_says_so(house: House) -> None:
    client, deposit = await house.begin()
    named, paper, data = str(uuid4()), uuid4(), pdf("one")
    await add(client, deposit, data, original_id=named, paper=paper)
    assert (await client.post(f"{deposit}/originals/{named}/removal", data={})).status_code == 303
    for accept in ("text/html", SCRIPT["Accept"]):
        client.headers["Accept"] = accept
        late, _ = await add(client, deposit, data, original_id=named, paper=paper)
        assert late.status_code == 422
        assert "déjà retiré cette page" in late.text
    client.headers["Accept"] = "text/html"
    assert "papers-item" not in (await client.get(deposit)).text


async def test_a_double_tap_is_one_receipt_and_nothing_more_can_be_added(house: House) -> None:
    client, deposit = await house.begin()
    assert (await client.post(f"{deposit}/receipt")).headers["location"] == deposit  # nothing to hand over yet
    _, paper = await add(client, deposit, pdf("one"))
    first, second = await house.send(client, deposit), await house.send(client, deposit)
    assert first == second
    assert (await client.get("/")).text.count(f'href="{first}"') == 1
    assert (await client.get(deposit)).headers["location"] == first
    late, _ = await add(client, deposit, pdf("two"))
    assert late.status_code == 409
    assert (await client.get(f"{deposit}/papers/{paper}")).status_code == 409


async def test_a_deposit_is_closed_to_every_other_browser(house: House) -> None:
    client, deposit = await house.begin()
    _, paper = await add(client, deposit, pdf("one"))
    other, _ = await house.begin(people()[5])  # the same person goes on with it elsewhere: tests/portal/test_unsent.py
    for path in (deposit, f"{deposit}/papers/{paper}", f"{deposit}/papers/{paper}/type", f"{deposit}/changes"):
        assert (await other.get(path)).status_code == 403
    assert (await other.post(f"{deposit}/receipt")).status_code == 403
    assert (await add(other, deposit, pdf("two")))[0].status_code == 403
    assert (await (await house.browser()).post("/deposits", data={})).status_code == 403


@pytest.mark.parametrize("made", [False, True])
async def test_the_part_that_is_swapped_is_the_part_of_the_page(house: House, resources: Resources, made: bool) -> None:
    client, deposit = await house.begin()
    _, paper = await add(client, deposit, pdf("one", "two"))
    if made:
        await drain(resources)
    for path, region in ((deposit, "papers"), (f"{deposit}/papers/{paper}", "pages")):
        whole, part = await client.get(path), await client.get(path, headers=HTMX)
        assert element(whole.text, region) == element(part.text, region)
        assert 'id="progress"' in part.text
        assert "<html" not in part.text


async def test_the_order_of_the_pages_comes_with_the_second_one(house: House) -> None:
    client, deposit = await house.begin()
    _, paper = await add(client, deposit, pdf("one"))
    place = r'<(?:section|div)[^>]* id="ordering"[^>]*>'
    shown = f"{deposit}/papers/{paper}"
    (before,) = re.findall(place, (await client.get(shown)).text)  # where htmx puts what comes later
    assert "hidden" in before
    await add(client, deposit, pdf("two"), paper=paper)
    swapped = (await client.get(shown, headers=HTMX)).text
    (after,) = re.findall(place, swapped)
    assert "hx-swap-oob" in after
    assert "hidden" not in after
    assert swapped.count("data-original=") == 2


async def test_a_photo_is_judged_on_the_spot_and_shown_with_its_page(house: House) -> None:
    client, deposit = await house.begin()
    original_id, paper_id = uuid4(), uuid4()
    blurred = cv2.GaussianBlur(on_table(paper(), LAID), (0, 0), 6)
    await client.post(
        f"{deposit}/originals",
        params={"paper": str(paper_id)},
        data={"original_id": str(original_id)},
        files={"photos": ("a.jpg", cv2.imencode(".jpg", blurred)[1].tobytes(), "image/jpeg")},
    )
    waiting = (await client.get(f"{deposit}/papers/{paper_id}")).text
    assert f'hx-get="{deposit}/originals/{original_id}/glance" hx-trigger="load"' in waiting
    told = (await client.get(f"{deposit}/originals/{original_id}/glance", headers=HTMX)).text
    assert 'src="data:image/jpeg;base64,' in told
    assert "<polygon" in told
    assert 'faults.svg#blur"' in told.replace("'", '"')
    assert f'action="{deposit}/originals/{original_id}/removal"' in told
    stranger, _ = await house.begin(people()[1])
    assert (await stranger.get(f"{deposit}/originals/{original_id}/glance")).status_code == 403


async def test_what_is_no_single_photo_waits_for_its_pages_without_a_word(house: House) -> None:
    client, deposit = await house.begin()
    original_id = uuid4()
    await client.post(
        f"{deposit}/originals",
        params={"paper": str(uuid4())},
        data={"original_id": str(original_id)},
        files={"photos": ("a.pdf", pdf("one", "two"), "application/pdf")},
    )
    answer = await client.get(f"{deposit}/originals/{original_id}/glance", headers=HTMX)
    assert (answer.status_code, answer.text) == (204, "")
