"""Feedback goes to the other SPOCs of its asker's department, else to administrators; its picture to SPOCs alone."""

from pathlib import Path
from uuid import UUID

import pytest

from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.errors import Refused
from dossier.feedback.answer import answer_feedback
from dossier.feedback.ask import NewFeedback, ask_feedback
from dossier.feedback.errors import AnsweredAlready, NoSuchFeedback, NotAPicture, PictureForNobody, WordsNeeded
from dossier.feedback.queries import (
    feedback_news,
    feedback_of,
    feedback_to_answer,
    own_feedback,
    picture_of,
    spocs,
)
from dossier.ids import new_id
from dossier.resources import Resources
from tests.support.deposits import pdf
from tests.support.feedback import SCREEN
from tests.support.terms import member

pytestmark = pytest.mark.people


def feedback(said: str = "The list jumps.") -> NewFeedback:
    return NewFeedback(
        id=new_id(), said=said, screen="/backoffice/queue", release="2026-11-27", browser="Firefox 140", window_size=""
    )


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "screen.jpg"
    path.write_bytes(SCREEN)
    return path


async def _send(resources: Resources, actor: Actor, picture: Path | None = None) -> UUID:
    told = feedback()
    await ask_feedback(resources, actor, told, picture)
    await ask_feedback(resources, actor, told, picture)  # a second press
    return told.id


async def test_the_spoc_answers_and_the_asker_reads_it_once_as_new(
    resources: Resources, centre_id: UUID, picture: Path
) -> None:
    nadia, olivier = await member(centre_id, "nadia.benali"), await member(centre_id, "olivier.marchal")
    assert await spocs(nadia) == ["Olivier Marchal"]
    sent = await _send(resources, nadia, picture)
    assert (await feedback_news(olivier)).open == 1
    (waits,) = await feedback_to_answer(olivier)
    assert (waits.id, waits.asker, waits.has_picture) == (sent, "Nadia Benali", True)
    assert (await picture_of(olivier, sent)).data == SCREEN
    await answer_feedback(olivier, sent, " Thank you. ")
    with pytest.raises(AnsweredAlready):
        await answer_feedback(olivier, sent, "Again.")
    with pytest.raises(NoSuchFeedback):  # it went with the answer
        await picture_of(olivier, sent)
    assert (await feedback_news(nadia)).answers == 1
    assert [(each.answer, each.is_new) for each in await own_feedback(nadia)] == [("Thank you.", True)]
    assert (await feedback_news(nadia)).answers == 0
    assert [each.is_new for each in await own_feedback(nadia)] == [False]


@pytest.mark.parametrize("username", ["wim.claes", "chantal.remy", "anne.dewit", "rachid.lahlou", "nadia.benali"])
async def test_nobody_else_reads_or_answers_it(
    resources: Resources, centre_id: UUID, picture: Path, username: str
) -> None:
    sent = await _send(resources, await member(centre_id, "nadia.benali"), picture)
    other = await member(centre_id, username)
    assert await feedback_to_answer(other) == []
    assert (await feedback_news(other)).open == 0
    for act in (feedback_of(other, sent), picture_of(other, sent), answer_feedback(other, sent, "Mine.")):
        with pytest.raises(NoSuchFeedback):
            await act


async def test_where_nobody_is_spoc_an_administrator_answers_and_sees_no_picture(
    resources: Resources, centre_id: UUID, picture: Path
) -> None:
    ines, rachid = await member(centre_id, "ines.moreau"), await member(centre_id, "rachid.lahlou")
    with pytest.raises(PictureForNobody):
        await ask_feedback(resources, ines, feedback(), picture)
    sent = await _send(resources, ines)
    assert (await feedback_of(rachid, sent)).asker == "Inès Moreau"
    olivier = await member(centre_id, "olivier.marchal")  # a department's only SPOC asks somebody else
    own = await _send(resources, olivier)
    assert {each.id for each in await feedback_to_answer(rachid)} == {sent, own}


async def test_a_spoc_who_is_gone_leaves_what_was_asked_to_the_administrator(
    resources: Resources, centre_id: UUID, picture: Path
) -> None:
    sent = await _send(resources, await member(centre_id, "nadia.benali"), picture)
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE staff_members SET active = false WHERE username = 'olivier.marchal'")
    rachid = await member(centre_id, "rachid.lahlou")
    assert (await feedback_of(rachid, sent)).has_picture is False
    with pytest.raises(NoSuchFeedback):
        await picture_of(rachid, sent)
    await answer_feedback(rachid, sent, "Seen.")


async def test_what_cannot_be_sent(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    nadia = await member(centre_id, "nadia.benali")
    paper = tmp_path / "screen.jpg"
    paper.write_bytes(pdf("a file"))
    with pytest.raises(NotAPicture):
        await ask_feedback(resources, nadia, feedback(), paper)
    paper.write_bytes(b"<svg onload=alert(1)>")
    with pytest.raises(Refused):
        await ask_feedback(resources, nadia, feedback(), paper)
    with pytest.raises(WordsNeeded):
        await ask_feedback(resources, nadia, feedback("  "), None)
    assert await own_feedback(nadia) == []
