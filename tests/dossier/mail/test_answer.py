"""The answer to a mail: number and link or what to do, in the person's language, to nobody who could answer back."""

from datetime import timedelta
from email.message import EmailMessage
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.mail import answer_words as words
from dossier.mail.answer_again import NothingToAnswerAgain, answer_again
from dossier.mail.ids import answer_id
from dossier.mail.queries import mail as mail_of
from dossier.mail.send_answer import send_answer
from dossier.mail.take import take_mail
from dossier.mail.values import PUT_BEFORE_A_PERSON
from dossier.notices.channel import NoticePutOff
from dossier.people.access import NotYourWork
from dossier.resources import Resources
from tests.support.awkward import attached, file, locked_pdf
from tests.support.deposits import staff
from tests.support.mails import SENDER, kept, mail, mailbox_of, paper
from tests.support.mine import reachable, with_mail
from tests.support.often import often
from tests.support.packages import rar
from tests.support.postbox import Postbox, postbox
from web.catalogues import LANGUAGES

pytestmark = pytest.mark.people


async def answered(resources: Resources, actor: Actor, box: Postbox, *raws: bytes) -> list[EmailMessage]:
    """Take mails in, and return the answers."""
    own = with_mail(resources, box)
    for raw in raws:
        mail_id = await kept(own, actor, raw)
        await take_mail(own, actor, mail_id)
        await send_answer(own, actor, answer_id(mail_id))
    return box.letters


async def number_of(actor: Actor) -> str:
    async with transaction(actor) as tx:
        return str(await tx.value("SELECT number FROM receipts"))


def test_it_is_worded_in_every_language_that_citizens_read() -> None:
    for each in (words.SUBJECTS, words.TAKEN, words.NOT_TAKEN, words.PART, words.ENDINGS, words.AUTOMATIC):
        assert list(each) == list(LANGUAGES)
    assert list(words.TOO_LARGE_MAIL) == list(LANGUAGES)
    for fate in PUT_BEFORE_A_PERSON:
        assert len({words.what_to_do(fate, each) for each in LANGUAGES}) == len(LANGUAGES)


async def test_nobody_known_is_told_number_and_link_in_french_and_dutch(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id)
    async with postbox() as box:
        (letter,) = await answered(resources, actor, box, mail(files=(paper(),), Subject="NISS 85073003328"))
    number, said = await number_of(actor), letter.get_content()
    assert box.to == [SENDER]
    assert said.count(number) == 2
    assert "Nous avons bien reçu" in said
    assert "Wij kregen" in said
    assert said.count(f"{resources.settings.public_url}/r/") == 2
    for named in ("Ann", "Papiers", "85073003328", "scan-0", "Voici"):
        assert named not in letter.as_string()


async def test_it_cannot_start_a_loop(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id)
    async with postbox() as box:
        (letter,) = await answered(resources, actor, box, mail())
    assert letter["Auto-Submitted"] == "auto-replied"
    assert letter["In-Reply-To"] == letter["References"] == "<1@example.org>"
    assert box.senders == ["<>"]  # from nobody: what cannot be delivered comes back to no machine
    back = mail(number=2, Auto_Submitted="auto-replied", From=f"Ann <{SENDER}>")
    async with postbox() as box:
        assert await answered(resources, actor, box, back) == []


@pytest.mark.parametrize("language", often(LANGUAGES, "fr", "ar"))
async def test_a_person_with_this_address_reads_their_language(
    resources: Resources, actor: Actor, language: str
) -> None:
    await mailbox_of(actor.centre_id)
    someone = await reachable(actor.centre_id, people()[0], email=SENDER.upper())
    async with transaction(actor) as tx:
        await tx.run("UPDATE beneficiaries SET language = $2 WHERE id = $1", someone, language)
    async with postbox() as box:
        (letter,) = await answered(resources, actor, box, mail(files=(paper(),)))
    assert letter["Subject"] == words.SUBJECTS[language]
    assert letter.get_content().startswith(words.TAKEN[language].partition("\n")[0])
    async with transaction(actor) as tx:
        row = await tx.row("SELECT language, beneficiary_id FROM deposits")
    assert row is not None
    assert (row["language"], row["beneficiary_id"]) == (language, None)  # the address proves nobody


async def test_two_persons_with_one_address_are_nobody(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id)
    for each in people()[:2]:
        await reachable(actor.centre_id, each, email=SENDER)
    async with postbox() as box:
        (letter,) = await answered(resources, actor, box, mail())
    assert letter["Subject"] == f"{words.SUBJECTS['fr']} · {words.SUBJECTS['nl']}"


async def test_what_could_not_be_taken_is_told_by_its_place_with_what_to_do(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id)
    raw = attached(
        7,
        file(paper()),
        file(locked_pdf(), name="NISS.pdf"),
        file(rar(), "application/vnd.rar", "a.rar"),
        sender=SENDER,
    )
    async with postbox() as box:
        (letter,) = await answered(resources, actor, box, raw)
    said = letter.get_content()
    assert "Fichier 2 sur 3 : il est verrouillé ou chiffré. Envoyez-le sans mot de passe." in said
    assert "Bestand 3 van 3: het is een pakket dat wij niet openen. Stuur elk bestand apart." in said
    assert "Fichier 1" not in said
    assert "NISS" not in said
    assert await number_of(actor) in said


async def test_a_mail_without_a_paper_is_told_so_and_has_no_receipt(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id)
    async with postbox() as box:
        (letter,) = await answered(resources, actor, box, mail("-- \nAnn"))
    assert "aucun papier lisible" in letter.get_content()
    async with transaction(actor) as tx:
        assert await tx.value("SELECT count(*) FROM receipts") == 0


async def test_a_sender_is_answered_a_few_times_a_day(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id, answers_per_sender_per_day=2)
    async with postbox() as box:
        await answered(resources, actor, box, *(mail(f"mot {each}", number=each) for each in range(5)))
        assert len(box.letters) == 2
        async with transaction(actor) as tx:
            await tx.run("UPDATE mail_answers SET asked_at = $1", clock.now() - timedelta(days=1, minutes=1))
        await answered(resources, actor, box, mail("un autre jour", number=9))
        assert len(box.letters) == 3


async def test_none_is_sent_where_the_centre_wants_none(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id, answers=False)
    async with postbox() as box:
        assert await answered(resources, actor, box, mail()) == []


async def test_it_is_tried_again_and_its_address_goes_once_it_left(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id)
    async with postbox() as box:
        own = with_mail(resources, box)
        await take_mail(own, actor, await kept(own, actor, mail()))
        box.answers = ["451 later"]
        async with transaction(actor) as tx:
            found = await tx.value("SELECT id FROM mail_answers")
        with pytest.raises(NoticePutOff):
            await send_answer(own, actor, found)
        async with transaction(actor) as tx:
            row = await tx.row("SELECT id, address, tries, problem FROM mail_answers")
        assert row is not None
        assert (row["address"], row["tries"], row["problem"]) == (SENDER, 1, "address_refused")
        box.answers = ["451 later"]
        with pytest.raises(NoticePutOff):
            await send_answer(own, actor, row["id"])
        await send_answer(own, actor, row["id"])
        await send_answer(own, actor, row["id"])
        assert len(box.letters) == 1
        assert await _address(actor, row["id"]) == ""


async def test_what_is_never_taken_is_given_up(resources: Resources, actor: Actor) -> None:
    await mailbox_of(actor.centre_id)
    async with postbox() as box:
        box.answers = ["550 no such user"]
        assert await answered(resources, actor, box, mail()) == []
    async with transaction(actor) as tx:
        row = await tx.row("SELECT address, failed_at FROM mail_answers")
        events = await tx.value("SELECT count(*) FROM events WHERE name = 'MailAnswerFailed'")
    assert row is not None
    assert row["address"] == ""
    assert row["failed_at"] is not None
    assert events == 1


async def test_what_was_given_up_is_sent_again_to_the_sender_and_to_nobody_else(
    resources: Resources, actor: Actor
) -> None:
    await mailbox_of(actor.centre_id)
    agent = await staff(actor.centre_id, "ines.moreau")
    async with postbox() as box:
        box.answers = ["550 no such user"]
        raw = mail(files=(paper(),))
        assert await answered(resources, actor, box, raw) == []
        mail_id = await kept(resources, actor, raw)
        assert (await mail_of(agent, mail_id)).may_answer_again
        with pytest.raises(NotYourWork):
            await answer_again(await staff(actor.centre_id, "fatou.diop"), mail_id)
        async with transaction(actor) as tx:
            sent_to = await tx.value("SELECT sent_to FROM mail_answers")
            await tx.run("UPDATE mail_answers SET sent_to = 'somebody else'")
        assert not (await mail_of(agent, mail_id)).may_answer_again
        with pytest.raises(NothingToAnswerAgain):
            await answer_again(agent, mail_id)
        async with transaction(actor) as tx:
            await tx.run("UPDATE mail_answers SET sent_to = $1", sent_to)
        await answer_again(agent, mail_id)
        await send_answer(with_mail(resources, box), actor, answer_id(mail_id))
    assert box.to[-1] == SENDER
    assert len(box.letters) == 1
    assert await _address(actor, answer_id(mail_id)) == ""
    with pytest.raises(NothingToAnswerAgain):
        await answer_again(agent, mail_id)


async def _address(actor: Actor, answer_id: UUID) -> str:
    async with transaction(actor) as tx:
        return str(await tx.value("SELECT address FROM mail_answers WHERE id = $1", answer_id))
