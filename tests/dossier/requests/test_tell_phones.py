"""A phone that is switched on is told beside the e-mail: at once or again later, and no more once it is gone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from pydantic import SecretStr

from demo.people import people
from dossier import clock
from dossier.corrections.answer import CorrectionOutcome, answer_correction
from dossier.corrections.ask import CorrectionKind, ask_correction
from dossier.corrections.tell import tell_answer
from dossier.database.actor import system
from dossier.database.engine import Record, transaction
from dossier.documents.refuse import refuse
from dossier.documents.undo import undo
from dossier.jobs.worker import drain
from dossier.notices.attempt import FIRST_WAIT_SECONDS
from dossier.notices.channel import NoticePutOff
from dossier.notices.push_key import new_push_key
from dossier.people.queries import centre_id_of
from dossier.push.switch_on import switch_on
from dossier.push.whose import Whose
from dossier.requests.remind import remind
from dossier.requests.send_held import send_held
from dossier.requests.send_notice import send_notice
from dossier.requests.tell import ChannelName, NewNotice
from dossier.resources import Resources
from dossier.thesaurus.queries import refusal_reasons
from tests.support.deposits import staff
from tests.support.desk import LEASE_SECONDS, UNDO_SECONDS, filed, in_hand
from tests.support.mine import bound
from tests.support.postbox import postbox
from tests.support.push import Phone, PushService, push_service
from tests.support.requests import ask_for, person_id

pytestmark = pytest.mark.people
PERSON = people()[0]
ADDRESS = "samira@example.org"
MAIL = NewNotice(channel=ChannelName.EMAIL, subject="Des documents sont demandés", words="https://guichet.example/l/…")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PushService]:
    with push_service(tmp_path_factory.mktemp("push")) as service:
        yield service


@pytest.fixture
def service(running: PushService) -> PushService:
    running.came.clear()
    running.answers.clear()
    return running


def with_push(resources: Resources, service: PushService, smtp_port: int = 0, **more: object) -> Resources:
    mail = {"smtp_host": "127.0.0.1", "smtp_port": smtp_port, "smtp_security": "none"} if smtp_port else {}
    key = SecretStr(new_push_key())
    told = {**mail, "smtp_sender": "documents@cpas.example", "push_private_key": key, "undo_seconds": 0, **more}
    told |= {"push_contact": "documents@cpas.example", "push_hosts": (service.host,)}
    return replace(resources, settings=resources.settings.model_copy(update=told))


async def switched_on(resources: Resources, service: PushService, whose: Whose, language: str = "fr") -> Phone:
    """Switch a phone on for somebody or something."""
    phone, centre_id = service.phone(), await centre_id_of(resources.settings.centre_code)
    await switch_on(resources.settings, system(centre_id), phone.subscription, whose, language=language)
    return phone


async def person(centre_id: UUID) -> Whose:
    """Return a person whose e-mail address is known."""
    someone = await person_id(centre_id, PERSON)
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE beneficiaries SET email = $2 WHERE id = $1", someone, ADDRESS)
    return Whose(beneficiary_id=someone)


async def push_notices(centre_id: UUID) -> list[Record]:
    async with transaction(system(centre_id)) as tx:
        return await tx.rows("SELECT * FROM request_notices WHERE channel = 'push' ORDER BY asked_at, id")


async def phones(centre_id: UUID) -> int:
    async with transaction(system(centre_id)) as tx:
        count: int = await tx.value("SELECT count(*) FROM push_subscriptions")
    return count


async def test_a_request_and_its_reminder_come_beside_the_e_mail(
    resources: Resources, centre_id: UUID, service: PushService
) -> None:
    whose = await person(centre_id)
    worker = await staff(centre_id, "nadia.benali")
    async with postbox() as box:
        served = with_push(resources, service, box.port)
        phone = await switched_on(served, service, whose, "tr")
        asked = await ask_for(worker, PERSON, "REV_PAIE", notices=(MAIL,))
        await drain(served)
        with clock.moved(timedelta(hours=25)):
            await remind(worker, asked, ())
            await drain(served)
    assert box.to == [ADDRESS]
    assert service.for_phone(phone) == [
        {"code": "asked", "language": "tr", "path": "/asked"},
        {"code": "reminded", "language": "tr", "path": "/asked"},
    ]
    async with transaction(system(centre_id)) as tx:
        facts = await tx.value("SELECT string_agg(facts::text, '') FROM events")
    assert phone.endpoint not in facts


async def refused(resources: Resources, centre_id: UUID, service: PushService) -> tuple[Phone, Phone]:
    """Refuse a document; return a phone of its person and one that follows the deposit."""
    agent, whose = await staff(centre_id, "ines.moreau"), await person(centre_id)
    made = await in_hand(resources, agent)
    mine = await switched_on(resources, service, whose)
    theirs = await switched_on(resources, service, Whose(deposit_id=made.deposit_id), "nl")
    await refuse(agent, made.document_ids[0], (await refusal_reasons(agent))[0].id, "Le coin manque")
    return mine, theirs


async def test_a_refusal_is_told_on_each_phone_when_it_cannot_be_undone_any_more(
    resources: Resources, centre_id: UUID, service: PushService
) -> None:
    async with postbox() as box:
        served = with_push(resources, service, box.port, undo_seconds=UNDO_SECONDS)
        mine, theirs = await refused(served, centre_id, service)
        await drain(served)
        assert service.came == []
        with clock.moved(timedelta(seconds=UNDO_SECONDS + 1)):
            await send_held(system(centre_id), UNDO_SECONDS)
            await drain(served)
    assert box.to == [ADDRESS]
    (own,), (other,) = service.for_phone(mine), service.for_phone(theirs)
    assert (own["code"], own["language"], other["language"]) == ("deposit", "fr", "nl")
    assert own["path"] == other["path"]
    assert own["path"].startswith("/r/")
    assert set(own) == {"code", "language", "path"}


async def test_a_refusal_that_was_undone_is_told_on_no_phone(
    resources: Resources, centre_id: UUID, service: PushService
) -> None:
    served = with_push(resources, service, undo_seconds=UNDO_SECONDS)
    await refused(served, centre_id, service)
    await drain(served)
    await undo(await staff(centre_id, "ines.moreau"), None, undo_seconds=UNDO_SECONDS, lease_seconds=LEASE_SECONDS)
    with clock.moved(timedelta(seconds=UNDO_SECONDS + 1)):
        await send_held(system(centre_id), UNDO_SECONDS)
        await drain(served)
    assert service.came == []
    assert [row["problem"] for row in await push_notices(centre_id)] == ["not_needed"] * 2


@pytest.mark.parametrize("code", [404, 410])
async def test_a_phone_that_is_gone_is_forgotten(
    resources: Resources, centre_id: UUID, service: PushService, code: int
) -> None:
    served = with_push(resources, service)
    await switched_on(served, service, await person(centre_id))
    service.answers = [code]
    await ask_for(await staff(centre_id, "nadia.benali"), PERSON, "REV_PAIE")
    await drain(served)
    assert await phones(centre_id) == 0
    (row,) = await push_notices(centre_id)
    assert (row["problem"], row["answer_code"], row["subscription_id"]) == ("phone_gone", code, None)
    assert row["failed_at"]


@pytest.mark.parametrize("code", [429, 500])
async def test_a_service_that_cannot_now_is_asked_again(
    resources: Resources, centre_id: UUID, service: PushService, code: int
) -> None:
    served = with_push(resources, service)
    phone = await switched_on(served, service, await person(centre_id))
    service.answers = [code]
    await ask_for(await staff(centre_id, "nadia.benali"), PERSON, "REV_PAIE")
    (row,) = await push_notices(centre_id)
    with pytest.raises(NoticePutOff) as told:
        await send_notice(served, system(centre_id), row["id"])
    assert told.value.wait_seconds == FIRST_WAIT_SECONDS
    (row,) = await push_notices(centre_id)
    assert (row["problem"], row["answer_code"], row["sent_at"], row["failed_at"]) == (
        "message_refused",
        code,
        None,
        None,
    )
    await drain(served)
    (row,) = await push_notices(centre_id)
    assert (row["problem"], row["tries"]) == (None, 2)
    assert row["sent_at"]
    assert len(service.for_phone(phone)) == 2, "the same words, by the same topic"
    assert len({each.headers["topic"] for each in service.came}) == 1


async def test_an_answer_is_told_at_once_and_once(resources: Resources, centre_id: UUID, service: PushService) -> None:
    served = with_push(resources, service, undo_seconds=UNDO_SECONDS)
    phone = await switched_on(served, service, await person(centre_id), "ar")
    document_id = await filed(served, await staff(centre_id, "ines.moreau"), "REV_PAIE")
    me = bound(centre_id, await person_id(centre_id, PERSON))
    correction_id = await ask_correction(me, document_id, CorrectionKind.WRONG_DATE, "", language="fr")
    worker = await staff(centre_id, "nadia.benali")
    await answer_correction(worker, correction_id, CorrectionOutcome.CORRECTED, "C’est fait.")
    await drain(served)
    await tell_answer(served, system(centre_id), correction_id)  # a job may come twice
    await drain(served)
    assert service.for_phone(phone) == [{"code": "answered", "language": "ar", "path": "/mine"}]


async def test_without_a_key_a_phone_that_was_switched_on_is_not_told(
    resources: Resources, centre_id: UUID, service: PushService
) -> None:
    served = with_push(resources, service)
    await switched_on(served, service, await person(centre_id))
    await ask_for(await staff(centre_id, "nadia.benali"), PERSON, "REV_PAIE")
    await drain(replace(resources, settings=resources.settings.model_copy(update={"undo_seconds": 0})))
    assert service.came == []
    assert [row["problem"] for row in await push_notices(centre_id)] == ["not_set_up"]
