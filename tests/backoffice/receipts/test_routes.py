"""Receipts at the counter: found however the number is typed, printed again, naming nobody."""

from uuid import UUID

import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from tests.support.deposits import hand_over

pytestmark = pytest.mark.people

PATH = "/backoffice/receipts"


async def test_a_clerk_finds_a_receipt_by_its_number_and_prints_it(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=(None, None))
    number = made.receipt.number
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("fatou.diop")
        for typed in (number, number.replace("-", " "), number.replace("-", "")):
            assert (await client.post(PATH, data={"number": typed})).headers["location"] == f"{PATH}/{number}"
        slip = await client.get(f"{PATH}/{number}")
        assert number in slip.text
        assert made.receipt.centre_fr in slip.text  # whose proof it is
        assert '<svg class="qr"' in slip.text
        assert "<strong>Copie</strong>" in slip.text
        assert people()[0].last_name not in slip.text
        assert (await client.get(f"{PATH}/{number}/pdf")).content.startswith(b"%PDF")
    async with transaction(system(centre_id)) as tx:
        looks = await tx.rows(
            """SELECT a.act, r.number, s.username FROM access_log a JOIN receipts r ON r.id = a.record_id
               JOIN staff_members s ON s.id = a.actor_id WHERE a.record_kind = 'receipt'"""
        )
    assert [tuple(each) for each in looks] == [("print", number, "fatou.diop")] * 2  # the slip, and its PDF


async def test_a_wrong_number_is_said_at_the_field(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("fatou.diop")
        for typed, status in (("", 422), ("26-000001-99", 404), ("26-999999-99", 404)):
            answer = await client.post(PATH, data={"number": typed})
            assert (answer.status_code, 'aria-invalid="true"' in answer.text) == (status, True)
        assert (await client.get(f"{PATH}/26-000001-99")).status_code == 404
        for username in ("anne.dewit", "rachid.lahlou"):
            other = await house.sign_in(username)
            assert (await other.get(f"{PATH}/{typed}")).status_code == 403
            assert (await other.get(f"{PATH}/{typed}/pdf")).status_code == 403
