"""Connected systems: a secret that is shown once opens what was ticked, until the system is shut out."""

import re
from uuid import UUID

import pytest

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
