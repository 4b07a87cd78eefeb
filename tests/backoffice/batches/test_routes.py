"""Batches on the scan section's screens: sent, watched, sheets dealt with, separators printed and read again."""

import re
from dataclasses import replace
from uuid import UUID

import pypdfium2
import pytest

from demo.people import people
from dossier import signing
from dossier.deposits.own_codes import own_code
from dossier.deposits.separators import MARK, PURPOSE
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from tests.support.batches import BLANK, handed_over, outcome, stack_pdf, stack_tiff
from tests.support.escl import PDF, Device, scanner
from tests.support.printed_codes import qr_codes

pytestmark = pytest.mark.people

PATH = "/backoffice/batches"
TORN = f"{MARK}{signing.sign(PURPOSE, 'envelope')[:-3]}xyz"


async def test_a_stack_is_sent_from_a_browser_and_its_sheets_are_dealt_with(
    resources: Resources, centre_id: UUID
) -> None:
    async with opened_house(resources, centre_id) as house:
        agent = await house.sign_in("ines.moreau")
        assert "Rien encore aujourd" in (await agent.get(PATH)).text
        data = stack_pdf("a letter", TORN, "another", BLANK)
        sent = await agent.post(PATH, data={"sheets": "3"}, files={"stack": ("post.pdf", data, "application/pdf")})
        assert sent.status_code == 303, sent.text
        batch_id = UUID(sent.headers["location"].rsplit("/")[-1])
        here = f"{PATH}/{batch_id}"
        assert 'hx-trigger="every 2s"' in (await agent.get(here)).text
        await handed_over(resources, centre_id, batch_id)
        shown = (await agent.get(here)).text
        assert f'src="{here}/sheets/2/picture"' in shown
        picture = await agent.get(f"{here}/sheets/2/picture")
        assert (picture.headers["content-type"], picture.headers["cache-control"]) == ("image/jpeg", "no-store")
        assert picture.content.startswith(b"\xff\xd8")
        assert (await agent.post(f"{here}/sheets/2/reason", data={"reason": "whim"})).status_code == 422
        assert (await agent.post(f"{here}/sheets/2/reason", data={"reason": "separator"})).status_code == 303
        assert (await outcome(centre_id, batch_id)).state == "closed"
        assert (await agent.post(f"{here}/sheets/4/waiting")).status_code == 303
        assert (await agent.post(f"{here}/sheets/4/document")).status_code == 303
        assert (await outcome(centre_id, batch_id)).state == "split"
        await handed_over(resources, centre_id, batch_id)
        assert len((await outcome(centre_id, batch_id)).deposits) == 3
        again = await agent.post(PATH, files={"stack": ("again.pdf", data, "application/pdf")})
        assert again.headers["location"] == here
        assert (await agent.get(PATH)).text.count(f'href="{here}"') == 1


async def test_what_is_wrong_with_a_form_is_said_at_its_place(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        agent = await house.sign_in("ines.moreau")
        data = stack_tiff("a letter", "another")
        wrong = await agent.post(PATH, data={"sheets": "many"}, files={"stack": ("post.tif", data, "image/tiff")})
        assert (wrong.status_code, 'id="sheets-error"' in wrong.text) == (422, True)
        assert (await agent.post(PATH, files={"other": ("", b"", "image/tiff")})).status_code == 422
        sent = await agent.post(PATH, data={"sheets": "9"}, files={"stack": ("post.tif", data, "image/tiff")})
        here = sent.headers["location"]
        await handed_over(resources, centre_id, UUID(here.rsplit("/")[-1]))
        assert f'action="{here}/count"' in (await agent.get(here)).text
        assert (await agent.post(f"{here}/count")).status_code == 303
        assert f'action="{here}/count"' not in (await agent.get(here)).text
        refused = await agent.post(PATH, files={"stack": ("post.pdf", b"hello", "application/pdf")})
        assert refused.headers["location"] == PATH
        (broken,) = re.findall(rf'href="({PATH}/[0-9a-f-]{{36}})"', (await agent.get(PATH)).text.replace(here, ""))
        assert (await agent.post(f"{broken}/dismissal")).headers["location"] == PATH


async def test_a_scanner_is_asked_and_its_way_is_told(resources: Resources, centre_id: UUID) -> None:
    device = Device([], media_type=PDF)
    with scanner(device) as address:
        told = {"batch_scanners": {"Salle du courrier": address}}
        room = replace(resources, settings=resources.settings.model_copy(update=told))
        async with opened_house(room, centre_id) as house:
            agent = await house.sign_in("ines.moreau")
            assert "Salle du courrier</option>" in (await agent.get(PATH)).text
            wrong = await agent.post(f"{PATH}/scans", data={"scanner": "Une autre"})
            assert (wrong.status_code, 'id="scanner-error"' in wrong.text) == (422, True)
            for sheets, heard in (([], "Il n’y a pas de feuille"), ([stack_pdf("a letter")], "Scanné ici")):
                device.documents = sheets
                asked = await agent.post(f"{PATH}/scans", data={"scanner": "Salle du courrier", "scan_sheets": "1"})
                assert asked.headers["location"] == PATH
                assert "Il lit la pile" in (await agent.get(PATH)).text
                await drain(room)
                assert heard in (await agent.get(PATH)).text


def _codes(pdf: bytes) -> list[list[tuple[str, tuple[int, int], float]]]:
    """Return the codes of each page: what each says, its corner (0 or 1 each way), its width in millimetres."""
    pages = []
    with pypdfium2.PdfDocument(pdf) as document:  # type: ignore[no-untyped-call] # it ships no types
        for page in document:
            grey = page.render(scale=200 / 72, grayscale=True).to_numpy()
            found = qr_codes(grey)
            told = []
            for each in found:
                at, to = each.position.top_left, each.position.bottom_right
                half = (int(at.x > grey.shape[1] / 2), int(at.y > grey.shape[0] / 2))
                told.append((each.text, half, (to.x - at.x) * 25.4 / 200))
            pages.append(sorted(told, key=lambda each: each[1]))
    return pages


async def test_printed_sheets_say_twice_what_they_are_and_are_read_again(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        agent = await house.sign_in("ines.moreau")
        shown = (await agent.get(f"{PATH}/sheets")).text
        (type_id,) = re.findall(r'<option value="([0-9a-f-]{36})">Extraits de compte', shown)[:1]
        found = await agent.post(
            f"{PATH}/sheets/separators", data={"begins": "person", "copies": "1", "person": people()[0].last_name}
        )
        (person, *_) = re.findall(r'value="([0-9a-f-]{36})"', found.text.split("<select")[0])
        for told, says in (
            ({"begins": "document"}, "1"),
            ({"begins": "envelope"}, "envelope"),
            ({"begins": "type", "type_id": type_id}, f"type.{UUID(type_id).hex}"),
            ({"begins": "person", "beneficiary_id": person}, f"person.{UUID(person).hex}"),
        ):
            answer = await agent.post(f"{PATH}/sheets/separators", data={**told, "copies": "2"})
            assert answer.headers["content-type"] == "application/pdf", told
            pages = _codes(answer.content)
            assert len(pages) == 2
            for (first, at, width), (second, to, _) in pages:
                own = own_code(first)
                assert own is not None
                assert (first, own.kind, own.says, at, to) == (second, "separator", says, (0, 0), (1, 1))
                assert 60 <= width <= 80
        noted = await agent.post(f"{PATH}/sheets/batch-sheets", data={"sheets": "40"})
        ((cover, _),) = _codes(noted.content)
        own = own_code(cover[0])
        assert own is not None
        assert own.kind == "batch_sheet"
        for wrong in ({"begins": "type", "copies": "1"}, {"begins": "document", "copies": "0"}, {"copies": "1"}):
            assert (await agent.post(f"{PATH}/sheets/separators", data=wrong)).status_code == 422
        assert (await agent.post(f"{PATH}/sheets/batch-sheets", data={"sheets": ""})).status_code == 422
