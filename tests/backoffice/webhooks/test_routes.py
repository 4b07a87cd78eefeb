"""Messages that nobody took: an administrator reads why, has one sent again, lets one go."""

from uuid import UUID, uuid4

import pytest

from dossier.clients.add import add_client
from dossier.clients.scopes import Scope
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.outbox.publish import waits
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from tests.support.deposits import staff

pytestmark = pytest.mark.people

PATH = "/backoffice/webhooks"


async def dead(centre_id: UUID, *problems: str) -> list[UUID]:
    """Write messages that failed down, one for each problem."""
    made = await add_client(await staff(centre_id, "rachid.lahlou"), "Logiciel social", tuple(Scope))
    webhook_id, messages = uuid4(), [uuid4() for _ in problems]
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """INSERT INTO webhooks (id, centre_id, client_id, url, events, made_at)
               VALUES ($1, $2, $3, 'https://social.example/in/secret-path', '{document.validated}', now())""",
            webhook_id,
            centre_id,
            made.id,
        )
        for message_id, problem in zip(messages, problems, strict=True):
            await tx.run(
                """INSERT INTO webhook_messages (id, centre_id, webhook_id, event, record_id, happened_at, tries,
                                                 failed_at, problem, answer_code)
                   VALUES ($1, $2, $3, 'document.validated', $1, now(), 12, now(), $4, 503)""",
                message_id,
                centre_id,
                webhook_id,
                problem,
            )
    return messages


async def test_what_nobody_took_is_sent_again_or_let_go(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("rachid.lahlou")
        assert "Tous les messages ont été pris" in (await client.get(PATH)).text
        first, second, third = await dead(centre_id, "server_away", "message_refused", "target_not_taken")
        page = (await client.get(PATH)).text
        for seen in ("Logiciel social", "social.example", "503", *map(str, (first, second, third))):
            assert seen in page
        assert "secret-path" not in page, "an address may hold what opens it"
        assert (await client.post(f"{PATH}/{first}/attempt")).headers["location"] == PATH
        assert (await client.post(f"{PATH}/{second}/removal")).headers["location"] == PATH
        async with transaction(system(centre_id)) as tx:
            assert await waits(tx, "send_webhook", first)
            assert not await waits(tx, "send_webhook", second)
        page = (await client.get(PATH)).text
        assert [str(each) in page for each in (first, second, third)] == [False, False, True]
        assert (await client.post(f"{PATH}/{first}/attempt")).status_code == 409
        assert (await client.post(f"{PATH}/{second}/removal")).status_code == 409
