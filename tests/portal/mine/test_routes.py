"""My documents at the portal: behind a code, the same words whoever is named, and gone after a while."""

import io
import re
from datetime import timedelta
from uuid import UUID
from zipfile import ZipFile

import pytest

from demo.people import people
from dossier import clock
from dossier.corrections.answer import CorrectionOutcome, answer_correction
from dossier.corrections.queries import corrections
from dossier.documents.move import move
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.portal.house import House, add, pictures, who
from tests.support.deposits import hand_over, pdf, staff
from tests.support.desk import filed
from tests.support.mine import documents_in, last_code, proved, reachable
from tests.support.requests import person_id

pytestmark = pytest.mark.people
FIRST, OTHER = people()[0], people()[9]


@pytest.fixture(autouse=True)
def mail(resources: Resources, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a mail server, that is away: nothing is sent in these tests."""
    monkeypatch.setitem(resources.settings.__dict__, "smtp_host", "127.0.0.1")
    monkeypatch.setitem(resources.settings.__dict__, "smtp_sender", "documents@cpas.example")
    monkeypatch.setitem(resources.settings.__dict__, "smtp_port", 9)


async def test_a_code_opens_list_document_pages_and_packages(
    house: House, resources: Resources, centre_id: UUID
) -> None:
    await filed(resources, await staff(centre_id, "ines.moreau"), "REV_PAIE")
    await hand_over(resources, centre_id, OTHER, types=("LOG_BAIL",))
    await drain(resources)
    await reachable(centre_id, FIRST)
    client = await proved(await house.browser(), centre_id, FIRST)
    shown = await client.get("/mine")
    assert "Fiche de paie" in shown.text
    (path,) = documents_in(shown.text)
    document = await client.get(path)
    assert "2 novembre" in document.text
    for address in re.findall(r'(?:src|href)="(/mine/pages/[^"]+)"', document.text):
        answer = await client.get(address)
        assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("image/jpeg", "no-store")
    one = await client.get(f"{path}/pdf")
    assert (one.content[:5], one.headers["cache-control"]) == (b"%PDF-", "no-store")
    archive = ZipFile(io.BytesIO((await client.get("/mine/package")).content))
    assert archive.namelist() == ["2026-11-02 Fiche de paie.pdf"]


async def test_nobody_learns_who_is_known_or_has_an_address(house: House, centre_id: UUID) -> None:
    await reachable(centre_id, FIRST)
    await reachable(centre_id, OTHER, email="")
    told = []
    for typed in (who(FIRST), who(OTHER), {**who(FIRST), "birth_date_year": "1901"}):
        client = await house.browser()
        sent = await client.post("/mine/code", data=typed)
        asked = await client.get(sent.headers["location"])
        wrong = await client.post("/mine/access", data={"code": "000000"})
        told.append((sent.status_code, sent.headers["location"], asked.text, wrong.status_code, wrong.text))
    assert told[0] == told[1] == told[2]


async def test_without_a_code_only_what_this_browser_handed_in(
    house: House, resources: Resources, centre_id: UUID
) -> None:
    earlier = await hand_over(resources, centre_id, FIRST)
    client, deposit = await house.begin(FIRST)
    await add(client, deposit, pdf("one"))
    await house.send(client, deposit)
    await drain(resources)
    shown = await client.get("/mine")
    (path,) = documents_in(shown.text)
    assert (await client.get(path)).status_code == 200
    assert (await client.get(f"/mine/documents/{earlier.document_ids[0]}")).status_code == 404
    assert (await (await house.browser()).get(path)).status_code == 404
    assert documents_in((await (await house.browser()).get("/mine")).text) == []


async def test_who_identified_here_types_nothing_again(house: House, centre_id: UUID) -> None:
    await reachable(centre_id, FIRST)
    client, _ = await house.begin(FIRST)
    assert 'name="number"' not in (await client.get("/mine/code")).text
    assert (await client.post("/mine/code")).headers["location"] == "/mine/access"
    opened = await client.post("/mine/access", data={"code": await last_code(centre_id)})
    assert opened.headers["location"] == "/mine"


async def test_the_door_closes_by_itself(house: House, resources: Resources, centre_id: UUID) -> None:
    await hand_over(resources, centre_id, FIRST)
    await reachable(centre_id, FIRST)
    client = await proved(await house.browser(), centre_id, FIRST)
    assert len(documents_in((await client.get("/mine")).text)) == 1
    with clock.moved(timedelta(seconds=resources.settings.mine_open_seconds + 1)):
        assert documents_in((await client.get("/mine")).text) == []


async def test_another_person_in_the_same_browser_sees_nothing_of_the_first(
    house: House, resources: Resources, centre_id: UUID
) -> None:
    await hand_over(resources, centre_id, FIRST)
    await reachable(centre_id, FIRST)
    client = await proved(await house.browser(), centre_id, FIRST)
    await client.post("/identification", data=who(OTHER))
    assert documents_in((await client.get("/mine")).text) == []


async def test_a_code_of_another_browser_opens_nothing(house: House, centre_id: UUID) -> None:
    await reachable(centre_id, FIRST)
    theirs, mine = await house.browser(), await house.browser()
    await theirs.post("/mine/code", data=who(FIRST))
    typed = {"code": await last_code(centre_id)}
    assert (await mine.post("/mine/access", data=typed)).status_code == 422
    assert (await mine.get("/mine/access")).headers["location"] == "/mine/code"
    assert (await theirs.post("/mine/access", data=typed)).status_code == 303


async def test_a_deposit_is_taken_back_after_a_question_and_its_receipt_says_so(
    house: House, resources: Resources
) -> None:
    client, deposit = await house.begin(FIRST)
    await add(client, deposit, pdf("one"))
    receipt = await house.send(client, deposit)
    await drain(resources)
    withdrawal = f"/mine{deposit}/withdrawal"
    (path,) = documents_in((await client.get("/mine")).text)
    assert withdrawal in (await client.get(path)).text
    assert withdrawal in (await client.get(receipt)).text
    assert (await (await house.browser()).get(withdrawal)).status_code == 404
    assert (await (await house.browser()).post(withdrawal)).status_code == 404
    assert f'action="{withdrawal}"' in (await client.get(withdrawal)).text
    assert (await client.post(withdrawal)).headers["location"] == receipt
    shown = (await client.get(receipt)).text
    assert "Retiré" in shown
    assert withdrawal not in shown
    assert withdrawal not in (await client.get(path)).text
    assert (await client.get(withdrawal)).status_code == 409


async def test_something_wrong_is_said_once_and_the_answer_stands_there(
    house: House, resources: Resources, centre_id: UUID
) -> None:
    document_id = await filed(resources, await staff(centre_id, "ines.moreau"), "REV_PAIE")
    await drain(resources)
    await reachable(centre_id, FIRST)
    client = await proved(await house.browser(), centre_id, FIRST)
    path = f"/mine/documents/{document_id}"
    assert f"{path}/corrections" in (await client.get(path)).text
    assert (await client.get(f"{path}/corrections")).status_code == 200
    assert (await client.post(f"{path}/corrections", data={})).status_code == 422
    assert (await client.post(f"{path}/corrections", data={"kind": "other"})).status_code == 422
    sent = await client.post(f"{path}/corrections", data={"kind": "not_mine", "words": "<i>moi</i>"})
    assert sent.headers["location"] == path
    shown = (await client.get(path)).text
    assert "&lt;i&gt;moi" in shown
    assert f"{path}/corrections" not in shown
    worker = await staff(centre_id, "nadia.benali")
    await answer_correction(worker, (await corrections(worker))[0].id, CorrectionOutcome.STAYS, "C’est le vôtre.")
    shown = (await client.get(path)).text
    assert "C’est le vôtre." in shown
    assert f"{path}/corrections" in shown


async def test_without_a_code_nothing_is_asked(house: House, resources: Resources) -> None:
    client, deposit = await house.begin(FIRST)
    await add(client, deposit, pdf("one"))
    await house.send(client, deposit)
    await drain(resources)
    (path,) = documents_in((await client.get("/mine")).text)
    assert f"{path}/corrections" not in (await client.get(path)).text
    assert (await client.get(f"{path}/corrections")).headers["location"] == "/mine/code"
    assert (await client.post(f"{path}/corrections", data={"kind": "not_mine"})).status_code == 403


async def test_what_was_gone_on_with_here_and_sent_from_elsewhere_is_not_read_here(
    house: House, resources: Resources
) -> None:
    mine, deposit = await house.begin(FIRST)
    await add(mine, deposit, pdf("one"))
    theirs = await house.browser()
    await theirs.post("/identification", data=who(FIRST))  # who knows the number and the birth date
    assert (await theirs.get(deposit)).status_code == 200
    named = deposit.rsplit("/", 1)[1]
    assert (await theirs.post("/deposits", data={"deposit_id": named})).headers["location"] == deposit
    await drain(resources)
    (picture, *_) = pictures((await theirs.get(deposit)).text)
    assert (await theirs.get(picture)).status_code == 200
    receipt = await house.send(mine, deposit)
    (path,) = documents_in((await mine.get("/mine")).text)
    assert (await theirs.get(picture)).status_code == 403
    assert documents_in((await theirs.get("/mine")).text) == []
    assert (await theirs.get(path)).status_code == 404
    assert (await theirs.get(deposit)).status_code == 403
    assert (await theirs.post(f"{deposit}/receipt")).status_code == 403
    assert pictures((await theirs.get(receipt)).text) == []
    assert (await theirs.post(f"/mine{deposit}/withdrawal")).status_code == 404
    assert (await mine.get(f"/mine{deposit}/withdrawal")).status_code == 200


async def test_what_is_gone_on_with_and_handed_in_here_is_read_here(house: House) -> None:
    mine, deposit = await house.begin(FIRST)
    await add(mine, deposit, pdf("one"))
    other_day = await house.browser()
    await other_day.post("/identification", data=who(FIRST))
    await house.send(other_day, deposit)
    assert len(documents_in((await other_day.get("/mine")).text)) == 1


async def test_an_answer_is_marked_in_the_list_and_stays_when_the_document_is_gone(
    house: House, resources: Resources, centre_id: UUID
) -> None:
    agent, worker = await staff(centre_id, "ines.moreau"), await staff(centre_id, "nadia.benali")
    document_id = await filed(resources, agent, "REV_PAIE")
    await drain(resources)
    await reachable(centre_id, FIRST)
    client = await proved(await house.browser(), centre_id, FIRST)
    await client.post(f"/mine/documents/{document_id}/corrections", data={"kind": "not_mine"})
    assert "Nous vous avons répondu" not in (await client.get("/mine")).text
    await answer_correction(worker, (await corrections(worker))[0].id, CorrectionOutcome.CORRECTED, "C’est classé.")
    assert "Nous vous avons répondu" in (await client.get("/mine")).text
    await move(agent, document_id, await person_id(centre_id, OTHER), "", "Elle le dit")
    shown = (await client.get("/mine")).text
    assert "C’est classé." in shown
    assert "Fiche de paie" not in shown
    assert documents_in(shown) == []


async def test_who_left_a_name_alone_is_told_that_the_code_has_their_papers_forgotten(house: House) -> None:
    client = await house.browser()
    told = {"name": "Ann", "contact": "ann@example.org"}
    deposit = (await client.post("/identification/contact", data=told)).headers["location"]
    words = "Après le code, cet appareil les oublie."
    assert words not in (await client.get("/mine/code")).text
    await add(client, deposit, pdf("one"))
    assert words in (await client.get("/mine/code")).text
    theirs, other = await house.begin(FIRST)
    await add(theirs, other, pdf("two"))
    assert words not in (await theirs.get("/mine/code")).text


async def test_all_phones_that_remember_them_are_forgotten_at_one_touch(house: House, centre_id: UUID) -> None:
    await reachable(centre_id, FIRST)
    phone, _ = await house.begin(FIRST)
    assert (await phone.post("/mine/phones/removal")).status_code == 403  # who has no code takes none back
    await phone.post("/remembered")
    phone.cookies.delete("guichet_portal")
    client = await proved(await house.browser(), centre_id, FIRST)
    assert "1 téléphone vous retient" in (await client.get("/mine")).text
    other = await proved(await house.browser(), centre_id, FIRST)
    await other.post("/remembered")
    assert "2 téléphones vous retiennent" in (await client.get("/mine")).text
    assert (await other.post("/mine/phones/removal")).headers["location"] == "/mine"
    assert "guichet_person" not in other.cookies
    assert "vous retien" not in (await client.get("/mine")).text
    assert FIRST.first_name not in (await phone.get("/")).text
