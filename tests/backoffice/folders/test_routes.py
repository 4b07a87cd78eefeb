"""The screens of folders: begin one, file a document in it from the desk, find it, and decide what becomes of it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

import httpx
import pytest

from demo.people import people
from dossier.folders.choices import choices
from dossier.resources import Resources
from tests.backoffice.house import House, opened_house
from tests.support.deposits import hand_over, pdf, staff

pytestmark = pytest.mark.people

FORM = {"department": "FIN", "reference": "FIN-2026", "title": "Invoices", "months": "12", "afterwards": "destroy"}


@dataclass(frozen=True, slots=True)
class There:
    """The open backoffice, with what is behind it."""

    resources: Resources
    centre_id: UUID
    house: House

    async def sign_in(self, username: str) -> httpx.AsyncClient:
        """Sign somebody in."""
        return await self.house.sign_in(username)


@asynccontextmanager
async def there(resources: Resources, centre_id: UUID) -> AsyncIterator[There]:
    """Open the backoffice."""
    async with opened_house(resources, centre_id) as opened:
        yield There(resources, centre_id, opened)


async def begun(house: There) -> str:
    """Begin a folder of finance, and return its address."""
    marc = await house.sign_in("marc.lambert")
    answer = await marc.post("/backoffice/folders", data=FORM)
    assert answer.status_code == 303
    return str(answer.headers["location"])


async def typed(house: There, address: str, code: str) -> dict[str, str]:
    """Return what is typed to file a document in a folder."""
    known = await choices(await staff(house.centre_id, "marc.lambert"))
    (type_id,) = [each.id for each in known.types if each.code == code]
    return {"folder_id": address.rsplit("/", 1)[-1], "folder_type": str(type_id), "folder_words": "Toner"}


async def test_a_folder_is_begun_by_who_manages_it_and_what_is_wrong_is_told_beside_the_field(
    resources: Resources, centre_id: UUID
) -> None:
    async with there(resources, centre_id) as house:
        marc, ines = await house.sign_in("marc.lambert"), await house.sign_in("ines.moreau")
        assert (await ines.get("/backoffice/folders/new")).status_code == 403
        assert "/backoffice/folders/new" not in (await ines.get("/backoffice/folders")).text
        for wrong in ("reference", "title", "months"):
            answer = await marc.post("/backoffice/folders", data={**FORM, wrong: ""})
            assert answer.status_code == 422
            assert f'id="{wrong}-error"' in answer.text
        address = await begun(house)
        shown = await marc.get(address)
        assert "Invoices" in shown.text
        assert (await marc.post("/backoffice/folders", data={**FORM, "reference": "fin-2026"})).status_code == 422
        assert (await ines.get(address)).status_code == 404
        assert "FIN-2026" in (await ines.get("/backoffice/folders")).text, "its cover: to file in it"
        assert f'href="{address}"' not in (await ines.get("/backoffice/folders")).text


async def test_the_desk_files_in_a_folder_goes_on_and_can_undo(resources: Resources, centre_id: UUID) -> None:
    async with there(resources, centre_id) as house:
        address = await begun(house)
        ines, marc = await house.sign_in("ines.moreau"), await house.sign_in("marc.lambert")
        made = await hand_over(house.resources, house.centre_id, people()[0])
        here = f"/backoffice/documents/{made.document_ids[0]}"
        await ines.post(f"{here}/claim")
        assert 'data-opens="folder"' in (await ines.get(here)).text
        dialog = await ines.get(f"{here}/folder", headers={"HX-Request": "true"})
        assert "FIN-2026" in dialog.text
        assert "<html" not in dialog.text
        form = await typed(house, address, "FAC_ACHAT")
        nothing = await ines.post(f"{here}/folder", data={})
        assert nothing.status_code == 422
        assert 'id="folder_id-error"' in nothing.text
        wrong = await ines.post(f"{here}/folder", data=await typed(house, address, "PERS_ABS"))
        assert 'id="folder_type-error"' in wrong.text
        filed = await ines.post(f"{here}/folder", data=form)
        assert filed.status_code == 303
        assert "/backoffice/acts/undo" in (await ines.get("/backoffice/queue")).text
        shut = await ines.get(here)
        assert shut.status_code == 403
        assert "/glass" not in shut.text, "no glass opens a folder"
        shown = await marc.get(here)
        assert "FIN-2026" in shown.text
        assert f"{here}/folder/removal" in shown.text
        assert people()[0].last_name not in shown.text
        found = await marc.post(f"{address}/search", data={"words": "toner"})
        assert here in found.text
        assert here not in (await marc.post(f"{address}/search", data={"words": "plumber"})).text
        assert (await ines.post("/backoffice/acts/undo")).status_code == 303
        assert here not in (await marc.get(address)).text


async def test_a_file_is_added_and_sent_back_to_the_queue(resources: Resources, centre_id: UUID) -> None:
    async with there(resources, centre_id) as house:
        address = await begun(house)
        marc = await house.sign_in("marc.lambert")
        form = {**await typed(house, address, "FAC_ACHAT"), "deposit_id": str(uuid4())}
        without = await marc.post(f"{address}/documents", data=form, files={"nothing": ("", b"")})
        assert without.status_code == 422
        assert 'id="file-error"' in without.text
        added = await marc.post(f"{address}/documents", data=form, files={"file": ("invoice.pdf", pdf("Invoice"))})
        assert added.headers["location"] == address
        (document,) = set(re.findall(r"/backoffice/documents/([0-9a-f-]{36})", (await marc.get(address)).text))
        back = await marc.post(f"/backoffice/documents/{UUID(document)}/folder/removal")
        assert back.headers["location"] == address
        assert document not in (await marc.get(address)).text
        ines = await house.sign_in("ines.moreau")
        assert document in (await ines.get("/backoffice/queue")).text


async def test_a_folder_is_closed_and_another_department_let_in(resources: Resources, centre_id: UUID) -> None:
    async with there(resources, centre_id) as house:
        address = await begun(house)
        marc, sofie = await house.sign_in("marc.lambert"), await house.sign_in("sofie.devos")
        assert (await sofie.get(address)).status_code == 404
        keys = "/backoffice/folders/keys"
        assert (await marc.post(keys, data={"department": "FIN", "holder": "", "may": "see"})).status_code == 422
        assert (await marc.post(keys, data={"department": "FIN", "holder": "JUR", "may": "see"})).status_code == 303
        assert (await sofie.get(address)).status_code == 200
        assert "removal" not in (await sofie.get(keys)).text
        (key,) = re.findall(r"keys/([0-9a-f-]{36})/removal", (await marc.get(keys)).text)
        assert (await marc.post(f"{keys}/{key}/removal")).status_code == 303
        assert (await sofie.get(address)).status_code == 404
        assert (await marc.post(f"{address}/closing")).status_code == 303
        shown = await marc.get(address)
        assert f"{address}/reopening" in shown.text
        assert f"{address}/destruction" not in shown.text, "its time runs"
        early = await marc.post(f"{address}/destruction", data={"reason": "too early"})
        assert early.status_code == 409
        assert (await marc.post(f"{address}/archiving", data={"reason": ""})).status_code == 422
        assert (await marc.post(f"{address}/archiving", data={"reason": "for good"})).status_code == 303
        assert f"{address}/reopening" not in (await marc.get(address)).text
        assert (await marc.get("/backoffice/folders/due")).status_code == 200
