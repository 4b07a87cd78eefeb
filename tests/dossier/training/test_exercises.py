"""Exercises: laid out anew at each beginning, and ticked off by what happened in the training centre alone."""

from uuid import UUID

import pytest

from backoffice.training.exercises import EXERCISES
from demo.people import people
from dossier import events
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.documents.claim import claim
from dossier.documents.profile import Profile
from dossier.documents.refuse import refuse
from dossier.documents.undo import undo
from dossier.documents.validate import validate
from dossier.jobs.worker import drain
from dossier.people.roles import Role
from dossier.resources import Resources
from dossier.thesaurus.queries import all_types, refusal_reasons
from dossier.training.attempts import Progress, begin, practice_paper, progress
from dossier.training.errors import NoPracticePaper, NoSuchExercise
from dossier.training.steps import Did, Saw
from dossier.training.twins import note_look
from tests.house.test_nothing_dead import TEMPLATES
from tests.support.learning import training_centre, twin
from tests.support.requests import person_id

pytestmark = pytest.mark.people
LEASE_SECONDS = 600
BY_ID = {each.id: each for each in EXERCISES}


async def at(actor: Actor, name: str) -> Progress:
    return (await progress(actor, [BY_ID[name].task]))[name]


async def documents(centre_id: UUID, deposit_id: UUID | None) -> list[UUID]:
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows("SELECT id FROM documents WHERE deposit_id = $1 ORDER BY position", deposit_id)
    return [row["id"] for row in rows]


def test_every_role_has_an_exercise_and_each_asks_for_what_there_is() -> None:
    assert frozenset().union(*(each.roles for each in EXERCISES)) == frozenset(Role)
    assert len(BY_ID) == len(EXERCISES)
    templates = [path.as_posix().partition("templates/")[2] for path in TEMPLATES]
    for exercise in EXERCISES:
        assert 3 <= len(exercise.steps) <= 5
        for step in exercise.steps:
            match step.check:
                case Did(event=name):
                    assert issubclass(getattr(events, name), events.Event), name
                case Saw(screen=screen):
                    assert any(each.startswith(screen) for each in templates), screen


async def test_a_desk_s_exercise_is_done_step_by_step_and_begins_again(resources: Resources, centre_id: UUID) -> None:
    training_id = await training_centre(resources, centre_id)
    ines, other = (await twin(centre_id, "ines.moreau")).actor, (await twin(centre_id, "koen.smets")).actor
    task = BY_ID["desk"].task
    assert await progress(ines, [task]) == {}
    await begin(resources, ines, task)
    await begin(resources, other, task)
    mine = await at(ines, "desk")
    assert (mine.done, mine.next, mine.is_over) == ((False,) * 4, 0, False)
    assert mine.attempt.person == people()[0].name
    assert mine.attempt.receipt_number
    good, blurred = await documents(training_id, mine.attempt.deposit_id)
    await claim(ines, good, LEASE_SECONDS)
    assert (await at(ines, "desk")).done == (True, False, False, False)
    assert not any((await at(other, "desk")).done), "what a colleague does in their own deposit counts for nobody else"

    types = {each.code: each.id for each in await all_types(ines)}
    about = await person_id(training_id, people()[0])
    await validate(ines, good, Profile(type_id=types["REV_BANK"], beneficiary_id=about, document_date=None))
    assert (await at(ines, "desk")).next == 1, "filed, and under another type than the paper's"
    seconds = {"undo_seconds": 600, "lease_seconds": LEASE_SECONDS}
    await undo(ines, None, **seconds)
    await validate(ines, good, Profile(type_id=types["REV_PAIE"], beneficiary_id=about, document_date=None))
    assert (await at(ines, "desk")).done == (True, True, False, True)
    reasons = {each.code: each.id for each in await refusal_reasons(ines)}
    await claim(ines, blurred, LEASE_SECONDS)
    await refuse(ines, blurred, reasons["unreadable"], "")
    assert (await at(ines, "desk")).is_over
    await drain(resources)

    await begin(resources, ines, task)
    again = await at(ines, "desk")
    assert again.done == (False,) * 4
    assert again.attempt.deposit_id != mine.attempt.deposit_id
    assert len(await documents(training_id, again.attempt.deposit_id)) == 2


async def test_two_papers_come_as_one_document(resources: Resources, centre_id: UUID) -> None:
    training_id = await training_centre(resources, centre_id)
    ines = (await twin(centre_id, "ines.moreau")).actor
    await begin(resources, ines, BY_ID["split"].task)
    (only,) = await documents(training_id, (await at(ines, "split")).attempt.deposit_id)
    async with transaction(system(training_id)) as tx:
        assert await tx.value("SELECT count(*) FROM document_pages WHERE document_id = $1", only) == 2
        assert await tx.value("SELECT proposed_type_id FROM documents WHERE id = $1", only) is None


@pytest.mark.parametrize(("username", "team"), [("pieter.maes", "ENE"), ("nadia.benali", "AS")])
async def test_a_worker_s_exercise_is_about_a_file_of_their_team(
    resources: Resources, centre_id: UUID, username: str, team: str
) -> None:
    training_id = await training_centre(resources, centre_id)
    worker = await twin(centre_id, username)
    await begin(resources, worker.actor, BY_ID["file"].task)
    found = await at(worker.actor, "file")
    async with transaction(system(training_id)) as tx:
        code = await tx.value(
            "SELECT d.code FROM social_files f JOIN departments d ON d.id = f.department_id WHERE f.id = $1",
            found.attempt.social_file_id,
        )
    assert code == team
    await note_look(worker, "backoffice/files/file.html")
    assert (await at(worker.actor, "file")).done == (True, False, False, False)


async def test_at_real_work_there_is_none_and_a_paper_that_is_not_there_is_said(
    resources: Resources, centre_id: UUID
) -> None:
    await training_centre(resources, centre_id)
    ines = (await twin(centre_id, "ines.moreau")).actor
    with pytest.raises(NoSuchExercise):
        await begin(resources, system(centre_id), BY_ID["desk"].task)
    assert (await practice_paper(ines, "payslip")).size_bytes > 0
    with pytest.raises(NoPracticePaper):
        await practice_paper(ines, "nothing")
    async with transaction(system(ines.centre_id)) as tx:
        await tx.run("DELETE FROM training_papers WHERE code = 'blurred'")
    with pytest.raises(NoPracticePaper):
        await begin(resources, ines, BY_ID["desk"].task)
