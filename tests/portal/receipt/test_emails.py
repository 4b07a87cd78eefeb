"""The receipt by e-mail at the portal: for whoever may see it, without a word of whether a file has an address."""

import re
from uuid import UUID

import httpx
import pytest

from demo.people import people
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.portal.house import House, add, who
from tests.support.deposits import hand_over, pdf
from tests.support.mine import ADDRESS, proved, reachable, with_mail
from tests.support.postbox import Postbox, gateway, postbox

pytestmark = pytest.mark.people
FIRST, OTHER = people()[0], people()[9]


def mailing(resources: Resources, box: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the open portal and the worker send through a box."""
    for name in ("smtp_host", "smtp_port", "smtp_security", "smtp_sender"):
        monkeypatch.setitem(resources.settings.__dict__, name, getattr(with_mail(resources, box).settings, name))


async def own_receipt(house: House) -> tuple[httpx.AsyncClient, str]:
    client, deposit = await house.begin()
    await add(client, deposit, pdf("one"))
    return client, await house.send(client, deposit)


async def test_it_is_typed_and_confirmed(house: House, resources: Resources, monkeypatch: pytest.MonkeyPatch) -> None:
    async with postbox() as box:
        mailing(resources, box, monkeypatch)
        client, receipt = await own_receipt(house)
        assert f'href="{receipt}/emails"' in (await client.get(receipt)).text
        for wrong in ("", "ann", "a@b.be, c@d.be"):
            answer = await client.post(f"{receipt}/emails", data={"where": "typed", "email": wrong})
            assert answer.status_code == 422
            assert 'href="#email"' in answer.text
            assert f'value="{wrong}"' in answer.text
        answer = await client.post(f"{receipt}/emails", data={"where": "typed", "email": "ann@example.org"})
        assert (answer.status_code, answer.headers["location"]) == (303, f"{receipt}/emails")
        assert "L’e-mail est en route." in (await client.get(f"{receipt}/emails")).text
        await drain(resources)
        told = (await client.get(f"{receipt}/emails")).text
    assert "L’e-mail est parti." in told
    assert "ann@example.org" not in told
    assert box.to == ["ann@example.org"]


async def test_the_file_s_address_is_told_to_no_one_before_a_code_and_masked_after(
    house: House, resources: Resources, centre_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with postbox() as box:
        mailing(resources, box, monkeypatch)
        client, receipt = await own_receipt(house)
        seen = []
        for email in (ADDRESS, ""):
            await reachable(centre_id, FIRST, email=email)
            await client.post(f"{receipt}/emails", data={"where": "file"})
            await drain(resources)
            seen.append((await client.get(f"{receipt}/emails")).text)
        assert seen[0] == seen[1]  # no oracle
        assert "example.org" not in seen[0]
        assert "Si votre dossier a une adresse e-mail" in seen[0]
        assert box.to == [ADDRESS]
        await reachable(centre_id, FIRST)
        told = (await (await proved(client, centre_id, FIRST)).get(f"{receipt}/emails")).text
    assert "s•••@example.org" in told
    assert ADDRESS not in told


async def test_whose_file_it_is_may_be_sent_an_sms_and_nobody_is_told_whether_there_is_a_number(
    house: House, resources: Resources, centre_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with postbox() as box:
        mailing(resources, box, monkeypatch)
        with gateway() as gate:
            monkeypatch.setitem(resources.settings.__dict__, "sms_url", gate.url)
            client, receipt = await own_receipt(house)
            assert "L’envoyer par e-mail ou SMS" in (await client.get(receipt)).text
            seen = []
            for phone in ("0470 00 00 21", ""):
                await reachable(centre_id, FIRST, email="", phone=phone)
                await client.post(f"{receipt}/emails", data={"where": "file"})
                await drain(resources)
                seen.append((await client.get(f"{receipt}/emails")).text)
            assert seen[0] == seen[1]  # no oracle
            assert "a un e-mail ou un GSM, le message y arrive" in seen[0]
            assert [each["to"] for each in gate.texts] == ["+32470000021"]
            await reachable(centre_id, FIRST, email="", phone="0470 00 00 21")
            told = (await (await proved(client, centre_id, FIRST)).get(f"{receipt}/emails")).text
    assert "••• 21" in told
    assert "0470" not in told
    assert box.to == []


async def test_the_slip_alone_sends_nothing_and_a_stranger_s_file_is_not_offered(
    house: House, resources: Resources, centre_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with postbox() as box:
        mailing(resources, box, monkeypatch)
        made = await hand_over(resources, centre_id, FIRST)
        receipt = f"/r/{made.receipt.token}"
        for client in (await house.browser(), (await house.begin(OTHER))[0]):
            assert f'href="{receipt}/emails"' not in (await client.get(receipt)).text
            assert (await client.get(f"{receipt}/emails")).status_code == 403
            sent = await client.post(f"{receipt}/emails", data={"where": "typed", "email": "ann@example.org"})
            assert sent.status_code == 403
        client = await house.browser()
        begun = await client.post("/identification/contact", data={"name": "Ann", "contact": "ann@example.org"})
        await add(client, begun.headers["location"], pdf("one"))
        own = await house.send(client, begun.headers["location"])
        page = (await client.get(f"{own}/emails")).text
        assert 'value="ann@example.org"' in page  # as they left it
        assert 'value="file"' not in page
        refused = await client.post(f"{own}/emails", data={"where": "file"})
        assert refused.status_code == 422
        await drain(resources)
    assert box.to == []


async def test_too_many_is_told_and_nothing_is_offered_without_a_mail_server(
    house: House, resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with postbox() as box:
        mailing(resources, box, monkeypatch)
        client, receipt = await own_receipt(house)
        answers = [
            await client.post(f"{receipt}/emails", data={"where": "typed", "email": f"a{each}@example.org"})
            for each in range(resources.settings.receipt_emails_per_deposit_max + 1)
        ]
    assert [each.status_code for each in answers] == [303] * (len(answers) - 1) + [422]
    assert "trop souvent" in answers[-1].text
    monkeypatch.setitem(resources.settings.__dict__, "smtp_host", "")
    assert "/emails" not in (await client.get(receipt)).text
    answer = await client.post(f"{receipt}/emails", data={"where": "typed", "email": "ann@example.org"})
    assert answer.status_code == 422
    assert re.search(r"ne pouvons pas envoyer d’e-mail", answer.text)


async def test_who_identified_later_may_have_it_sent_too(
    house: House, resources: Resources, centre_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with postbox() as box:
        mailing(resources, box, monkeypatch)
        made = await hand_over(resources, centre_id, FIRST)
        await reachable(centre_id, FIRST)
        client = await house.browser()
        await client.post(f"/r/{made.receipt.token}", data=who(FIRST))
        await client.post(f"/r/{made.receipt.token}/emails", data={"where": "file"})
        await drain(resources)
    assert box.to == [ADDRESS]
