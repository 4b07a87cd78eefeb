"""Nothing leaves a training centre, and nothing of the real one comes in; a twin is nobody's way in."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.jobs import rounds
from dossier.jobs.worker import drain
from dossier.mail.listen import centre_of
from dossier.mail.mailboxes import MailboxTaken, MailboxTold, set_mailbox
from dossier.people.staff import WrongPassword, sign_in
from dossier.registrations.folder import waiting_files
from dossier.resources import Resources
from dossier.training.errors import NoTraining
from dossier.training.wall import behind_wall, walled
from dossier.webhooks.target import TargetNotTaken, look_up
from tests.dossier.registrations.test_folder import _watching
from tests.dossier.requests.test_send_notice import ADDRESS, MAIL, PERSON, TEXT, ask_by, with_servers
from tests.support.deposits import pdf, staff
from tests.support.learning import training_centre, twin
from tests.support.postbox import gateway, postbox
from tests.support.requests import ask_for

pytestmark = pytest.mark.people
TOLD = MailboxTold(
    address="documents@cpas.example",
    is_on=True,
    answers=True,
    answers_per_sender_per_day=5,
    folder="INBOX",
    taken_folder="",
)


async def test_no_message_of_it_leaves_while_the_real_one_s_do(resources: Resources, centre_id: UUID) -> None:
    training_id = await training_centre(resources, centre_id)
    with gateway() as gate:
        async with postbox() as box:
            await ask_by(centre_id, MAIL, TEXT)
            worker = (await twin(centre_id, "nadia.benali")).actor
            async with transaction(system(training_id)) as tx:
                await tx.run("UPDATE beneficiaries SET email = $1", ADDRESS)
            await ask_for(worker, PERSON, "REV_PAIE", notices=(MAIL, TEXT))
            await drain(with_servers(resources, box.port, sms_url=gate.url))
    assert (len(box.letters), len(gate.texts)) == (1, 1)
    async with transaction(system(training_id)) as tx:
        rows = await tx.rows("SELECT problem, sent_at, failed_at FROM request_notices")
    assert [(row["problem"], row["sent_at"]) for row in rows] == [("not_set_up", None)] * 2
    assert all(row["failed_at"] for row in rows)


def test_the_rounds_of_a_training_centre_ask_nobody_outside(resources: Resources) -> None:
    ways_out = {"mail_imap_host": "127.0.0.1", "document_system_dir": Path("/somewhere")}
    real = replace(resources, settings=resources.settings.model_copy(update=ways_out))

    async def write(*_: object) -> None:
        raise AssertionError

    names = {name for name, _, _ in rounds._rounds(real, write)}  # type: ignore[arg-type]
    shut = {name for name, _, _ in rounds._rounds(behind_wall(real), write)}  # type: ignore[arg-type]
    assert names - shut == {"mail"}


async def test_a_watched_folder_is_the_real_centre_s(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    await training_centre(resources, centre_id)
    there = _watching(resources, tmp_path)
    (tmp_path / "AS" / "report.pdf").write_bytes(pdf("Report"))
    assert len(await waiting_files(there.settings, await staff(centre_id, "nadia.benali"))) == 1
    learner = (await twin(centre_id, "nadia.benali")).actor
    assert await waiting_files(walled(there.settings), learner) == []


async def test_a_mail_server_s_mail_is_never_a_training_centre_s(resources: Resources, centre_id: UUID) -> None:
    training_id = await training_centre(resources, centre_id)
    with pytest.raises(MailboxTaken):
        await set_mailbox((await twin(centre_id, "rachid.lahlou")).actor, TOLD)
    async with transaction(system(training_id)) as tx:  # and if it had come in by another way
        await tx.run("INSERT INTO mailboxes (centre_id, address) VALUES ($1, $2)", training_id, TOLD.address)
    assert await centre_of(TOLD.address) is None


def test_no_webhook_is_spoken_with(resources: Resources) -> None:
    private = resources.settings.model_copy(update={"webhook_private_targets": True})
    assert look_up("http://127.0.0.1:9/", private).address == "127.0.0.1"
    with pytest.raises(TargetNotTaken):
        look_up("http://127.0.0.1:9/", walled(private))


async def test_a_twin_follows_and_has_no_door_of_its_own(resources: Resources, centre_id: UUID) -> None:
    with pytest.raises(NoTraining):
        await twin(centre_id, "ines.moreau")
    training_id = await training_centre(resources, centre_id)
    first = await twin(centre_id, "ines.moreau")
    assert (first.trains, first.actor.centre_id, first.actor.roles) == (True, training_id, frozenset({"capture_agent"}))
    with pytest.raises(WrongPassword):
        await sign_in(training_id, "ines.moreau", "guichet-demo")
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE staff_members SET roles = '{manager}' WHERE username = 'ines.moreau'")
        await tx.run(
            """INSERT INTO staff_members (id, centre_id, username, first_name, last_name, email, language, roles)
               VALUES (gen_random_uuid(), $1, 'new.comer', 'New', 'Comer', '', 'nl', '{social_worker}')""",
            centre_id,
        )
    assert (await twin(centre_id, "ines.moreau")).actor == replace(first.actor, roles=frozenset({"manager"}))
    newcomer = await twin(centre_id, "new.comer")
    assert newcomer.department_code == "AS", "without a team of their own they learn in one that has files"
    assert await twin(centre_id, "new.comer") == newcomer
