"""What another app shares and no service worker took: it goes into the deposit, or it is said that it did not."""

import httpx
import pytest

from dossier.storage.intake import FileEmpty, Received
from tests.portal.house import House, add
from tests.support.deposits import pdf

pytestmark = pytest.mark.people


async def share(client: httpx.AsyncClient, *files: bytes) -> httpx.Response:
    named = [("photos", (f"scan-{index}.pdf", data, "application/pdf")) for index, data in enumerate(files)]
    return await client.post("/shared", files=named or {"none": ("", b"")}, headers={"Accept": "text/html"})


async def test_it_goes_into_the_deposit_that_was_begun_each_file_a_paper(house: House) -> None:
    client, deposit = await house.begin()
    await add(client, deposit, pdf("one"))
    answer = await share(client, pdf("two"), pdf("three"))
    assert answer.status_code == 303
    assert answer.headers["location"] == deposit
    assert (await client.get(deposit)).text.count("papers-item") == 3


async def test_where_none_was_begun_one_begins(house: House) -> None:
    client, deposit = await house.begin()
    await add(client, deposit, pdf("one"))
    await house.send(client, deposit)
    answer = await share(client, pdf("two"))
    assert answer.headers["location"] != deposit
    assert (await client.get(answer.headers["location"])).text.count("papers-item") == 1


async def test_nobody_s_files_are_not_taken_and_that_is_said(house: House) -> None:
    answer = await share(await house.browser(), pdf("one"))
    assert answer.status_code == 403
    assert "pas pris vos fichiers" in answer.text


async def test_of_nobody_s_files_not_a_byte_is_written(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[object] = []

    async def receive(*_: object) -> Received:
        written.append(_)
        raise FileEmpty

    monkeypatch.setattr("web.uploads.receive", receive)
    answer = await share(await house.browser(), pdf("one"))
    assert (answer.status_code, written) == (403, [])
    client, _ = await house.begin()
    await share(client, pdf("one"))
    assert len(written) == 1, "whoever is known is asked for their files"


async def test_a_file_that_is_refused_is_said_and_the_others_are_taken(house: House) -> None:
    client, deposit = await house.begin()
    await add(client, deposit, pdf("one"))
    part = await share(client, pdf("two"), b"no picture at all")
    assert part.status_code == 422
    assert "1 sur 2" in part.text
    assert (await client.get(deposit)).text.count("papers-item") == 2
    alone = await share(client, b"no picture at all")
    assert alone.status_code == 422
    assert "Fichiers pris" not in alone.text
    assert (await share(client)).status_code == 422
