"""A depositor is told of a refusal once, when it cannot be undone any more, and without a word of what."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.claim import claim
from dossier.documents.refuse import refuse
from dossier.documents.undo import undo
from dossier.ids import new_id
from dossier.jobs.worker import drain
from dossier.requests.send_held import send_held
from dossier.requests.tell_depositor import SUBJECTS, WORDS, tell_depositor
from dossier.resources import Resources
from dossier.thesaurus.queries import refusal_reasons
from tests.support.deposits import hand_over, staff
from tests.support.desk import LEASE_SECONDS, UNDO_SECONDS, in_hand
from tests.support.postbox import Postbox, gateway, postbox
from tests.support.requests import person_id
from web.catalogues import LANGUAGES

pytestmark = pytest.mark.people
ADDRESS = "samira@example.org"
LATER = timedelta(seconds=UNDO_SECONDS + 1)


async def refused(resources: Resources, centre_id: UUID, *, email: str = ADDRESS, phone: str = "") -> UUID:
    """Refuse a document of someone who can be reached so."""
    someone = await person_id(centre_id, people()[0])
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE beneficiaries SET email = $2, phone = $3 WHERE id = $1", someone, email, phone)
    agent = await staff(centre_id, "ines.moreau")
    made = await in_hand(resources, agent)
    await refuse(agent, made.document_ids[0], (await refusal_reasons(agent))[0].id, "Le coin manque")
    return made.document_ids[0]


def with_servers(resources: Resources, port: int = 0, **more: object) -> Resources:
    mail = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"} if port else {}
    told = {**mail, "smtp_sender": "documents@cpas.example", "undo_seconds": UNDO_SECONDS, **more}
    return replace(resources, settings=resources.settings.model_copy(update=told))


async def leave(resources: Resources, centre_id: UUID) -> None:
    """Let the undo time be over, and do what waits."""
    with clock.moved(LATER):
        await send_held(system(centre_id), UNDO_SECONDS)
        await drain(resources)


async def problems(centre_id: UUID) -> list[str | None]:
    async with transaction(system(centre_id)) as tx:
        return [row["problem"] for row in await tx.rows("SELECT problem FROM request_notices ORDER BY asked_at")]


def words_of(box: Postbox) -> str:
    (letter,) = box.letters
    return str(letter)


def test_it_is_worded_in_every_language_that_citizens_read() -> None:
    assert list(WORDS) == list(SUBJECTS) == list(LANGUAGES)
    assert all(words.count("{number}") == 1 for words in (*WORDS.values(), *SUBJECTS.values()))


async def test_it_leaves_when_the_undo_time_is_over_and_once(resources: Resources, centre_id: UUID) -> None:
    document_id = await refused(resources, centre_id)
    async with postbox() as box:
        served = with_servers(resources, box.port)
        await drain(served)
        await tell_depositor(served, system(centre_id), document_id)  # a job may come twice
        assert box.letters == []
        await leave(served, centre_id)
    assert box.to == [ADDRESS]
    told = words_of(box)
    assert "/r/" in told
    for secret in ("Amrani", "Le coin manque"):
        assert secret not in told


async def test_what_was_undone_is_told_to_nobody_and_refused_anew_once(resources: Resources, centre_id: UUID) -> None:
    document_id = await refused(resources, centre_id)
    agent = await staff(centre_id, "ines.moreau")
    async with postbox() as box:
        served = with_servers(resources, box.port)
        await drain(served)
        await undo(agent, None, undo_seconds=UNDO_SECONDS, lease_seconds=LEASE_SECONDS)
        await leave(served, centre_id)
        assert box.letters == []
        assert await problems(centre_id) == ["not_needed"]
        await refuse(agent, document_id, (await refusal_reasons(agent))[1].id, "")
        await drain(served)
        await leave(served, centre_id)
    assert box.to == [ADDRESS]


@pytest.mark.parametrize("circuit", ["internal", "outgoing", "backfile"])
async def test_of_what_the_centre_made_or_had_on_paper_nobody_is_told(
    resources: Resources, centre_id: UUID, circuit: str
) -> None:
    someone = await person_id(centre_id, people()[0])
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE beneficiaries SET email = $2 WHERE id = $1", someone, ADDRESS)
    agent = await staff(centre_id, "ines.moreau")
    made = await hand_over(resources, centre_id, people()[0], circuit=circuit)
    await claim(agent, made.document_ids[0], LEASE_SECONDS)
    await refuse(agent, made.document_ids[0], (await refusal_reasons(agent))[0].id, "")
    await tell_depositor(with_servers(resources, 25), system(centre_id), made.document_ids[0])
    assert await problems(centre_id) == []


async def test_by_sms_where_there_is_no_address_and_by_nothing_where_there_is_neither(
    resources: Resources, centre_id: UUID
) -> None:
    await refused(resources, centre_id, email="", phone="+32 470 00 00 00")
    with gateway() as gate:
        served = with_servers(resources, sms_url=gate.url)
        await drain(served)
        await leave(served, centre_id)
        assert len(gate.texts) == 1
        await refused(resources, centre_id, email="", phone="")
        await drain(served)
        await leave(served, centre_id)
    assert len(gate.texts) == 1


async def test_of_a_helper_s_deposit_the_beneficiary_is_told_in_their_own_language(
    resources: Resources, centre_id: UUID
) -> None:
    document_id = await refused(resources, centre_id)
    someone = await person_id(centre_id, people()[0])
    async with transaction(system(centre_id)) as tx:
        code_id = new_id()
        await tx.run("UPDATE beneficiaries SET language = 'tr' WHERE id = $1", someone)
        await tx.run(
            """INSERT INTO helper_codes (id, centre_id, beneficiary_id, social_file_id, code_print, made_at, expires_at,
                                         uses_max)
               SELECT $1, centre_id, $2, social_file_id, 'x', now(), now(), 1 FROM social_file_members
               WHERE beneficiary_id = $2 LIMIT 1""",
            code_id,
            someone,
        )
        await tx.run("UPDATE deposits SET language = 'es', helper_code_id = $1", code_id)
    async with postbox() as box:
        await tell_depositor(with_servers(resources, box.port), system(centre_id), document_id)
    async with transaction(system(centre_id)) as tx:
        subject = await tx.value("SELECT subject FROM request_notices")
    assert subject.startswith("Tesliminiz")
