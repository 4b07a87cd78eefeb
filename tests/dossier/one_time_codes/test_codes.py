"""A one-time code: sent without a word of what, good once and for a while, and silent about who is known."""

import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from demo import accounts
from demo.people import people
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.one_time_codes.ask import Named, TooManyCodes, ask_code
from dossier.one_time_codes.code import code_of
from dossier.one_time_codes.forget import forget_codes
from dossier.one_time_codes.redeem import CodeOver, WrongCode, redeem
from dossier.one_time_codes.send import SUBJECTS, WORDS
from dossier.people.identify import NumberMistyped
from dossier.resources import Resources
from tests.support.mine import ADDRESS, reachable, twin_of, with_mail
from tests.support.postbox import gateway, postbox
from web.catalogues import LANGUAGES

pytestmark = pytest.mark.people
FIRST = people()[0]
KNOWN = Named(number=accounts.file_of(FIRST), birth_date=FIRST.birth_date)
UNKNOWN = Named(number=accounts.file_of(FIRST), birth_date=date(1901, 1, 1))


@pytest.fixture
def visitor(centre_id: UUID) -> Actor:
    return Actor(centre_id=centre_id, kind="depositor", place="portal")


async def asked(resources: Resources, visitor: Actor, who: Named, address: str = "10.0.0.1") -> UUID:
    return await ask_code(resources.settings, visitor, who, language="fr", address=address)


async def row_of(centre_id: UUID, code_id: UUID) -> dict[str, object]:
    async with transaction(system(centre_id)) as tx:
        row = await tx.row("SELECT * FROM one_time_codes WHERE id = $1", code_id)
    assert row is not None
    return dict(row)


def wrong(code_id: UUID) -> str:
    return f"{(int(code_of(code_id)) + 1) % 1_000_000:06}"


def test_it_is_worded_in_every_language_that_citizens_read() -> None:
    assert list(WORDS) == list(SUBJECTS) == list(LANGUAGES)
    assert all(words.count("{code}") == words.count("{minutes}") == 1 for words in WORDS.values())


async def test_it_comes_by_mail_names_nobody_and_opens_once(
    resources: Resources, centre_id: UUID, visitor: Actor
) -> None:
    someone = await reachable(centre_id, FIRST)
    async with postbox() as box:
        own = with_mail(resources, box)
        code_id = await asked(own, visitor, KNOWN)
        await drain(own)
        await drain(own)  # once
    assert box.to == [ADDRESS]
    words = box.letters[0].get_content()
    (digits,) = re.findall(r"\b\d{6}\b", words)
    assert FIRST.last_name not in str(box.letters[0])
    assert FIRST.first_name not in str(box.letters[0])
    row = await row_of(centre_id, code_id)
    assert digits not in str(row)  # it stands nowhere
    found = await redeem(own.settings, visitor, code_id, f"{digits[:3]} {digits[3:]}")
    assert found.beneficiary_id == someone
    with pytest.raises(CodeOver):
        await redeem(own.settings, visitor, code_id, digits)


async def test_it_comes_by_sms_where_there_is_no_mailbox(resources: Resources, centre_id: UUID, visitor: Actor) -> None:
    await reachable(centre_id, FIRST, email="", phone="0470 00 00 00")
    with gateway() as sms:
        told = {"sms_url": sms.url}
        own = replace(resources, settings=resources.settings.model_copy(update=told))
        code_id = await asked(own, visitor, KNOWN)
        await drain(own)
    assert code_of(code_id) in str(sms.texts)


async def test_who_is_not_known_or_cannot_be_reached_reads_the_same_and_opens_nothing(
    resources: Resources, centre_id: UUID, visitor: Actor
) -> None:
    await reachable(centre_id, FIRST, email="")
    async with postbox() as box:
        own = with_mail(resources, box)
        for who in (KNOWN, UNKNOWN):
            code_id = await asked(own, visitor, who)
            await drain(own)
            with pytest.raises(WrongCode):  # the right digits, if there were any
                await redeem(own.settings, visitor, code_id, code_of(code_id))
    assert box.to == []


async def test_the_same_is_written_and_queued_whoever_is_named(
    resources: Resources, centre_id: UUID, visitor: Actor
) -> None:
    await reachable(centre_id, FIRST)
    async with postbox() as box:
        own = with_mail(resources, box)
        for who in (KNOWN, UNKNOWN):
            await asked(own, visitor, who)
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM one_time_codes") == 2
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'CodeAsked'") == 2
        assert await tx.value("SELECT count(*) FROM jobs.pgqueuer WHERE entrypoint = 'send_code'") == 2


async def test_it_is_typed_on_an_arabic_keyboard_too(resources: Resources, centre_id: UUID, visitor: Actor) -> None:
    someone = await reachable(centre_id, FIRST)
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    async with postbox() as box:
        own = with_mail(resources, box)
        code_id = await asked(own, visitor, KNOWN)
    with pytest.raises(WrongCode):
        await redeem(own.settings, visitor, code_id, wrong(code_id).translate(arabic))
    assert (await row_of(centre_id, code_id))["guesses"] == 1
    found = await redeem(own.settings, visitor, code_id, code_of(code_id).translate(arabic))
    assert found.beneficiary_id == someone


async def test_a_few_guesses_are_all(resources: Resources, centre_id: UUID, visitor: Actor) -> None:
    await reachable(centre_id, FIRST)
    async with postbox() as box:
        own = with_mail(resources, box)
        code_id = await asked(own, visitor, KNOWN)
    for _ in range(own.settings.one_time_code_guesses_max):
        with pytest.raises(WrongCode):
            await redeem(own.settings, visitor, code_id, wrong(code_id))
    with pytest.raises(CodeOver):
        await redeem(own.settings, visitor, code_id, code_of(code_id))


async def test_time_ends_it(resources: Resources, centre_id: UUID, visitor: Actor) -> None:
    await reachable(centre_id, FIRST)
    async with postbox() as box:
        own = with_mail(resources, box)
        code_id = await asked(own, visitor, KNOWN)
        with clock.moved(timedelta(seconds=own.settings.one_time_code_seconds + 1)):
            await drain(own)
            with pytest.raises(CodeOver):
                await redeem(own.settings, visitor, code_id, code_of(code_id))
    assert box.to == []  # nor is one sent that nobody can use
    assert (await row_of(centre_id, code_id))["problem"] == "not_needed"


@pytest.mark.parametrize("who", [KNOWN, UNKNOWN], ids=["known", "unknown"])
async def test_few_may_be_asked_for_a_person_and_from_an_address(
    resources: Resources, centre_id: UUID, visitor: Actor, who: Named
) -> None:
    told = {"one_time_codes_per_person_max": 2, "one_time_codes_per_address_max": 3}
    own = replace(resources, settings=resources.settings.model_copy(update=told))
    for _ in range(2):
        await asked(own, visitor, who)
    with pytest.raises(TooManyCodes):
        await asked(own, visitor, who, "10.9.9.9")
    other = Named(number=accounts.file_of(people()[9]), birth_date=people()[9].birth_date)
    await asked(own, visitor, other)
    with pytest.raises(TooManyCodes):
        await asked(own, visitor, other)
    with clock.moved(timedelta(seconds=own.settings.one_time_codes_window_seconds + 1)):
        await asked(own, visitor, who)
        assert await forget_codes(system(centre_id), own.settings.one_time_codes_window_seconds, 10**6) == 3


async def test_a_number_that_cannot_be_is_told(resources: Resources, visitor: Actor) -> None:
    with pytest.raises(NumberMistyped):
        await asked(resources, visitor, Named(number="104434-63", birth_date=FIRST.birth_date))


async def test_nobody_asked_is_over(resources: Resources, visitor: Actor) -> None:
    with pytest.raises(CodeOver):
        await redeem(resources.settings, visitor, None, "123456")


async def guessed_at(own: Resources, visitor: Actor, who: Named) -> UUID:
    """Ask for a code, and type as many wrong ones as it allows."""
    code_id = await asked(own, visitor, who)
    for _ in range(own.settings.one_time_code_guesses_max):
        with pytest.raises(WrongCode):
            await redeem(own.settings, visitor, code_id, wrong(code_id))
    return code_id


@pytest.mark.parametrize("who", [KNOWN, UNKNOWN], ids=["known", "unknown"])
async def test_guessing_again_and_again_waits_twice_as_long_each_time(
    resources: Resources, centre_id: UUID, visitor: Actor, who: Named
) -> None:
    window = timedelta(seconds=resources.settings.one_time_codes_window_seconds)
    longest = resources.settings.one_time_codes_wait_max_seconds
    await guessed_at(resources, visitor, who)
    await guessed_at(resources, visitor, who)  # within one window its own bound counts
    second = timedelta(0)
    with clock.moved(1.5 * window), pytest.raises(TooManyCodes):
        await asked(resources, visitor, who)
    with clock.moved(2 * window + timedelta(minutes=1)):
        await forget_codes(system(centre_id), int(window.total_seconds()), 2 * longest)
        await guessed_at(resources, visitor, who)
        second = 2 * window
    with clock.moved(second + 3 * window), pytest.raises(TooManyCodes):
        await asked(resources, visitor, who)
    with clock.moved(second + 4 * window + timedelta(minutes=2)):
        await asked(resources, visitor, who)


async def test_who_types_the_right_code_at_last_waits_no_more(
    resources: Resources, centre_id: UUID, visitor: Actor
) -> None:
    await reachable(centre_id, FIRST)
    window = timedelta(seconds=resources.settings.one_time_codes_window_seconds)
    async with postbox() as box:
        own = with_mail(resources, box)
        await guessed_at(own, visitor, KNOWN)
        with clock.moved(2 * window + timedelta(minutes=1)):
            code_id = await asked(own, visitor, KNOWN)
            await redeem(own.settings, visitor, code_id, code_of(code_id))
        with clock.moved(3.1 * window):
            await asked(own, visitor, KNOWN)
            async with transaction(system(centre_id)) as tx:
                assert await tx.value("SELECT sum(guesses) FROM one_time_codes") == 1  # that of the right one


async def test_of_twins_neither_gets_a_code(resources: Resources, centre_id: UUID, visitor: Actor) -> None:
    await reachable(centre_id, FIRST)
    await twin_of(centre_id, FIRST)
    async with postbox() as box:
        own = with_mail(resources, box)
        code_id = await asked(own, visitor, KNOWN)
        await drain(own)
    assert box.to == []
    assert (await row_of(centre_id, code_id))["beneficiary_id"] is None
