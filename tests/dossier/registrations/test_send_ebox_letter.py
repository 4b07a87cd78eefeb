"""A letter goes to an enterprise's eBox once, after its undo time, whoever is killed in between."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.of_file import OtherDepartmentsFile
from dossier.documents.undo import undo
from dossier.jobs.worker import drain
from dossier.notices.channel import NoticePutOff
from dossier.registrations import send_ebox_letter as module
from dossier.registrations.ebox_again import post_instead, send_again
from dossier.registrations.enterprise_number import EnterpriseNumberMalformed, EnterpriseNumberMistyped
from dossier.registrations.errors import EnterpriseNumberNeeded, NoEboxLetter
from dossier.registrations.held_letters import send_held_letters
from dossier.registrations.queries import EboxStanding, Sought, registered
from dossier.registrations.queries import register as lines
from dossier.registrations.register import register
from dossier.registrations.send_ebox_letter import send_ebox_letter
from dossier.registrations.values import NewRegistration, SentBy
from dossier.resources import Resources
from dossier.training.wall import walled
from tests.dossier.registrations.test_register import told
from tests.support.deposits import pdf, received, staff
from tests.support.desk import LEASE_SECONDS, UNDO_SECONDS
from tests.support.ebox import ADDRESSEE, Box, ebox, settings_for

pytestmark = pytest.mark.people
LATER = timedelta(seconds=UNDO_SECONDS + 1)


@asynccontextmanager
async def _boxed(resources: Resources, folder: Path, **more: object) -> AsyncIterator[tuple[Box, Resources]]:
    with ebox() as box:
        update = {**settings_for(box, folder), "undo_seconds": UNDO_SECONDS, **more}
        yield box, replace(resources, settings=resources.settings.model_copy(update=update))


async def _letter(centre_id: UUID, number: str = ADDRESSEE) -> NewRegistration:
    nadia = await staff(centre_id, "nadia.benali")
    return await told(centre_id, nadia, sent_by=SentBy.EBOX, enterprise_number=number)


async def _registered(there: Resources, centre_id: UUID) -> UUID:
    nadia = await staff(centre_id, "nadia.benali")
    letter = await _letter(centre_id)
    document_id = await register(there, nadia, letter, await received(there, pdf("Dear agency", "Page 2")))
    await drain(there)
    return document_id


async def _leave(there: Resources, centre_id: UUID) -> None:
    with clock.moved(LATER):
        await send_held_letters(system(centre_id), UNDO_SECONDS)
        await drain(there)


async def _standing(centre_id: UUID, document_id: UUID) -> EboxStanding:
    found = (await registered(await staff(centre_id, "nadia.benali"), document_id)).ebox
    assert found is not None
    return found


async def _events(centre_id: UUID) -> list[tuple[str, str | None]]:
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows(
            "SELECT name, facts->>'problem' AS problem FROM events WHERE name LIKE 'Ebox%' ORDER BY seq"
        )
    return [(row["name"], row["problem"]) for row in rows]


async def test_it_leaves_once_when_the_undo_time_is_over(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    async with _boxed(resources, tmp_path) as (box, there):
        document_id = await _registered(there, centre_id)
        assert (box.asked, (await _standing(centre_id, document_id)).sent_at) == (0, None)
        await _leave(there, centre_id)
        await _leave(there, centre_id)
        with clock.moved(LATER):
            await send_ebox_letter(there, system(centre_id), document_id)  # a job may come twice
    assert (box.asked, list(box.messages)) == (1, [f'"{document_id}"'])
    ((name, media_type, content),) = box.files
    assert (name, media_type, content[:5]) == (f"O-{clock.today().year}-00001.pdf", "application/pdf", b"%PDF-")
    standing = await _standing(centre_id, document_id)
    assert standing.sent_at is not None
    assert (standing.message_id, standing.failed_at, standing.problem) == ("m-1", None, None)
    assert await _events(centre_id) == [("EboxLetterSent", None)]
    async with transaction(system(centre_id)) as tx:
        looks = await tx.value("SELECT count(*) FROM access_log WHERE reason = 'ebox' AND record_id = $1", document_id)
    assert looks == 1
    assert not list(there.settings.scratch_dir.glob("ebox-*"))


async def test_killed_between_the_box_s_yes_and_our_commit_it_is_one_message(
    resources: Resources, centre_id: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def killed(*_: object) -> None:
        raise RuntimeError("killed")

    async with _boxed(resources, tmp_path) as (box, there):
        document_id = await _registered(there, centre_id)
        with clock.moved(LATER):
            with monkeypatch.context() as kills:
                kills.setattr(module, "note", killed)
                with pytest.raises(RuntimeError):
                    await send_ebox_letter(there, system(centre_id), document_id)
            assert (await _standing(centre_id, document_id)).sent_at is None
            await send_ebox_letter(there, system(centre_id), document_id)
    assert (box.asked, len(box.messages), len(box.files)) == (2, 1, 1)
    standing = await _standing(centre_id, document_id)
    assert (standing.sent_at is not None, standing.message_id) == (True, None)


async def test_a_letter_that_was_undone_goes_nowhere(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    async with _boxed(resources, tmp_path) as (box, there):
        await _registered(there, centre_id)
        nadia = await staff(centre_id, "nadia.benali")
        await undo(nadia, None, undo_seconds=UNDO_SECONDS, lease_seconds=LEASE_SECONDS)
        await _leave(there, centre_id)
    assert box.asked == 0


async def test_a_box_that_is_away_is_tried_again_until_it_is_given_up(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    async with _boxed(resources, tmp_path, notice_tries_max=3) as (box, there):
        document_id = await _registered(there, centre_id)
        box.answers = [(503, {})] * 3
        waits = []
        with clock.moved(LATER):
            for _ in range(2):
                with pytest.raises(NoticePutOff) as off:
                    await send_ebox_letter(there, system(centre_id), document_id)
                waits.append(off.value.wait_seconds)
            standing = await _standing(centre_id, document_id)
            assert (standing.failed_at, standing.problem) == (None, "server_away")
            await send_ebox_letter(there, system(centre_id), document_id)
        assert waits == [60, 120]
        nadia = await staff(centre_id, "nadia.benali")
        (line,) = (await lines(nadia, Sought())).lines
        assert line.ebox_failed
        letter = await _letter(centre_id)
        await send_again(nadia, letter.social_file_id, document_id, "")
        await _leave(there, centre_id)
    assert [each for each, _ in await _events(centre_id)] == ["EboxLetterFailed", "EboxLetterRetried", "EboxLetterSent"]
    assert len(box.messages) == 1


async def test_an_unknown_number_is_written_anew_or_the_letter_goes_by_post(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    unknown = (400, {"code": "INVALID_INPUT", "message": f"{ADDRESSEE} is not a valid company"})
    nadia, sofie = await staff(centre_id, "nadia.benali"), await staff(centre_id, "sofie.devos")
    file_id = (await _letter(centre_id)).social_file_id
    async with _boxed(resources, tmp_path) as (box, there):
        document_id = await _registered(there, centre_id)
        with pytest.raises(NoEboxLetter):  # it is on its way
            await post_instead(nadia, file_id, document_id)
        box.answers = [unknown]
        await _leave(there, centre_id)
        assert (await _standing(centre_id, document_id)).problem == "number_unknown"
        for wrong, error in (
            (" ", EnterpriseNumberNeeded),
            ("12", EnterpriseNumberMalformed),
            ("0123456748", EnterpriseNumberMistyped),
        ):
            with pytest.raises(error):
                await send_again(nadia, file_id, document_id, wrong)
        for act in (send_again(sofie, file_id, document_id, ""), post_instead(sofie, file_id, document_id)):
            with pytest.raises(OtherDepartmentsFile):
                await act
        await send_again(nadia, file_id, document_id, "BE 0474.028.805")
        box.answers = [unknown]
        await _leave(there, centre_id)
        await send_again(nadia, file_id, document_id, "0474028805")
        await _leave(there, centre_id)
        assert [each["recipient"]["enterpriseNumber"] for each in box.messages.values()] == ["0474028805"]
        second = await _registered(there, centre_id)
        box.answers = [(413, {})]
        await _leave(there, centre_id)
        await post_instead(nadia, file_id, second)
        await _leave(there, centre_id)
        assert len(box.messages) == 1
        found = await registered(nadia, second)
        assert found.line is not None
        assert (found.line.sent_by, found.ebox, found.line.ebox_failed) == (SentBy.POST, None, False)
        with pytest.raises(NoEboxLetter):
            await send_again(nadia, file_id, second, "")


async def test_where_no_ebox_is_set_up_it_is_noted_alone(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    async with _boxed(resources, tmp_path) as (box, there):
        shut = replace(there, settings=walled(there.settings))
        document_id = await _registered(shut, centre_id)
        await _leave(there, centre_id)
        found = await registered(await staff(centre_id, "nadia.benali"), document_id)
        assert found.line is not None
        assert (found.line.sent_by, found.ebox, box.asked) == (SentBy.EBOX, None, 0)
        switched_off = await _registered(there, centre_id)
        await _leave(shut, centre_id)
        assert (await _standing(centre_id, switched_off)).problem == "not_set_up"
        assert box.asked == 0


async def test_a_number_is_needed_and_right_before_anything_is_kept(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    nadia = await staff(centre_id, "nadia.benali")
    async with _boxed(resources, tmp_path) as (_, there):
        for wrong, error in (
            ("", EnterpriseNumberNeeded),
            ("1", EnterpriseNumberMalformed),
            ("0123456748", EnterpriseNumberMistyped),
        ):
            with pytest.raises(error):
                await register(there, nadia, await _letter(centre_id, wrong), await received(there, pdf("No")))
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM deposits") == 0
