"""What every screen says while one is in training: that it is training, and what comes next."""

from dataclasses import dataclass

from backoffice.training.exercises import Exercise, exercises_of
from dossier.people.staff import Staff
from dossier.training.attempts import Progress, progress
from dossier.training.steps import Attempt
from web.catalogues import gettext

CHANGED = "training"
"""What a screen in training tells its page with each part that it answers: a step may be done by now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """One line over a screen."""

    title: str = ""  # of the exercise that was begun last; "": none is under way
    step: str = ""  # what to do next
    number: int = 0  # of that step, from 1
    count: int = 0  # of steps
    is_over: bool = False  # its last step is done


async def banner(staff: Staff) -> Banner | None:
    """Return what to say over the screens of whoever is in training; None at real work."""
    if not staff.trains:
        return None
    own = {each.id: each for each in exercises_of(staff.actor.roles)}
    found = await progress(staff.actor, [each.task for each in own.values()])
    if not found:
        return Banner()
    last = max(found.values(), key=lambda each: each.attempt.started_at)
    exercise = own[last.attempt.exercise]
    title = gettext(exercise.title)
    if last.next is None:
        return Banner(title=title, is_over=True)
    step = step_words(exercise, last.next, last.attempt)
    return Banner(title=title, step=step, number=last.next + 1, count=len(exercise.steps))


def step_words(exercise: Exercise, number: int, about: Attempt) -> str:
    """Say a step (from 0) in words, with whom and what it is about."""
    words = gettext(exercise.steps[number].words)
    return words.format(person=about.person, file=about.file_number, number=about.receipt_number or "")


def shown_progress(exercise: Exercise, found: Progress) -> list[tuple[str, bool]]:
    """Return each step in words, and whether it is done."""
    return [(step_words(exercise, number, found.attempt), done) for number, done in enumerate(found.done)]
