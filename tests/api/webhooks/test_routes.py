"""A client is told of what happens by signed messages that name nobody: at once, again where it was away, or never."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import pytest

from demo.people import people
from dossier.clients.revoke import revoke_client
from dossier.clients.scopes import Scope
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.move import move
from dossier.documents.undo import undo
from dossier.documents.validate import validate
from dossier.jobs.worker import drain
from dossier.notices.channel import NoticePutOff
from dossier.resources import Resources
from dossier.webhooks.announce import announce
from dossier.webhooks.dead import MessageNotDead, dead_messages, discard, send_again
from dossier.webhooks.send import send_webhook
from dossier.webhooks.values import WebhookEvent
from tests.api.house import Api, opened_api
from tests.support.deposits import staff
from tests.support.desk import LEASE_SECONDS, UNDO_SECONDS, corrected, filed, in_hand, profiled
from tests.support.requests import ask_for, file_one, person_id

pytestmark = pytest.mark.people

PATH = "/api/v1/webhooks"
VALIDATED = "document.validated"


class Taker:
    """A server that keeps what it is sent, and answers as it is told."""

    def __init__(self) -> None:
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.answers = 204
        taker = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                taker.taken.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(taker.answers)
                if taker.answers == 302:
                    self.send_header("Location", f"{taker.url}/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/told"


@pytest.fixture
def taker() -> Iterator[Taker]:
    made = Taker()
    thread = Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


@pytest.fixture
def near(resources: Resources) -> Resources:
    """Let messages go to this machine."""
    update = {"webhook_private_targets": True, "webhook_tries_max": 2, "webhook_timeout_seconds": 2}
    return replace(resources, settings=resources.settings.model_copy(update=update))


async def subscribed(house: Api, url: str, *events: str) -> dict[str, Any]:
    client = await house.client()
    answer = await client.post(
        PATH, json={"url": url, "events": list(events)}, headers={"Idempotency-Key": str(uuid4())}
    )
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def waiting(centre_id: UUID) -> list[UUID]:
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows("SELECT id FROM webhook_messages WHERE sent_at IS NULL ORDER BY happened_at")
    return [row["id"] for row in rows]


async def test_what_happened_is_told_once_signed_and_by_ids_alone(
    near: Resources, centre_id: UUID, taker: Taker
) -> None:
    agent = await staff(centre_id, "ines.moreau")
    async with opened_api(near, centre_id) as house:
        made = await subscribed(house, taker.url, VALIDATED, "signal.raised")
        payslip = await filed(near, agent, "REV_PAIE")
        await filed(near, agent, "REV_MUT")  # sealed: nothing is said of it
        await drain(near)
        told = [json.loads(body) for _, body in taker.taken]
        assert [each["data"] for each in told if each["type"] == VALIDATED] == [{"id": str(payslip)}]
        shown = (await (await house.client()).get("/api/v1/signals")).json()["signals"]
        raised = {each["data"]["id"] for each in told if each["type"] == "signal.raised"}
        assert raised == {each["id"] for each in shown}
        assert raised
        key = base64.b64decode(made["secret"].removeprefix("whsec_"))
        for headers, body in taker.taken:
            signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
            expected = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
            assert headers["webhook-signature"] == f"v1,{expected}"
            assert set(json.loads(body)) == {"type", "timestamp", "data"}
        assert len({headers["webhook-id"] for headers, _ in taker.taken}) == len(taker.taken)
        assert await announce(system(centre_id), WebhookEvent.DOCUMENT_VALIDATED, payslip) == 0, "told already"


async def test_what_is_not_taken_is_tried_again_then_put_before_an_administrator(
    near: Resources, centre_id: UUID, taker: Taker
) -> None:
    worker, administrator = system(centre_id), await staff(centre_id, "rachid.lahlou")
    async with opened_api(near, centre_id) as house:
        await subscribed(house, taker.url, VALIDATED)
        taker.answers = 503
        await filed(near, await staff(centre_id, "ines.moreau"), "REV_PAIE")
        async with transaction(worker) as tx:
            document_id = await tx.value("SELECT id FROM documents")
        assert await announce(worker, WebhookEvent.DOCUMENT_VALIDATED, document_id) == 1
        (message_id,) = await waiting(centre_id)
        with pytest.raises(NoticePutOff) as put_off:
            await send_webhook(near, worker, message_id)
        assert put_off.value.wait_seconds == 30
        assert (await dead_messages(administrator)).count == 0
        await send_webhook(near, worker, message_id)
        (dead,) = (await dead_messages(administrator)).messages
        assert (dead.id, dead.problem, dead.answer_code, dead.tries) == (message_id, "message_refused", 503, 2)
        await send_webhook(near, worker, message_id)
        assert len(taker.taken) == 2, "what is dead is not sent"
        taker.answers = 204
        await send_again(administrator, message_id)
        await send_webhook(near, worker, message_id)
        assert len({headers["webhook-id"] for headers, _ in taker.taken}) == 1
        assert len(taker.taken) == 3
        await send_webhook(near, worker, message_id)
        assert len(taker.taken) == 3, "what was taken is not sent again"
        for act in (send_again, discard):
            with pytest.raises(MessageNotDead):
                await act(administrator, message_id)


@pytest.mark.parametrize(("answer", "tries"), [(410, 1), (302, 2)])
async def test_a_server_that_is_gone_or_sends_elsewhere_is_not_followed(
    near: Resources, centre_id: UUID, taker: Taker, answer: int, tries: int
) -> None:
    worker, administrator = system(centre_id), await staff(centre_id, "rachid.lahlou")
    async with opened_api(near, centre_id) as house:
        await subscribed(house, taker.url, VALIDATED)
    taker.answers = answer
    document_id = await filed(near, await staff(centre_id, "ines.moreau"), "REV_PAIE")
    await announce(worker, WebhookEvent.DOCUMENT_VALIDATED, document_id)
    (message_id,) = await waiting(centre_id)
    for _ in range(tries):
        try:
            await send_webhook(near, worker, message_id)
        except NoticePutOff:
            continue
    (dead,) = (await dead_messages(administrator)).messages
    assert (dead.tries, dead.answer_code, len(taker.taken)) == (tries, answer, tries)
    await discard(administrator, message_id)
    assert (await dead_messages(administrator)).count == 0


async def test_no_message_reaches_into_the_centre_s_own_network(resources: Resources, centre_id: UUID) -> None:
    worker, administrator = system(centre_id), await staff(centre_id, "rachid.lahlou")
    async with opened_api(resources, centre_id) as house:
        client = await house.client()
        for url in (
            "http://example.org/told",
            "https://",
            "https://a:b@example.org/",
            "https://example.org:99999/",
            "https://example.org/a b",
            "ftp://example.org/",
        ):
            answer = await client.post(
                PATH, json={"url": url, "events": [VALIDATED]}, headers={"Idempotency-Key": str(uuid4())}
            )
            assert answer.status_code in {400, 422}, url
        await filed(resources, await staff(centre_id, "ines.moreau"), "REV_PAIE")
        within = ("127.0.0.1", "[::1]", "10.1.2.3", "192.168.0.1", "169.254.169.254", "[::ffff:10.0.0.1]", "localhost")
        for host in within:
            await subscribed(house, f"https://{host}/told", VALIDATED)
        async with transaction(worker) as tx:
            document_id = await tx.value("SELECT id FROM documents")
        assert await announce(worker, WebhookEvent.DOCUMENT_VALIDATED, document_id) == len(within)
        for message_id in await waiting(centre_id):
            await send_webhook(resources, worker, message_id)
        found = await dead_messages(administrator)
        assert {each.problem for each in found.messages} == {"target_not_taken"}
        assert found.count == len(within)


async def test_a_webhook_is_its_client_s_alone_and_ends(near: Resources, centre_id: UUID, taker: Taker) -> None:
    worker = system(centre_id)
    async with opened_api(near, centre_id) as house:
        mine, other = await house.client(), await house.client()
        blind = await house.client(Scope.WEBHOOKS_MANAGE)
        words, key = {"url": taker.url, "events": [VALIDATED]}, {"Idempotency-Key": str(uuid4())}
        made = (await mine.post(PATH, json=words, headers=key)).json()
        assert (await mine.post(PATH, json=words, headers=key)).json() == made
        changed = await mine.post(PATH, json={**words, "events": ["signal.raised"]}, headers=key)
        assert changed.json()["type"] == "urn:guichet:problem:key-used"
        assert (await blind.post(PATH, json=words, headers=key)).status_code == 403, "it may not read documents"
        assert (await mine.get(PATH)).json() == {"webhooks": [made]}
        assert (await other.get(PATH)).json() == {"webhooks": []}
        assert (await other.delete(f"{PATH}/{made['id']}")).status_code == 404
        await subscribed(house, taker.url, VALIDATED)
        document_id = await filed(near, await staff(centre_id, "ines.moreau"), "REV_PAIE")
        assert await announce(worker, WebhookEvent.DOCUMENT_VALIDATED, document_id) == 2
        assert (await mine.delete(f"{PATH}/{made['id']}")).status_code == 204
        assert (await mine.delete(f"{PATH}/{made['id']}")).status_code == 404
        async with transaction(worker) as tx:
            client_id = await tx.value("SELECT client_id FROM webhooks WHERE ended_at IS NULL")
        await revoke_client(house.administrator, client_id)
        for message_id in await waiting(centre_id):
            await send_webhook(near, worker, message_id)
        assert taker.taken == [], "neither an ended webhook nor a client that was shut out is told"


async def test_whoever_was_told_of_a_document_is_told_what_becomes_of_it(
    near: Resources, centre_id: UUID, taker: Taker
) -> None:
    agent = await staff(centre_id, "ines.moreau")
    wrong, right = people()[0], next(each for each in people() if each.last_name == "De Cuyper")
    told: list[tuple[str, str]] = []

    async def news() -> list[tuple[str, str]]:
        await drain(near)
        heard = [(each["type"], each["data"]["id"]) for each in (json.loads(body) for _, body in taker.taken)]
        new = heard[len(told) :]
        told.extend(new)
        return new

    async with opened_api(near, centre_id) as house:
        await subscribed(house, taker.url, *(each for each in WebhookEvent if each.startswith("document.")))
        sealed = str(await filed(near, agent, "REV_MUT", wrong))
        made = await in_hand(near, agent, "REV_PAIE", person=wrong)
        document_id, record = made.document_ids[0], str(made.document_ids[0])
        await validate(agent, document_id, await profiled(centre_id, "REV_PAIE", wrong))
        assert await news() == [("document.validated", record)]
        await undo(agent, None, undo_seconds=UNDO_SECONDS, lease_seconds=LEASE_SECONDS)
        assert await news() == [("document.withdrawn", record)]
        await validate(agent, document_id, await profiled(centre_id, "REV_PAIE", wrong))
        assert await news() == [("document.validated", record)], "filed anew"
        await corrected(agent, document_id, await profiled(centre_id, "LOG_BAIL", wrong))
        assert await news() == [("document.corrected", record)]
        await move(agent, document_id, await person_id(centre_id, right), "", "Deux dossiers ouverts")
        assert await news() == [("document.moved", record)]
        await corrected(agent, document_id, await profiled(centre_id, "LOG_BAIL", wrong, sealed_as="medical"))
        assert await news() == [("document.withdrawn", record)], "sealed, it is out of their reach"
        assert sealed not in {each for _, each in told}, "of what they never knew nothing is said"


async def test_a_request_that_is_answered_is_told_to_those_who_may_read_it(
    near: Resources, centre_id: UUID, taker: Taker
) -> None:
    worker, person = await staff(centre_id, "nadia.benali"), people()[0]
    open_id = await ask_for(worker, person, "REV_PAIE", "ID_CI")
    await ask_for(worker, person, "REV_MUT")
    async with opened_api(near, centre_id) as house:
        await subscribed(house, taker.url, "request.answered")
        for code in ("REV_PAIE", "REV_MUT"):
            await file_one(near, centre_id, person, code)
        await drain(near)
        told = [json.loads(body) for _, body in taker.taken]
        assert [(each["type"], each["data"]) for each in told] == [("request.answered", {"id": str(open_id)})]
        reads = await house.client(Scope.REQUESTS_READ)
        shown = (await reads.get(f"/api/v1/requests/{open_id}")).json()
        assert shown["state"] == "partly_answered"
        assert [(each["type_code"], each["answered"]) for each in shown["items"]] == [
            ("REV_PAIE", True),
            ("ID_CI", False),
        ]
