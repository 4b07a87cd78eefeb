"""A secret becomes a token, which opens what it says and for as long as it says; a client that is revoked is out."""

import base64
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from dossier import clock
from dossier.clients.add import NoScope, add_client
from dossier.clients.end_former_secret import end_former_secret
from dossier.clients.queries import NoSuchClient, client, clients
from dossier.clients.renew_secret import SecretJustRenewed, renew_secret
from dossier.clients.revoke import revoke_client
from dossier.clients.scopes import Scope
from dossier.clients.take_secret_back import FormerSecretOver, take_secret_back
from dossier.people.devices import AdministratorOnly
from dossier.resources import Resources
from tests.api.house import TOKEN, opened_api
from tests.support.deposits import staff
from tests.support.signals import events

pytestmark = pytest.mark.people

FORM = {"grant_type": "client_credentials"}
LIST = "/api/v1/documents"


async def test_a_secret_is_changed_for_a_token_within_its_scopes(resources: Resources, centre_id: UUID) -> None:
    async with opened_api(resources, centre_id) as house:
        made = await add_client(house.administrator, "Logiciel", (Scope.DOCUMENTS_READ, Scope.SIGNALS_READ))
        reads = await house.let_in(made)
        assert (await reads.get(LIST)).json() == {"documents": [], "next_cursor": None, "resume_cursor": None}
        narrow = await house.let_in(made, [Scope.SIGNALS_READ])
        refused = await narrow.get(LIST)
        assert refused.status_code == 403
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.json()["type"] == "urn:guichet:problem:out-of-scope"
        assert "insufficient_scope" in refused.headers["www-authenticate"]
        assert (await narrow.get("/api/v1/signals")).status_code == 200
        used = (await client(house.administrator, made.id)).last_used_at
        assert used is not None
        in_form = {**FORM, "client_id": str(made.id), "client_secret": made.secret}
        told = (await reads.post(TOKEN, data=in_form, headers={"Authorization": ""})).json()
        assert (told["token_type"], told["expires_in"]) == ("Bearer", resources.settings.api_token_seconds)
        assert told["scope"] == "documents:read signals:read"


async def test_what_is_no_secret_of_ours_opens_nothing(resources: Resources, centre_id: UUID) -> None:
    async with opened_api(resources, centre_id) as house:
        made = await add_client(house.administrator, "Logiciel", (Scope.DOCUMENTS_READ,))
        asks = await house.browser()
        for status, error, form, auth in (
            (400, "invalid_request", {}, (str(made.id), made.secret)),
            (400, "unsupported_grant_type", {"grant_type": "password"}, (str(made.id), made.secret)),
            (400, "invalid_scope", {**FORM, "scope": "people:write"}, (str(made.id), made.secret)),
            (401, "invalid_client", FORM, (str(made.id), made.secret[:-1])),
            (401, "invalid_client", FORM, (str(uuid4()), made.secret)),
            (401, "invalid_client", FORM, ("Logiciel", made.secret)),
        ):
            answer = await asks.post(TOKEN, data=form, auth=auth)
            assert (answer.status_code, answer.json()) == (status, {"error": error})
        broken = {"Authorization": f"Basic {base64.b64encode(bytes([255, 254])).decode()}"}
        assert (await asks.post(TOKEN, data=FORM, headers=broken)).status_code == 401
        for header in ("", "Bearer", "Bearer nothing", "Basic x", f"Bearer {made.secret}"):
            answer = await asks.get(LIST, headers={"Authorization": header})
            assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json"), header
            assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"'
        for _ in range(resources.settings.client_attempts_max):
            answer = await asks.post(TOKEN, data=FORM, auth=(str(made.id), "guessed"))
        answer = await asks.post(TOKEN, data=FORM, auth=(str(made.id), made.secret))
        assert (answer.status_code, "retry-after" in answer.headers) == (429, True)


async def test_a_token_ends_with_its_time_and_with_its_client(resources: Resources, centre_id: UUID) -> None:
    async with opened_api(resources, centre_id) as house:
        made = await add_client(house.administrator, "Logiciel", (Scope.DOCUMENTS_READ,))
        reads = await house.let_in(made)
        with clock.moved(timedelta(seconds=resources.settings.api_token_seconds - 5)):
            assert (await reads.get(LIST)).status_code == 200
        with clock.moved(timedelta(seconds=resources.settings.api_token_seconds + 1)):
            assert (await reads.get(LIST)).status_code == 401
        await revoke_client(house.administrator, made.id)
        await revoke_client(house.administrator, made.id)
        assert (await reads.get(LIST)).status_code == 401
        answer = await reads.post(TOKEN, data=FORM, auth=(str(made.id), made.secret))
        assert answer.status_code == 401
        assert await events(centre_id, made.id) == ["ClientAdded", "ClientRevoked"]


async def test_an_administrator_alone_lets_clients_in(resources: Resources, centre_id: UUID) -> None:
    del resources
    administrator, worker = await staff(centre_id, "rachid.lahlou"), await staff(centre_id, "ines.moreau")
    with pytest.raises(NoScope):
        await add_client(administrator, "Logiciel", ())
    made = await add_client(administrator, " Logiciel ", (Scope.SIGNALS_READ, Scope.DOCUMENTS_READ))
    (shown,) = await clients(administrator)
    assert (shown.name, shown.scopes) == ("Logiciel", (Scope.DOCUMENTS_READ, Scope.SIGNALS_READ))
    assert made.secret not in repr(shown)
    for asking in (
        add_client(worker, "Logiciel", (Scope.DOCUMENTS_READ,)),
        revoke_client(worker, made.id),
        clients(worker),
        client(worker, made.id),
    ):
        with pytest.raises(AdministratorOnly):
            await asking
    for asking in (revoke_client(administrator, uuid4()), client(administrator, uuid4())):
        with pytest.raises(NoSuchClient):
            await asking


async def test_a_client_is_slowed_down(resources: Resources, centre_id: UUID) -> None:
    from dataclasses import replace

    few = resources.settings.model_copy(update={"client_requests_per_window_max": 3})
    async with opened_api(replace(resources, settings=few), centre_id) as house:
        reads, other = await house.client(), await house.client()
        assert [(await reads.get(LIST)).status_code for _ in range(4)] == [200, 200, 200, 429]
        assert (await other.get(LIST)).status_code == 200
        answer = await reads.get(LIST)
        assert answer.json()["type"] == "urn:guichet:problem:client-quota-spent"
        assert int(answer.headers["retry-after"]) > 0


async def test_two_secrets_are_good_until_the_former_one_ends(resources: Resources, centre_id: UUID) -> None:
    async with opened_api(resources, centre_id) as house:
        made = await add_client(house.administrator, "Logiciel", (Scope.DOCUMENTS_READ,))
        from_former = await house.let_in(made)
        new = await renew_secret(house.administrator, made.id, 2)
        assert (new.id, new.secret != made.secret) == (made.id, True)
        from_new = await house.let_in(new)
        await house.let_in(made)
        with pytest.raises(SecretJustRenewed):
            await renew_secret(house.administrator, made.id, 2)
        ends_at = (await client(house.administrator, made.id)).former_ends_at
        assert ends_at is not None
        assert timedelta(minutes=119) < ends_at - clock.now() <= timedelta(hours=2)

        async def is_good(secret: str) -> bool:
            answer = await from_new.post(TOKEN, data=FORM, auth=(str(made.id), secret), headers={"Authorization": ""})
            return answer.status_code == 200

        with clock.moved(timedelta(hours=2, minutes=1)):
            assert [await is_good(each) for each in (made.secret, new.secret)] == [False, True]
            assert (await client(house.administrator, made.id)).former_ends_at is None
        await end_former_secret(house.administrator, made.id)
        await end_former_secret(house.administrator, made.id)
        assert [await is_good(each) for each in (made.secret, new.secret)] == [False, True]
        assert [(await each.get(LIST)).status_code for each in (from_former, from_new)] == [401, 200], (
            "a token lives no longer than the secret that it came from"
        )
        names = ["ClientAdded", "ClientSecretRenewed", "ClientSecretEnded"]
        assert await events(centre_id, made.id) == names


async def test_a_new_secret_is_taken_back(resources: Resources, centre_id: UUID) -> None:
    async with opened_api(resources, centre_id) as house:
        made = await add_client(house.administrator, "Logiciel", (Scope.DOCUMENTS_READ,))
        with pytest.raises(FormerSecretOver):
            await take_secret_back(house.administrator, made.id)
        since = (await client(house.administrator, made.id)).secret_made_at
        new = await renew_secret(house.administrator, made.id, 2)
        from_new, from_former = await house.let_in(new), await house.let_in(made)
        await take_secret_back(house.administrator, made.id)
        assert [(await each.get(LIST)).status_code for each in (from_former, from_new)] == [200, 401]
        shown = await client(house.administrator, made.id)
        assert (shown.secret_made_at, shown.former_ends_at) == (since, None)
        with clock.moved(timedelta(hours=3)):
            await house.let_in(made)
        await revoke_client(house.administrator, made.id)
        worker = await staff(centre_id, "ines.moreau")
        for asking in (
            renew_secret(worker, made.id, 2),
            end_former_secret(worker, made.id),
            take_secret_back(worker, made.id),
        ):
            with pytest.raises(AdministratorOnly):
                await asking
        for asking in (
            renew_secret(house.administrator, made.id, 2),  # it was shut out
            end_former_secret(house.administrator, uuid4()),
            take_secret_back(house.administrator, uuid4()),
        ):
            with pytest.raises(NoSuchClient):
                await asking
