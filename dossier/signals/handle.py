"""Handle a signal: whoever took it says what came of it."""

from enum import StrEnum
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import SignalHandled
from dossier.outbox.publish import publish
from dossier.signals.errors import OutcomeWordsNeeded, SignalMovedOn
from dossier.signals.held import check_acts, check_taken_by, hold

WORDS_MAX_CHARACTERS = 500


class Outcome(StrEnum):
    """What came of a signal."""

    ACTED = "acted"
    NOTHING_NEEDED = "nothing_needed"
    KNOWN_ALREADY = "known_already"
    PASSED_ON = "passed_on"  # to a service outside the centre
    OTHER = "other"  # the words say what


async def handle(actor: Actor, signal_id: UUID, outcome: Outcome, words: str = "") -> None:
    """Handle a signal that the actor has taken. The words stay in the signal's row: no event holds them.

    Raises NoSuchSignal, NotYourSignal, NotYoursToAct, TakenByAnother, SignalMovedOn, OutcomeWordsNeeded.
    """
    words = words.strip()[:WORDS_MAX_CHARACTERS]
    if outcome is Outcome.OTHER and not words:
        raise OutcomeWordsNeeded
    async with transaction(actor) as tx:
        held = await hold(tx, signal_id)
        check_acts(actor)
        check_taken_by(held, actor)
        if not await advance(
            tx, "signals.handle", signal_id, outcome=str(outcome), outcome_words=words, handled_at=clock.now()
        ):
            raise SignalMovedOn
        await publish(tx, SignalHandled(record_id=signal_id, reason_code=str(outcome)))
