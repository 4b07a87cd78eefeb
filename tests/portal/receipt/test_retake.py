"""From a receipt, the pages of a refused document are taken again: by whoever may see them, and by nobody else."""

import re
from uuid import UUID

import pytest

from demo.people import people
from dossier.documents.undo import undo
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.portal.house import House, add, pictures, who
from tests.support.deposits import hand_over, pdf, staff
from tests.support.desk import LEASE_SECONDS, UNDO_SECONDS
from tests.support.retakes import again, buttons, refused

pytestmark = pytest.mark.people


async def test_the_page_is_taken_again_and_sent(house: House, resources: Resources, centre_id: UUID) -> None:
    made = await refused(resources, centre_id, 2)
    receipt = f"/r/{made.receipt.token}"
    client = await house.browser()
    assert not buttons((await client.get(receipt)).text)  # the slip alone shows no way
    await client.post(receipt, data=who(people()[0]))
    page = (await client.get(receipt)).text
    assert "Reprendre la page 2" in page.split('<details class="retakes-more')[0]
    assert "Reprendre la page 1" in page.split('<details class="retakes-more')[1]
    camera = await again(client, receipt)
    shown = (await client.get(camera)).text
    assert "Reprendre la page 2" in shown
    assert " multiple" not in shown
    deposit, paper = camera.split("/papers/")[0], UUID(camera.split("/")[-2])
    await add(client, deposit, pdf("again"), paper=paper)
    assert "n’est pas encore envoyée" in (await client.get(receipt)).text
    assert await again(client, receipt) == f"{deposit}/papers/{paper}"  # in another tab: to the photo that is there
    assert "Fiche de paie" in (await client.get(deposit)).text
    sent = await house.send(client, deposit)
    await drain(resources)
    for address in (receipt, sent):
        told = (await client.get(address)).text
        assert re.search(r"Page reprise\s: 2\.", told)
        assert not buttons(told)
        assert "/withdrawal" not in told  # what was taken again answers somebody who had begun
        for picture in pictures(told):
            assert (await client.get(picture)).status_code == 200
    assert f"sse:deposit:{made.deposit_id}" in (await client.get(sent)).text  # so that it hears of the decision
    stranger = await house.browser()
    for picture in pictures((await client.get(sent)).text):
        assert (await stranger.get(picture)).status_code == 403


async def test_nobody_else_takes_it_again(house: House, resources: Resources, centre_id: UUID) -> None:
    made = await refused(resources, centre_id)
    own = await house.browser()
    await own.post(f"/r/{made.receipt.token}", data=who(people()[0]))
    address, page_id = buttons((await own.get(f"/r/{made.receipt.token}")).text)[0]
    other, _ = await house.begin(people()[5])
    for client in (await house.browser(), other):
        assert (await client.post(address, data={"page": page_id})).status_code == 403
    # Nor by way of a receipt of one's own
    theirs = await hand_over(resources, centre_id, people()[0], types=(None,))
    await own.post(f"/r/{theirs.receipt.token}", data=who(people()[0]))
    by_another = address.replace(made.receipt.token, theirs.receipt.token)
    assert (await own.post(by_another, data={"page": page_id})).status_code == 409
    assert (await own.post(address, data={})).status_code == 422


async def test_a_refusal_that_was_undone_is_told_in_place_of_sending(
    house: House, resources: Resources, centre_id: UUID
) -> None:
    made = await refused(resources, centre_id, 1)
    receipt = f"/r/{made.receipt.token}"
    client = await house.browser()
    await client.post(receipt, data=who(people()[0]))
    camera = await again(client, receipt)
    deposit, paper = camera.split("/papers/")[0], UUID(camera.split("/")[-2])
    await add(client, deposit, pdf("again"), paper=paper)
    agent = await staff(centre_id, "ines.moreau")
    await undo(agent, None, undo_seconds=UNDO_SECONDS, lease_seconds=LEASE_SECONDS)
    answer = await client.post(f"{deposit}/receipt")
    assert answer.headers["location"] == deposit
    for address in (deposit, f"{deposit}/papers/{paper}"):
        told = (await client.get(address)).text
        assert "Vous n’avez plus besoin d’envoyer cette page." in told
        assert f'action="{deposit}/receipt"' not in told
    assert (await client.post(f"{deposit}/abandonment")).headers["location"] == "/"
