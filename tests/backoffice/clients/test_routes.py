"""Connected systems: a secret that is shown once opens what was ticked, until the system is shut out."""

import re
from uuid import UUID

import pytest

from dossier.clients.add import add_client
from dossier.clients.queries import clients
from dossier.clients.scopes import Scope
from dossier.clients.token import ClientUnknown, grant
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from tests.support.deposits import staff

pytestmark = pytest.mark.people

PATH = "/backoffice/clients"


async def test_a_system_is_let_in_with_the_secret_on_the_screen_and_then_shut_out(
    resources: Resources, centre_id: UUID
) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("rachid.lahlou")
        assert (await client.post(PATH, data={"name": "Logiciel"})).status_code == 422, "nothing ticked"
        assert (await client.post(PATH, data={"name": "", "scopes": "signals:read"})).status_code == 422
        assert (await client.post(PATH, data={"name": "x", "scopes": "everything"})).status_code == 422
        shown = await client.post(PATH, data={"name": "Logiciel", "scopes": ["documents:read", "signals:read"]})
        name, secret = re.findall(r'<dt>client_\w+</dt><dd><bdi dir="ltr">([^<]+)</bdi>', shown.text)
        page = (await client.get(PATH)).text
        assert secret not in page
        assert "Logiciel" in page
        assert "pas encore utilisé" in page
        granted = await grant(centre_id, UUID(name), secret, [], 60)
        assert granted.scopes == (Scope.DOCUMENTS_READ, Scope.SIGNALS_READ)
        revocation = f"{PATH}/{name}/revocation"
        assert revocation in page
        assert "Logiciel" in (await client.get(revocation)).text
        (await grant(centre_id, UUID(name), secret, [], 60))  # asking took nothing away
        assert (await client.post(revocation)).headers["location"] == PATH
        with pytest.raises(ClientUnknown):
            await grant(centre_id, UUID(name), secret, [], 60)
        assert revocation not in (await client.get(PATH)).text
        assert [each.revoked_at is None for each in await clients(await staff(centre_id, "rachid.lahlou"))] == [False]
        assert (await client.get(f"{PATH}/{centre_id}/revocation")).status_code == 404


async def test_a_new_secret_is_shown_once_and_the_former_one_is_ended_or_kept(
    resources: Resources, centre_id: UUID
) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("rachid.lahlou")
        made = await add_client(await staff(centre_id, "rachid.lahlou"), "Logiciel", (Scope.DOCUMENTS_READ,))
        page = f"{PATH}/{made.id}"
        assert page in (await client.get(PATH)).text
        shown = await client.post(f"{page}/secret")
        (secret,) = re.findall(r'<dt>client_secret</dt><dd><bdi dir="ltr">([^<]+)</bdi>', shown.text)
        for each in (secret, made.secret):
            await grant(centre_id, made.id, each, [], 60)
        two = (await client.get(page)).text
        assert secret not in two
        assert "Deux secrets sont valables" in two
        assert f'action="{page}/secret"' not in two, "a third one waits until one of the two is over"
        assert (await client.post(f"{page}/secret")).status_code == 409
        assert (await client.post(f"{page}/secret/removal")).headers["location"] == page
        with pytest.raises(ClientUnknown):
            await grant(centre_id, made.id, secret, [], 60)
        await client.post(f"{page}/secret")
        assert (await client.post(f"{page}/former-secret/removal")).headers["location"] == page
        with pytest.raises(ClientUnknown):
            await grant(centre_id, made.id, made.secret, [], 60)
        await client.post(f"{page}/revocation")
        over = (await client.get(page)).text
        assert f'action="{page}/secret"' not in over
