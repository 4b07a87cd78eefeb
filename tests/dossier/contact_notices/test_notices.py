"""An address is told when another replaces it, and no code goes to the new one for a while; guesses are told too."""

from datetime import timedelta
from uuid import UUID

import pytest

from demo import accounts
from demo.people import people
from dossier import clock
from dossier.contact_notices.send import SUBJECTS, WORDS
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.one_time_codes.ask import Named, ask_code
from dossier.one_time_codes.code import code_of
from dossier.one_time_codes.redeem import WrongCode, redeem
from dossier.people.set_contact import set_contact
from dossier.resources import Resources
from tests.support.deposits import staff
from tests.support.mine import ADDRESS, reachable, with_mail
from tests.support.postbox import postbox
from web.catalogues import LANGUAGES

pytestmark = pytest.mark.people
FIRST = people()[0]
KNOWN = Named(number=accounts.file_of(FIRST), birth_date=FIRST.birth_date)
NEW = "other@example.org"


@pytest.fixture
def visitor(centre_id: UUID) -> Actor:
    return Actor(centre_id=centre_id, kind="depositor", place="portal")


async def changed(centre_id: UUID, *, email: str = "", phone: str = "") -> None:
    clerk = await staff(centre_id, "fatou.diop")
    await set_contact(clerk, accounts.file_of(FIRST), FIRST.birth_date, email=email, phone=phone)


async def asked(own: Resources, visitor: Actor) -> UUID:
    return await ask_code(own.settings, visitor, KNOWN, language="fr", address="10.0.0.1")


def wrong(code_id: UUID) -> str:
    return f"{(int(code_of(code_id)) + 1) % 1_000_000:06}"


def test_it_is_worded_in_every_language_that_citizens_read() -> None:
    for words in (SUBJECTS, *WORDS.values()):
        assert list(words) == list(LANGUAGES)


async def test_what_was_replaced_is_told_and_the_new_one_gets_no_code_for_a_while(
    resources: Resources, centre_id: UUID, visitor: Actor
) -> None:
    await reachable(centre_id, FIRST)
    async with postbox() as box:
        own = with_mail(resources, box)
        await changed(centre_id, email=NEW)
        await asked(own, visitor)
        await drain(own)
        assert box.to == [ADDRESS]
        assert not {FIRST.first_name, FIRST.last_name, NEW} & set(box.letters[0].get_content().split())
        async with transaction(system(centre_id)) as tx:
            assert await tx.value("SELECT address FROM contact_notices") == ""
        with clock.moved(timedelta(hours=own.settings.contact_change_wait_hours, seconds=1)):
            await asked(own, visitor)
            await drain(own)
        assert box.to == [ADDRESS, NEW]


async def test_the_first_address_gets_a_code_at_once(resources: Resources, centre_id: UUID, visitor: Actor) -> None:
    await reachable(centre_id, FIRST, email="")
    async with postbox() as box:
        own = with_mail(resources, box)
        await changed(centre_id, email=NEW)
        await asked(own, visitor)
        await drain(own)
    assert box.to == [NEW]


async def test_a_second_way_does_not_get_round_the_first(resources: Resources, centre_id: UUID, visitor: Actor) -> None:
    await reachable(centre_id, FIRST, email="", phone="0470 00 00 00")
    async with postbox() as box:
        own = with_mail(resources, box)
        await changed(centre_id, email=NEW)
        await asked(own, visitor)
        await drain(own)
    assert box.to == []
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT channel FROM contact_notices") == "sms"


async def test_a_code_on_its_way_does_not_go_to_what_replaced_its_address(
    resources: Resources, centre_id: UUID, visitor: Actor
) -> None:
    await reachable(centre_id, FIRST)
    async with postbox() as box:
        own = with_mail(resources, box)
        await asked(own, visitor)
        await changed(centre_id, email=NEW)
        await drain(own)
    assert box.to == [ADDRESS]


async def test_the_same_address_again_replaces_nothing(resources: Resources, centre_id: UUID, visitor: Actor) -> None:
    await reachable(centre_id, FIRST)
    async with postbox() as box:
        own = with_mail(resources, box)
        await changed(centre_id, email=ADDRESS)
        await asked(own, visitor)
        await drain(own)
    assert box.to == [ADDRESS]
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM contact_notices") == 0


async def test_who_is_guessed_at_is_told_once_a_day(resources: Resources, centre_id: UUID, visitor: Actor) -> None:
    await reachable(centre_id, FIRST)
    async with postbox() as box:
        own = with_mail(resources, box)
        for _ in range(2):
            code_id = await asked(own, visitor)
            for _ in range(own.settings.one_time_code_guesses_max):
                with pytest.raises(WrongCode):
                    await redeem(own.settings, visitor, code_id, wrong(code_id))
            await drain(own)
        told = [each.get_content() for each in box.letters]
    assert sum(WORDS["guessed"]["fr"] in " ".join(each.split()) for each in told) == 1
    assert len(told) == 3  # two codes, and this
