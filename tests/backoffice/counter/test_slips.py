"""Slips for a day when nothing works: each number once, read back off the paper, joined to when it was handed over."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import numpy as np
import pypdfium2
import pytest

from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from tests.support.counter import set_up
from tests.support.deposits import pdf
from tests.support.printed_codes import qr_codes

pytestmark = pytest.mark.people

PATH = "/backoffice/counter"


def codes_on(document: bytes) -> list[list[str]]:
    """Return what the codes of each page say."""
    found = []
    for page in pypdfium2.PdfDocument(document):  # type: ignore[no-untyped-call]
        picture = np.asarray(page.render(scale=200 / 72, grayscale=True).to_numpy()).squeeze()

        found.append([each.text for each in qr_codes(picture)])
    return found


async def printed(client: httpx.AsyncClient, pages: int) -> list[str]:
    """Print pages of slips; return what the codes on each slip say, each once."""
    answer = await client.post(f"{PATH}/slips", data={"pages": str(pages)})
    assert answer.headers["content-type"] == "application/pdf"
    read = codes_on(answer.content)
    assert [len(each) for each in read] == [10] * pages  # both halves of five slips
    addresses = [text for page in read for text in page]
    assert all(addresses.count(each) == 2 for each in addresses)
    return list(dict.fromkeys(addresses))


async def begun(client: httpx.AsyncClient) -> str:
    """Begin a deposit of one page; return its address."""
    here = f"{PATH}/deposits/{uuid4()}"
    await client.post(f"{PATH}/deposits", data={"deposit_id": here.rpartition("/")[2]})
    files = [("files", ("page.pdf", pdf(f"page {uuid4()}"), "application/pdf"))]
    assert (await client.post(f"{here}/originals", data={"original_id": str(uuid4())}, files=files)).status_code == 303
    return here


async def test_slips_are_printed_and_what_lay_under_one_is_received_when_it_was_brought(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    async with opened_house(desk.resources, centre_id) as house:
        client = await house.sign_in("fatou.diop")
        for typed in ("", "0", "21", "two"):
            assert (await client.post(f"{PATH}/slips", data={"pages": typed})).status_code == 422
        addresses = await printed(client, 2)
        assert len(addresses) == 10
        assert "10" in (await client.get(f"{PATH}/slips")).text
        async with transaction(system(centre_id)) as tx:
            numbers = {each["number"] for each in await tx.rows("SELECT number FROM promised_numbers")}
            # As if they had lain in the drawer for a week
            await tx.run("UPDATE promised_numbers SET kept_at = kept_at - interval '7 days'")
        here, brought = await begun(client), clock.now() - timedelta(days=2)
        local = brought.astimezone(clock.BRUSSELS)
        slip = {"sheets": "1", "slip": addresses[0], "on": f"{local:%d/%m/%Y}", "at": f"{local:%H:%M}"}
        assert (await client.post(f"{here}/receipt", data={**slip, "at": ""})).status_code == 422
        assert (await client.post(f"{here}/receipt", data={**slip, "slip": "26-000000-12"})).status_code == 422
        assert (
            await client.post(f"{here}/receipt", data={**slip, "slip": "https://elsewhere/r/x.y"})
        ).status_code == 422
        tomorrow = clock.now().astimezone(clock.BRUSSELS) + timedelta(days=1)
        assert (await client.post(f"{here}/receipt", data={**slip, "on": f"{tomorrow:%d/%m/%Y}"})).status_code == 422
        sent = await client.post(f"{here}/receipt", data=slip)
        assert sent.status_code == 303, sent.text
        shown = await client.get(f"{here}/receipt")
        (number,) = set(re.findall(r'class="slip-number" dir="ltr">([^<]+)<', shown.text))
        assert number in numbers
        async with transaction(system(centre_id)) as tx:
            row = await tx.row(
                """SELECT d.received_at, r.issued_at FROM receipts r JOIN deposits d ON d.id = r.deposit_id
                   WHERE r.number = $1""",
                number,
            )
        assert row is not None
        assert row["received_at"] == row["issued_at"] == brought.replace(second=0, microsecond=0)

        other = await begun(client)
        taken = await client.post(f"{other}/receipt", data={**slip, "slip": number})
        assert taken.status_code == 422
        assert "field-error" in taken.text
        assert (await client.post(f"{other}/receipt", data={**slip, "slip": addresses[1]})).status_code == 303
        assert "8" in (await client.get(f"{PATH}/slips")).text


async def test_who_takes_nothing_in_prints_no_slips(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    async with opened_house(desk.resources, centre_id) as house:
        auditor = await house.sign_in("anne.dewit")
        assert (await auditor.get(f"{PATH}/slips")).status_code == 403
        assert (await auditor.post(f"{PATH}/slips", data={"pages": "1"})).status_code == 403
