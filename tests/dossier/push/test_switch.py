"""A phone is switched on, moved and forgotten; what is kept of it opens nothing and names nobody."""

from uuid import UUID

import pytest

from demo.people import people
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.notices.subscription import NotAPhone
from dossier.push.move import move
from dossier.push.queries import is_on
from dossier.push.seal import print_of, seal, unseal
from dossier.push.sentences import SENTENCES, Sentence, in_words
from dossier.push.switch_off import switch_off
from dossier.push.switch_on import switch_on
from dossier.push.whose import Whose
from dossier.resources import Resources
from dossier.settings import Settings
from tests.support.deposits import hand_over
from tests.support.push import Phone
from tests.support.requests import person_id
from web.catalogues import LANGUAGES

pytestmark = pytest.mark.people
PHONES_MAX = 3


def phone(name: str = "one") -> Phone:
    return Phone(f"https://fcm.googleapis.com/fcm/send/{name}")


def decided(resources: Resources) -> Settings:
    return resources.settings.model_copy(update={"push_phones_max": PHONES_MAX})


async def someone(centre_id: UUID, at: int = 0) -> tuple[Actor, Whose]:
    found = await person_id(centre_id, people()[at])
    return Actor(centre_id=centre_id, kind="beneficiary", id=found, place="portal"), Whose(beneficiary_id=found)


async def ended(centre_id: UUID) -> list[str]:
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows("SELECT facts->>'kind' AS kind FROM events WHERE name = 'PhoneSwitchedOff' ORDER BY seq")
    return [row["kind"] for row in rows]


def test_every_sentence_is_worded_in_every_language_that_citizens_read() -> None:
    assert set(SENTENCES) == set(Sentence)
    assert all(list(words) == list(LANGUAGES) for words in SENTENCES.values())
    assert in_words("asked", "xx") == SENTENCES[Sentence.ASKED]["fr"]


async def test_what_is_kept_says_neither_where_nor_how_it_is_reached(resources: Resources, centre_id: UUID) -> None:
    actor, whose = await someone(centre_id)
    told = phone()
    for language in ("fr", "tr"):  # twice: a reload, in another language
        await switch_on(decided(resources), actor, told.subscription, whose, language=language)
    async with transaction(system(centre_id)) as tx:
        row = await tx.row("SELECT * FROM push_subscriptions")
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'PhoneSwitchedOn'") == 1
        facts = await tx.value("SELECT string_agg(facts::text, '') FROM events")
    assert row is not None
    assert row["language"] == "tr"
    kept = str(dict(row)) + str(bytes(row["sealed"]))
    for secret in (told.endpoint, told.typed["p256dh"], told.typed["auth"]):
        assert secret not in kept
        assert secret not in facts
    assert unseal(centre_id, row["sealed"]) == told.subscription


def test_a_seal_of_another_centre_or_with_other_bytes_opens_nothing(centre_id: UUID) -> None:
    sealed = seal(centre_id, phone().subscription)
    assert unseal(UUID(int=1), sealed) is None
    assert unseal(centre_id, sealed[:-1] + bytes([sealed[-1] ^ 1])) is None


async def test_it_is_switched_off_by_whoever_has_it(resources: Resources, centre_id: UUID) -> None:
    actor, whose = await someone(centre_id)
    told, other = phone(), phone("two")
    for each in (told, other):
        await switch_on(decided(resources), actor, each.subscription, whose, language="fr")
    await switch_off(Actor(centre_id=centre_id, kind="depositor", place="portal"), print_of(told.endpoint))
    assert not await is_on(actor, told.endpoint, whose)
    assert await is_on(actor, other.endpoint, whose)
    assert await ended(centre_id) == ["asked"]


async def test_a_phone_in_other_hands_tells_of_the_former_ones_no_more(resources: Resources, centre_id: UUID) -> None:
    (one, ones), (two, twos) = await someone(centre_id), await someone(centre_id, 1)
    told = phone()
    await switch_on(decided(resources), one, told.subscription, ones, language="fr")
    await switch_on(decided(resources), two, told.subscription, twos, language="nl")
    assert not await is_on(one, told.endpoint, ones)
    assert await is_on(two, told.endpoint, twos)
    assert await ended(centre_id) == ["other_hands"]


async def test_the_first_phone_makes_room(resources: Resources, centre_id: UUID) -> None:
    actor, whose = await someone(centre_id)
    phones = [phone(str(number)) for number in range(PHONES_MAX + 1)]
    for each in phones:
        await switch_on(decided(resources), actor, each.subscription, whose, language="fr")
    assert [await is_on(actor, each.endpoint, whose) for each in phones] == [False, True, True, True]
    assert await ended(centre_id) == ["made_room"]


async def test_a_phone_with_another_address_tells_of_the_same(resources: Resources, centre_id: UUID) -> None:
    actor, whose = await someone(centre_id)
    made = await hand_over(resources, centre_id, people()[1])
    of_deposit = Whose(deposit_id=made.deposit_id)
    told, moved = phone(), phone("moved")
    for each in (whose, of_deposit):
        await switch_on(decided(resources), actor, told.subscription, each, language="fr")
    nobody = Actor(centre_id=centre_id, kind="depositor", place="portal")
    await move(decided(resources), nobody, "https://fcm.googleapis.com/guessed", phone("thief").subscription)
    await move(decided(resources), nobody, told.endpoint, moved.subscription)
    for each in (whose, of_deposit):
        assert not await is_on(actor, told.endpoint, each)
        assert await is_on(actor, moved.endpoint, each)
    assert not await is_on(actor, phone("thief").endpoint, whose)
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows("SELECT sealed FROM push_subscriptions")
    assert [unseal(centre_id, row["sealed"]) for row in rows] == [moved.subscription] * 2


async def test_what_is_no_phone_is_kept_nowhere(resources: Resources, centre_id: UUID) -> None:
    actor, whose = await someone(centre_id)
    inside = Phone("https://10.0.0.1/")
    with pytest.raises(NotAPhone):
        await switch_on(decided(resources), actor, inside.subscription, whose, language="fr")
    with pytest.raises(NotAPhone):
        await move(decided(resources), actor, phone().endpoint, inside.subscription)
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM push_subscriptions") == 0
