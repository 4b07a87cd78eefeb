"""Begin an exercise, or begin it again; and how far each is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import Record, transaction
from dossier.documents.original import KeptOriginal
from dossier.resources import Resources
from dossier.training.centres import is_training
from dossier.training.errors import NoPracticePaper, NoSuchExercise
from dossier.training.lay_out import lay_out
from dossier.training.steps import Attempt, Check, happened

Documents = tuple[tuple[str, ...], ...]
"""Of each document that is laid out, the practice papers that are its pages, by code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What an exercise is made of, for whoever begins it."""

    id: str
    documents: Documents = ()  # laid out as a deposit that a person sent; none: nothing is
    about_own_team: bool = False  # it is about a file of the learner's own team; else about the practice papers' person
    checks: tuple[Check, ...]


_ATTEMPT = """SELECT a.exercise, a.started_at, a.deposit_id, a.beneficiary_id, a.social_file_id,
                     r.number AS receipt_number, concat(b.first_name, ' ', b.last_name) AS person,
                     coalesce(f.number, '') AS file_number
              FROM training_attempts a LEFT JOIN receipts r ON r.deposit_id = a.deposit_id
              LEFT JOIN beneficiaries b ON b.id = a.beneficiary_id
              LEFT JOIN social_files f ON f.id = a.social_file_id"""
_PERSON_OF_PAPERS = """SELECT p.beneficiary_id, p.social_file_id
                       FROM training_papers t JOIN originals o ON o.id = t.original_id
                       JOIN deposits p ON p.id = o.deposit_id WHERE p.beneficiary_id IS NOT NULL
                       ORDER BY t.code = 'payslip' DESC, t.code LIMIT 1"""
_PERSON_OF_TEAM = """SELECT m.beneficiary_id, f.id AS social_file_id
                     FROM social_files f JOIN social_file_members m ON m.social_file_id = f.id AND m.role = 'holder'
                     WHERE f.department_id = $1 AND f.status = 'open' ORDER BY f.number LIMIT 1"""


async def begin(resources: Resources, actor: Actor, task: Task) -> None:
    """Begin an exercise from its first step: its papers are laid out anew, and nothing done before counts.

    Raises NoSuchExercise outside training, NoPracticePaper, Unavailable.
    """
    if not await is_training(actor.centre_id):
        raise NoSuchExercise
    house = system(actor.centre_id)
    async with transaction(house) as tx:
        about = await tx.row(_PERSON_OF_TEAM, actor.department_id) if task.about_own_team else None
        about = about or await tx.row(_PERSON_OF_PAPERS)
    if about is None:
        raise NoPracticePaper
    deposit_id = await lay_out(resources, actor.centre_id, task.documents, about) if task.documents else None
    async with transaction(actor) as tx:
        await tx.run(
            """INSERT INTO training_attempts (staff_id, centre_id, exercise, started_at, deposit_id, beneficiary_id,
                                              social_file_id) VALUES ($1, $2, $3, $4, $5, $6, $7)
               ON CONFLICT (staff_id, exercise) DO UPDATE
               SET started_at = excluded.started_at, deposit_id = excluded.deposit_id,
                   beneficiary_id = excluded.beneficiary_id, social_file_id = excluded.social_file_id""",
            actor.staff_id,
            actor.centre_id,
            task.id,
            clock.now(),
            deposit_id,
            about["beneficiary_id"],
            about["social_file_id"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far someone is with an exercise."""

    attempt: Attempt
    done: tuple[bool, ...]  # of each step

    @property
    def is_over(self) -> bool:
        """Tell whether every step is done."""
        return all(self.done)

    @property
    def next(self) -> int | None:
        """Return the number of the first step that is not done, from 0."""
        return next((number for number, done in enumerate(self.done) if not done), None)


async def progress(actor: Actor, tasks: Iterable[Task]) -> Mapping[str, Progress]:
    """Return how far the actor is with each exercise that they began, by its id."""
    by_id = {each.id: each for each in tasks}
    async with transaction(system(actor.centre_id)) as tx:
        rows: Sequence[Record] = await tx.rows(
            f"{_ATTEMPT} WHERE a.staff_id = $1 AND a.exercise = ANY($2)", actor.staff_id, list(by_id)
        )
    attempts = [Attempt(**dict(row)) for row in rows]
    async with transaction(actor) as tx:
        return {
            each.exercise: Progress(
                attempt=each, done=tuple([await happened(tx, check, each) for check in by_id[each.exercise].checks])
            )
            for each in attempts
        }


async def practice_paper(actor: Actor, code: str) -> KeptOriginal:
    """Return where a practice paper is kept, for a learner who needs a file in hand. Raises NoPracticePaper."""
    async with transaction(system(actor.centre_id)) as tx:
        row = await tx.row(
            """SELECT o.vault_key, o.media_type, o.size_bytes FROM training_papers t
               JOIN originals o ON o.id = t.original_id WHERE t.code = $1""",
            code,
        )
    if row is None:
        raise NoPracticePaper
    return KeptOriginal(**row, file_name=f"{code}.jpg")
