"""A receipt by e-mail or SMS: number and link alone, a few at most, and a typed address that is forgotten."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.notices.address import EmailWrong
from dossier.notices.channel import NoticePutOff
from dossier.receipt_emails.ask import NoEmailHere, NotTheirFile, TooManyReceiptEmails, ask_receipt_email
from dossier.receipt_emails.forget import forget_receipt_emails
from dossier.receipt_emails.queries import last_receipt_email, masked_file_contact
from dossier.receipt_emails.send import ENDINGS, SUBJECTS, TEXTS, WORDS, send_receipt
from dossier.resources import Resources
from tests.support.deposits import HandedOver, hand_over
from tests.support.mine import ADDRESS, reachable, with_mail
from tests.support.often import often
from tests.support.postbox import Gateway, gateway, postbox
from web.catalogues import LANGUAGES

pytestmark = pytest.mark.people
FIRST, OTHER = people()[0], people()[9]
TYPED = "ann@example.org"


async def made_by(resources: Resources, centre_id: UUID) -> tuple[HandedOver, Actor]:
    """Hand a deposit over; return it, and whose it is."""
    made = await hand_over(resources, centre_id, FIRST)
    someone = await reachable(centre_id, FIRST)
    return made, Actor(centre_id=centre_id, kind="beneficiary", id=someone, place="portal")


async def ask(
    resources: Resources,
    actor: Actor,
    made: HandedOver,
    to: str | None = TYPED,
    *,
    language: str = "fr",
    address: str = "10.0.0.1",
) -> UUID:
    return await ask_receipt_email(
        resources.settings, actor, made.deposit_id, to=to, language=language, address=address
    )


async def row_of(centre_id: UUID, email_id: UUID) -> dict[str, object]:
    async with transaction(system(centre_id)) as tx:
        row = await tx.row("SELECT * FROM receipt_emails WHERE id = $1", email_id)
    assert row is not None
    return dict(row)


async def events(centre_id: UUID) -> list[tuple[str, str]]:
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows("SELECT name, facts::text FROM events WHERE name LIKE 'ReceiptEmail%' ORDER BY seq")
    return [(row["name"], row["facts"]) for row in rows]


def test_it_is_worded_in_every_language_that_citizens_read() -> None:
    assert list(WORDS) == list(SUBJECTS) == list(ENDINGS) == list(TEXTS) == list(LANGUAGES)
    assert all(each.count("{number}") == 1 for each in (*WORDS.values(), *SUBJECTS.values(), *TEXTS.values()))


@pytest.mark.parametrize("language", often(LANGUAGES, "fr", "ar"))
async def test_it_holds_number_and_link_and_names_nobody(resources: Resources, centre_id: UUID, language: str) -> None:
    made, actor = await made_by(resources, centre_id)
    async with postbox() as box:
        own = with_mail(resources, box)
        email_id = await ask(own, actor, made, language=language)
        await drain(own)
        await drain(own)  # once
    assert box.to == [TYPED]
    words = box.letters[0].get_content()
    assert made.receipt.number in str(box.letters[0]["Subject"])
    assert f"{own.settings.public_url}/r/{made.receipt.token}" in words
    assert ENDINGS[language] in words
    assert FIRST.first_name not in words
    assert FIRST.last_name not in words
    row = await row_of(centre_id, email_id)
    assert row["sent_at"] is not None
    assert TYPED not in str(row)  # forgotten
    told = await events(centre_id)
    assert [name for name, _ in told] == ["ReceiptEmailAsked", "ReceiptEmailSent"]
    assert TYPED not in str(told)
    assert all(str(made.deposit_id) in facts for _, facts in told)


async def test_it_goes_to_the_file_of_whose_deposit_it_is(resources: Resources, centre_id: UUID) -> None:
    made, actor = await made_by(resources, centre_id)
    async with postbox() as box:
        own = with_mail(resources, box)
        await ask(own, actor, made, None)
        await drain(own)
    assert box.to == [ADDRESS]
    assert await masked_file_contact(own.settings, actor) == "s•••@example.org"


async def test_to_nobody_else_s(resources: Resources, centre_id: UUID) -> None:
    made, _ = await made_by(resources, centre_id)
    other = await reachable(centre_id, OTHER, email="other@example.org")
    strangers = (
        Actor(centre_id=centre_id, kind="depositor", place="portal"),
        Actor(centre_id=centre_id, kind="beneficiary", id=other, place="portal"),
    )
    async with postbox() as box:
        own = with_mail(resources, box)
        for each in strangers:
            with pytest.raises(NotTheirFile):
                await ask(own, each, made, None)


async def test_a_file_without_address_is_asked_in_the_same_way_and_gets_none(
    resources: Resources, centre_id: UUID
) -> None:
    made, actor = await made_by(resources, centre_id)
    await reachable(centre_id, FIRST, email="")
    async with postbox() as box:
        own = with_mail(resources, box)
        email_id = await ask(own, actor, made, None)
        await drain(own)
    assert box.to == []
    assert (await row_of(centre_id, email_id))["problem"] == "no_address"
    assert await masked_file_contact(own.settings, actor) is None


async def test_a_server_that_is_away_is_tried_again_and_one_that_refuses_is_not(
    resources: Resources, centre_id: UUID
) -> None:
    made, actor = await made_by(resources, centre_id)
    async with postbox() as box:
        own = with_mail(resources, box)
        late = await ask(own, actor, made, "ann@example.org")
        box.answers = ["450 later", "550 never"]
        with pytest.raises(NoticePutOff):
            await send_receipt(own, system(centre_id), late)
        refused = await ask(own, actor, made, "ben@example.org")
        await send_receipt(own, system(centre_id), refused)
    assert (await row_of(centre_id, late))["address"] == "ann@example.org"  # still needed
    row = await row_of(centre_id, refused)
    assert (row["address"], row["problem"]) == ("", "address_refused")
    last = await last_receipt_email(actor, made.deposit_id)
    assert last is not None
    assert last.failed_at is not None
    assert [name for name, _ in await events(centre_id)].count("ReceiptEmailFailed") == 1


def texting(resources: Resources, gate: Gateway) -> Resources:
    """Return resources whose texts go to a gateway."""
    return replace(resources, settings=resources.settings.model_copy(update={"sms_url": gate.url}))


@pytest.mark.parametrize("language", list(LANGUAGES))
async def test_who_has_a_number_and_no_e_mail_address_gets_an_sms_that_names_nobody(
    resources: Resources, centre_id: UUID, language: str
) -> None:
    made, actor = await made_by(resources, centre_id)
    await reachable(centre_id, FIRST, email="", phone="0470/00.00.21")
    async with postbox() as box:
        with gateway() as gate:
            own = texting(with_mail(resources, box), gate)
            email_id = await ask(own, actor, made, None, language=language)
            await drain(own)
            await drain(own)  # once
        assert await masked_file_contact(own.settings, actor) == "••• 21"
    assert box.to == []
    (text,) = gate.texts
    assert (text["to"], text["reference"]) == ("+32470000021", str(email_id))
    for told in (made.receipt.number, f"/r/{made.receipt.token}", made.receipt.centre(language)):
        assert told in text["text"]
    for untold in (FIRST.first_name, FIRST.last_name, "0470"):
        assert untold not in text["text"]
    noted = await events(centre_id)
    assert [name for name, _ in noted] == ["ReceiptEmailAsked", "ReceiptEmailSent"]
    assert '"kind": "sms"' in noted[1][1]
    assert "0470" not in str(noted)


async def test_who_has_both_gets_the_e_mail_and_an_sms_only_where_that_is_refused(
    resources: Resources, centre_id: UUID
) -> None:
    made, actor = await made_by(resources, centre_id)
    await reachable(centre_id, FIRST, phone="0470000021")
    async with postbox() as box:
        with gateway() as gate:
            own = texting(with_mail(resources, box), gate)
            await ask(own, actor, made, None)
            await drain(own)
            assert (box.to, gate.texts) == ([ADDRESS], [])
            box.answers = ["550 never"]
            await ask(own, actor, made, None)
            await drain(own)
    assert len(gate.texts) == 1
    assert [name for name, _ in await events(centre_id)] == ["ReceiptEmailAsked", "ReceiptEmailSent"] * 2


async def test_a_gateway_that_is_away_is_tried_again_under_the_same_reference(
    resources: Resources, centre_id: UUID
) -> None:
    made, actor = await made_by(resources, centre_id)
    await reachable(centre_id, FIRST, email="", phone="0470000021")
    with gateway() as gate:
        own = texting(resources, gate)  # no mail server at all
        email_id = await ask(own, actor, made, None)
        gate.answers = [503]
        with pytest.raises(NoticePutOff):
            await send_receipt(own, system(centre_id), email_id)
        await send_receipt(own, system(centre_id), email_id)
    assert [each["reference"] for each in gate.texts] == [str(email_id)]


async def test_what_is_typed_goes_by_no_sms(resources: Resources, centre_id: UUID) -> None:
    made, actor = await made_by(resources, centre_id)
    with gateway() as gate, pytest.raises(NoEmailHere):
        await ask(texting(resources, gate), actor, made)


async def test_without_a_mail_server_it_is_said(resources: Resources, centre_id: UUID) -> None:
    made, actor = await made_by(resources, centre_id)
    with pytest.raises(NoEmailHere):
        await ask(resources, actor, made)


async def test_what_is_no_address_is_said(resources: Resources, centre_id: UUID) -> None:
    made, actor = await made_by(resources, centre_id)
    async with postbox() as box:
        with pytest.raises(EmailWrong):
            await ask(with_mail(resources, box), actor, made, "ann@example.org\nBcc: x@example.org")


@pytest.mark.parametrize(
    ("limit", "asked"),
    [
        ("receipt_emails_per_deposit_max", ({"to": "a@b.be"}, {"to": "b@b.be", "address": "10.0.0.2"})),
        (
            "receipt_emails_per_recipient_max",
            ({"to": "A@b.be"}, {"to": "a@b.be", "address": "10.0.0.2", "second": True}),
        ),
        ("receipt_emails_per_address_max", ({"to": "a@b.be"}, {"to": "b@b.be", "second": True})),
    ],
)
async def test_a_few_are_all_for_a_deposit_a_recipient_and_an_address(
    resources: Resources, centre_id: UUID, limit: str, asked: tuple[dict[str, object], dict[str, object]]
) -> None:
    made, actor = await made_by(resources, centre_id)
    second = await hand_over(resources, centre_id, FIRST)
    async with postbox() as box:
        mailing = with_mail(resources, box)
        own = replace(mailing, settings=mailing.settings.model_copy(update={limit: 1}))

        async def again(each: dict[str, object]) -> None:
            told = {name: value for name, value in each.items() if name != "second"}
            await ask(own, actor, second if "second" in each else made, **told)  # type: ignore[arg-type]

        await again(asked[0])
        with pytest.raises(TooManyReceiptEmails):
            await again(asked[1])
        with clock.moved(timedelta(seconds=own.settings.receipt_emails_window_seconds + 1)):
            await again(asked[1])
            await drain(own)
            assert await forget_receipt_emails(system(centre_id), own.settings) == 1
