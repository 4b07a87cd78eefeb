"""A person is told by e-mail and SMS: sent, refused, put off and given up, each as the request's page tells it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.notices.attempt import FIRST_WAIT_SECONDS
from dossier.notices.channel import NoticePutOff
from dossier.requests.queries import Notice, request
from dossier.requests.send_held import send_held
from dossier.requests.send_notice import send_notice
from dossier.requests.tell import ChannelName, NewNotice
from dossier.requests.waive import WaiveReason, waive
from dossier.resources import Resources
from tests.support.deposits import staff
from tests.support.postbox import gateway, postbox
from tests.support.requests import ask_for, person_id
from tests.support.service import free_port

pytestmark = pytest.mark.people
PERSON = people()[0]
MAIL = NewNotice(channel=ChannelName.EMAIL, subject="Des documents sont demandés", words="https://guichet.example/l/…")
TEXT = NewNotice(channel=ChannelName.SMS, subject="", words="https://guichet.example/l/…")
ADDRESS = "samira@example.org"


async def ask_by(centre_id: UUID, *notices: NewNotice) -> UUID:
    """Ask someone whose e-mail address is known."""
    someone = await person_id(centre_id, PERSON)
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE beneficiaries SET email = $2 WHERE id = $1", someone, ADDRESS)
    return await ask_for(await staff(centre_id, "nadia.benali"), PERSON, "REV_PAIE", notices=notices)


def with_servers(resources: Resources, smtp_port: int = 0, **more: object) -> Resources:
    update = {"smtp_host": "127.0.0.1", "smtp_port": smtp_port, "smtp_security": "none"}
    told = {**(update if smtp_port else {}), "smtp_sender": "documents@cpas.example", "undo_seconds": 0, **more}
    return replace(resources, settings=resources.settings.model_copy(update=told))


async def notices_of(centre_id: UUID, request_id: UUID) -> tuple[Notice, ...]:
    return (await request(await staff(centre_id, "nadia.benali"), request_id)).notices


async def notice_id(centre_id: UUID) -> UUID:
    async with transaction(system(centre_id)) as tx:
        found: UUID = await tx.value("SELECT id FROM request_notices")
    return found


async def queued(centre_id: UUID) -> int:
    async with transaction(system(centre_id)) as tx:
        count: int = await tx.value("SELECT count(*) FROM jobs.pgqueuer WHERE entrypoint = 'send_notice'")
    return count


async def test_a_person_is_told_once_without_a_word_of_what_is_asked(resources: Resources, centre_id: UUID) -> None:
    with gateway() as gate:
        async with postbox() as box:
            asked = await ask_by(centre_id, MAIL, TEXT)
            told = with_servers(resources, box.port, sms_url=gate.url)
            await drain(told)
            await send_notice(told, system(centre_id), await notice_id(centre_id))  # a job may come twice
    assert box.to == [ADDRESS]
    assert len(gate.texts) == 1
    assert all(each.sent_at and not each.problem for each in await notices_of(centre_id, asked))
    async with transaction(system(centre_id)) as tx:
        facts = await tx.value("SELECT string_agg(facts::text, '') FROM events WHERE name LIKE 'Notice%'")
    assert ADDRESS not in facts


async def test_until_the_undo_time_is_over_nothing_leaves(resources: Resources, centre_id: UUID) -> None:
    asked = await ask_by(centre_id, MAIL)
    async with postbox() as box:
        held = with_servers(resources, box.port, undo_seconds=600)
        await drain(held)
        await send_notice(held, system(centre_id), await notice_id(centre_id))
        assert box.letters == []
        (notice,) = await notices_of(centre_id, asked)
        assert (notice.sent_at, notice.failed_at, notice.tries) == (None, None, 0)
        await send_held(system(centre_id), 600)
        assert await queued(centre_id) == 0
        with clock.moved(timedelta(seconds=601)):
            await send_held(system(centre_id), 600)
            await send_held(system(centre_id), 600)  # a round of another worker finds that it waits already
            assert await queued(centre_id) == 1
            await drain(held)
    assert box.to == [ADDRESS]


async def test_a_refused_address_is_told_on_the_request(resources: Resources, centre_id: UUID) -> None:
    async with postbox() as box:
        box.answers = ["550 5.1.1 no such user"]
        asked = await ask_by(centre_id, MAIL)
        await drain(with_servers(resources, box.port))
    (notice,) = await notices_of(centre_id, asked)
    assert notice.failed_at
    assert (notice.problem, notice.answer_code, notice.tries) == ("address_refused", 550, 1)


async def test_a_server_that_is_away_is_tried_for_longer_and_longer_and_given_up(
    resources: Resources, centre_id: UUID
) -> None:
    asked = await ask_by(centre_id, MAIL)
    gone = with_servers(resources, free_port(), notice_tries_max=3)
    for tries in range(2):
        with pytest.raises(NoticePutOff) as told:
            await send_notice(gone, system(centre_id), await notice_id(centre_id))
        assert told.value.wait_seconds == FIRST_WAIT_SECONDS * 2**tries
        (notice,) = await notices_of(centre_id, asked)
        assert (notice.problem, notice.tries, notice.failed_at) == ("server_away", tries + 1, None)
    await send_notice(gone, system(centre_id), await notice_id(centre_id))
    (notice,) = await notices_of(centre_id, asked)
    assert notice.failed_at


async def test_a_server_that_comes_back_brings_it(resources: Resources, centre_id: UUID) -> None:
    asked = await ask_by(centre_id, MAIL)
    async with postbox() as box:
        box.answers = ["450 4.2.1 greylisted"]
        for _ in range(2):
            try:
                await send_notice(with_servers(resources, box.port), system(centre_id), await notice_id(centre_id))
            except NoticePutOff as error:
                assert error.answer_code == 450  # noqa: PT017 - the second time it comes through
    (notice,) = await notices_of(centre_id, asked)
    assert notice.sent_at
    assert (notice.tries, notice.problem) == (2, None)


@pytest.mark.parametrize("reason", ["not_set_up", "not_needed", "no_address"])
async def test_nothing_is_sent_that_nobody_can_or_need_bring(
    resources: Resources, centre_id: UUID, reason: str
) -> None:
    asked = await ask_by(centre_id, MAIL)
    async with postbox() as box:
        if reason == "not_needed":
            await waive(await staff(centre_id, "nadia.benali"), asked, WaiveReason.MISTAKE, "")
        if reason == "no_address":
            async with transaction(system(centre_id)) as tx:
                await tx.run("UPDATE beneficiaries SET email = ''")
        await drain(with_servers(resources) if reason == "not_set_up" else with_servers(resources, box.port))
    (notice,) = await notices_of(centre_id, asked)
    assert notice.problem == reason
    assert box.letters == []
