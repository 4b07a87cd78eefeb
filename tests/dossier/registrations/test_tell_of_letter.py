"""A letter goes out into My documents, of which one e-mail tells the person, without a word of it."""

from dataclasses import replace
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.undo import undo
from dossier.jobs.worker import drain
from dossier.registrations.errors import NoEmailThere, NoMailServer, NotForMail
from dossier.registrations.queries import registered
from dossier.registrations.register import register
from dossier.registrations.tell_of_letter import SUBJECTS, WORDS, tell_of_letter
from dossier.registrations.values import SentBy
from dossier.resources import Resources
from dossier.thesaurus.queries import all_types
from tests.dossier.registrations.test_register import told
from tests.dossier.requests.test_tell_depositor import ADDRESS, leave, problems, with_servers
from tests.support.deposits import pdf, received, staff
from tests.support.desk import LEASE_SECONDS, UNDO_SECONDS
from tests.support.postbox import postbox
from tests.support.requests import person_id
from web.catalogues import LANGUAGES

pytestmark = pytest.mark.people


async def _reached_at(centre_id: UUID, email: str) -> None:
    someone = await person_id(centre_id, people()[0])
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE beneficiaries SET email = $2 WHERE id = $1", someone, email)


def test_it_is_worded_in_every_language_that_citizens_read() -> None:
    assert list(WORDS) == list(SUBJECTS) == list(LANGUAGES)


async def test_one_mail_leaves_after_the_undo_time_and_says_nothing_of_the_letter(
    resources: Resources, centre_id: UUID
) -> None:
    nadia = await staff(centre_id, "nadia.benali")
    await _reached_at(centre_id, ADDRESS)
    letter = await told(centre_id, nadia, sent_by=SentBy.MINE, addressee="")
    async with postbox() as box:
        served = with_servers(resources, box.port)
        document_id = await register(served, nadia, letter, await received(served, pdf("Dear you")))
        await drain(served)
        await tell_of_letter(served, system(centre_id), document_id)  # a job may come twice
        assert box.letters == []
        held = await registered(nadia, document_id)
        assert held.line is not None
        assert (held.line.addressee, held.told_at, held.untold) == (held.line.person, None, False)
        await leave(served, centre_id)
        await leave(served, centre_id)
    assert box.to == [ADDRESS]
    (mail,) = box.letters
    words = f"{mail['Subject']}\n{mail.get_content()}"
    assert "/mine" in words
    for secret in (people()[0].last_name, "A letter", "Dear you", held.line.number):
        assert secret not in words
    assert (await registered(nadia, document_id)).told_at is not None


async def test_a_letter_that_was_undone_is_told_to_nobody(resources: Resources, centre_id: UUID) -> None:
    nadia = await staff(centre_id, "nadia.benali")
    await _reached_at(centre_id, ADDRESS)
    letter = await told(centre_id, nadia, sent_by=SentBy.MINE, addressee="")
    async with postbox() as box:
        served = with_servers(resources, box.port)
        await register(served, nadia, letter, await received(served, pdf("Dear you")))
        await drain(served)
        await undo(nadia, None, undo_seconds=UNDO_SECONDS, lease_seconds=LEASE_SECONDS)
        await leave(served, centre_id)
        assert box.letters == []
    assert await problems(centre_id) == ["not_needed"]


async def test_by_post_nobody_is_told_by_mail(resources: Resources, centre_id: UUID) -> None:
    nadia = await staff(centre_id, "nadia.benali")
    await _reached_at(centre_id, ADDRESS)
    async with postbox() as box:
        served = with_servers(resources, box.port)
        await register(served, nadia, await told(centre_id, nadia), await received(served, pdf("Dear agency")))
        await drain(served)
        await leave(served, centre_id)
        assert box.letters == []


async def test_whoever_cannot_be_told_so_is_written_to_in_another_way(resources: Resources, centre_id: UUID) -> None:
    nadia = await staff(centre_id, "nadia.benali")
    letter = await told(centre_id, nadia, sent_by=SentBy.MINE, addressee="")
    sealed = next(each.id for each in await all_types(nadia) if each.code == "JUR_JUGT")
    served = with_servers(resources, 25)
    file = await received(resources, pdf("Dear you"))
    with pytest.raises(NoMailServer):
        await register(resources, nadia, letter, file)
    with pytest.raises(NoEmailThere):
        await register(served, nadia, letter, file)
    await _reached_at(centre_id, ADDRESS)
    profile = replace(letter.profile, type_id=sealed, document_date=clock.today(), sender="x", reference="y")
    with pytest.raises(NotForMail):
        await register(served, nadia, replace(letter, profile=profile), file)
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM deposits") == 0
