"""A person says what is wrong about a document of theirs; whoever reads the document answers, and they are told."""

from dataclasses import replace
from uuid import UUID

import pytest

from demo.people import people
from dossier.corrections.answer import AnsweredAlready, AnswerIncomplete, CorrectionOutcome, answer_correction
from dossier.corrections.ask import AskedAlready, CorrectionKind, SayWhatIsWrong, ask_correction
from dossier.corrections.queries import NoSuchCorrection, OwnAnswers, corrections, own_answers, own_corrections
from dossier.corrections.tell import SUBJECTS, WORDS
from dossier.corrections.withdraw import withdraw_corrections
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.deposits.withdraw import withdraw
from dossier.documents.errors import NoSuchDocument
from dossier.documents.move import move
from dossier.documents.review import review
from dossier.exports.gather import gather
from dossier.jobs.worker import drain
from dossier.people.access import NotYourWork
from dossier.resources import Resources
from tests.support.deposits import hand_over, staff
from tests.support.desk import filed
from tests.support.mine import ADDRESS, bound, reachable, with_mail
from tests.support.postbox import gateway, postbox
from tests.support.requests import person_id
from web.catalogues import LANGUAGES

pytestmark = pytest.mark.people
FIRST, OTHER = people()[0], people()[9]


async def asked(
    resources: Resources, centre_id: UUID, kind: CorrectionKind = CorrectionKind.WRONG_DATE, words: str = ""
) -> tuple[Actor, UUID, UUID]:
    """File a payslip and have its person ask; return them, the document and the correction."""
    document_id = await filed(resources, await staff(centre_id, "ines.moreau"), "REV_PAIE")
    me = bound(centre_id, await person_id(centre_id, FIRST))
    return me, document_id, await ask_correction(me, document_id, kind, words, language="fr")


def test_it_is_worded_in_every_language_that_citizens_read() -> None:
    assert list(WORDS) == list(SUBJECTS) == list(LANGUAGES)


async def test_it_is_read_and_answered_by_who_reads_the_document(resources: Resources, centre_id: UUID) -> None:
    me, document_id, correction_id = await asked(resources, centre_id, words="C’était en octobre.")
    worker = await staff(centre_id, "nadia.benali")
    (shown,) = await corrections(worker)
    assert (shown.id, shown.kind, shown.words, shown.outcome) == (
        correction_id,
        "wrong_date",
        "C’était en octobre.",
        None,
    )
    assert (await review(worker, document_id)).corrections_waiting == 1
    await answer_correction(worker, correction_id, CorrectionOutcome.CORRECTED, " C’est fait. ")
    (own,) = await own_corrections(me, document_id)
    assert (own.outcome, own.answer) == ("corrected", "C’est fait.")
    assert (await corrections(worker))[0].answered_name == "Nadia Benali"
    assert (await review(worker, document_id)).corrections_waiting == 0
    async with transaction(system(centre_id)) as tx:
        assert me.id is not None
        (told,) = (await gather(tx, me.id, resources.cipher)).facts["corrections"]
    assert (told["kind"], told["answer"]) == ("wrong_date", "C’est fait.")
    with pytest.raises(AnsweredAlready):
        await answer_correction(worker, correction_id, CorrectionOutcome.STAYS, "Non")


async def test_the_answer_is_read_also_when_the_document_is_theirs_no_more(
    resources: Resources, centre_id: UUID
) -> None:
    me, document_id, correction_id = await asked(resources, centre_id, CorrectionKind.NOT_MINE)
    worker, them = await staff(centre_id, "nadia.benali"), bound(centre_id, await person_id(centre_id, OTHER))
    assert await own_answers(me) == OwnAnswers(document_ids=frozenset(), elsewhere=())
    await answer_correction(worker, correction_id, CorrectionOutcome.CORRECTED, "C’est fait.")
    assert (await own_answers(me)).document_ids == {document_id}
    assert them.id is not None
    await move(await staff(centre_id, "ines.moreau"), document_id, them.id, "", "Elle le dit")
    left = await own_answers(me)
    assert (left.document_ids, [each.answer for each in left.elsewhere]) == (frozenset(), ["C’est fait."])
    for other in (them, bound(centre_id, None)):
        assert await own_answers(other) == OwnAnswers(document_ids=frozenset(), elsewhere=())


async def test_others_neither_see_nor_answer_it(resources: Resources, centre_id: UUID) -> None:
    _, document_id, correction_id = await asked(resources, centre_id)
    async with transaction(system(centre_id)) as tx:  # decided by nobody of these
        await tx.run(
            """UPDATE social_files SET social_worker_id = NULL,
                      department_id = (SELECT id FROM departments WHERE code = 'PA')
               WHERE id = (SELECT social_file_id FROM documents WHERE id = $1)""",
            document_id,
        )
    outside = await staff(centre_id, "nadia.benali")
    assert await corrections(outside) == ()
    with pytest.raises(NoSuchCorrection):
        await answer_correction(outside, correction_id, CorrectionOutcome.STAYS, "Non")
    async with transaction(outside) as tx:
        assert await tx.value("SELECT count(*) FROM corrections") == 0
    with pytest.raises(NotYourWork):
        await corrections(await staff(centre_id, "rachid.lahlou"))
    them = bound(centre_id, await person_id(centre_id, OTHER))
    assert await own_corrections(them, document_id) == ()


async def test_it_is_asked_of_one_s_own_after_a_code_and_once(resources: Resources, centre_id: UUID) -> None:
    me, document_id, correction_id = await asked(resources, centre_id)
    them = bound(centre_id, await person_id(centre_id, OTHER))
    handed = await hand_over(resources, centre_id, FIRST)
    unproven = bound(centre_id, None, handed.deposit_id)
    for actor, about in ((them, document_id), (unproven, handed.document_ids[0])):
        with pytest.raises(NoSuchDocument):
            await ask_correction(actor, about, CorrectionKind.NOT_MINE, "", language="fr")
    with pytest.raises(AskedAlready):
        await ask_correction(me, document_id, CorrectionKind.NOT_MINE, "", language="fr")
    with pytest.raises(SayWhatIsWrong):
        await ask_correction(me, handed.document_ids[0], CorrectionKind.OTHER, "  ", language="fr")
    worker = await staff(centre_id, "nadia.benali")
    await answer_correction(worker, correction_id, CorrectionOutcome.STAYS, "Elle est juste.")
    await ask_correction(me, document_id, CorrectionKind.NOT_MINE, "", language="fr")
    assert [each.outcome for each in await own_corrections(me, document_id)] == [None, "stays"]


async def test_nothing_is_asked_of_what_was_taken_back(resources: Resources, centre_id: UUID) -> None:
    """Nobody of the staff reads it any more, so nobody could answer."""
    made = await hand_over(resources, centre_id, FIRST)
    me = bound(centre_id, await person_id(centre_id, FIRST))
    await withdraw(me, made.deposit_id)
    with pytest.raises(NoSuchDocument):
        await ask_correction(me, made.document_ids[0], CorrectionKind.WRONG_TYPE, "", language="fr")


async def test_what_was_asked_falls_with_its_document(resources: Resources, centre_id: UUID) -> None:
    """Nobody of the staff reads it any more: "we look at it" would stand there for ever."""
    made = await hand_over(resources, centre_id, FIRST)
    other = await hand_over(resources, centre_id, FIRST)
    me = bound(centre_id, await person_id(centre_id, FIRST))
    for each in (made, other):
        await ask_correction(me, each.document_ids[0], CorrectionKind.WRONG_TYPE, "", language="fr")
    assert await withdraw_corrections(system(centre_id), made.document_ids[0]) == 0, "its document is there"
    await withdraw(me, made.deposit_id)
    await drain(resources)
    assert await own_corrections(me, made.document_ids[0]) == ()
    assert len(await own_corrections(me, other.document_ids[0])) == 1
    async with transaction(system(centre_id)) as tx:
        ends = await tx.rows(
            """SELECT c.state, e.name FROM corrections c JOIN events e ON e.record_id = c.id
               WHERE c.document_id = $1 ORDER BY e.seq""",
            made.document_ids[0],
        )
    assert [tuple(each.values()) for each in ends] == [
        ("withdrawn", "CorrectionAsked"),
        ("withdrawn", "CorrectionWithdrawn"),
    ]


async def test_an_answer_says_what_became_of_it_and_why(resources: Resources, centre_id: UUID) -> None:
    _, _, correction_id = await asked(resources, centre_id)
    worker = await staff(centre_id, "nadia.benali")
    for outcome, words in ((None, "Oui"), (CorrectionOutcome.STAYS, " ")):
        with pytest.raises(AnswerIncomplete):
            await answer_correction(worker, correction_id, outcome, words)


async def test_the_person_is_told_once_where_to_read_it(resources: Resources, centre_id: UUID) -> None:
    await reachable(centre_id, FIRST)
    _, _, correction_id = await asked(resources, centre_id)
    async with postbox() as box:
        own = with_mail(resources, box)
        worker = await staff(centre_id, "nadia.benali")
        await answer_correction(worker, correction_id, CorrectionOutcome.STAYS, "Le secret")
        await drain(own)
        await drain(own)
    assert box.to == [ADDRESS]
    letter = box.letters[0].get_content()
    assert f"{own.settings.public_url.rstrip('/')}/mine" in letter
    assert "secret" not in letter
    assert FIRST.last_name not in letter


async def test_or_by_sms_and_whoever_has_neither_reads_it_at_the_portal(resources: Resources, centre_id: UUID) -> None:
    worker = await staff(centre_id, "nadia.benali")
    with gateway() as sms:
        own = replace(resources, settings=resources.settings.model_copy(update={"sms_url": sms.url}))
        for phone in ("", "0470 00 00 00"):
            await reachable(centre_id, FIRST, email="", phone=phone)
            _, _, correction_id = await asked(resources, centre_id)
            await answer_correction(worker, correction_id, CorrectionOutcome.STAYS, "Non")
            await drain(own)
    assert len(sms.texts) == 1
