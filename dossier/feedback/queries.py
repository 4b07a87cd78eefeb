"""Questions about feedback: one's own with its answers, what one is to answer, and how many of each are new."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.events import FeedbackPictureSeen
from dossier.feedback.addressees import IS_ADDRESSEE, IS_SPOC, asking
from dossier.feedback.errors import NoSuchFeedback
from dossier.outbox.publish import publish

SHOWN_AT_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackRow:
    """One piece of feedback, as its asker and its addressees see it."""

    id: UUID
    said: str
    screen: str
    release: str
    browser: str
    window_size: str
    asked_at: datetime
    asker: str
    department_code: str | None
    answer: str | None
    answerer: str | None
    answered_at: datetime | None
    is_new: bool  # answered, and not seen by its asker
    has_picture: bool  # that the one who reads this may see


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What waits for a staff member."""

    answers: int  # to their own feedback, not seen
    open: int  # that they are to answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of a screen."""

    media_type: str
    data: bytes


_ROW = f"""SELECT f.id, f.said, f.screen, f.release, f.browser, f.window_size, f.asked_at,
                  a.first_name || ' ' || a.last_name AS asker, d.code AS department_code, f.answer,
                  b.first_name || ' ' || b.last_name AS answerer, f.answered_at,
                  f.answered_at IS NOT NULL AND f.answer_seen_at IS NULL AS is_new,
                  {IS_SPOC} AND EXISTS (SELECT FROM feedback_pictures p WHERE p.feedback_id = f.id) AS has_picture
           FROM feedback f JOIN staff_members a ON a.id = f.asked_by
           LEFT JOIN staff_members b ON b.id = f.answered_by LEFT JOIN departments d ON d.id = f.department_id"""


async def own_feedback(actor: Actor) -> list[FeedbackRow]:
    """Return a staff member's own feedback, the newest first, and note that they saw its answers."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"{_ROW} WHERE f.asked_by = $3 AND $4::boolean IS NOT NULL ORDER BY f.asked_at DESC LIMIT {SHOWN_AT_MOST}",
            *asking(actor),
        )
        await tx.run(
            """UPDATE feedback SET answer_seen_at = $2
               WHERE asked_by = $1 AND answered_at IS NOT NULL AND answer_seen_at IS NULL""",
            actor.staff_id,
            clock.now(),
        )
    return [FeedbackRow(**dict(row)) for row in rows]


async def feedback_to_answer(actor: Actor) -> list[FeedbackRow]:
    """Return what a staff member is to answer, the oldest first."""
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"{_ROW} WHERE f.answer IS NULL AND {IS_ADDRESSEE} ORDER BY f.asked_at LIMIT {SHOWN_AT_MOST}",
            *asking(actor),
        )
    return [FeedbackRow(**dict(row)) for row in rows]


async def feedback_of(actor: Actor, feedback_id: UUID) -> FeedbackRow:
    """Return feedback for one who answers it. Raises NoSuchFeedback."""
    async with transaction(actor) as tx:
        row = await tx.row(f"{_ROW} WHERE f.id = $5 AND {IS_ADDRESSEE}", *asking(actor), feedback_id)
    if row is None:
        raise NoSuchFeedback
    return FeedbackRow(**dict(row))


async def picture_of(actor: Actor, feedback_id: UUID) -> Picture:
    """Return the picture for a SPOC of the asker's department; the journal says who saw it. Raises NoSuchFeedback."""
    async with transaction(actor) as tx:
        row = await tx.row(
            f"""SELECT p.media_type, p.picture AS data FROM feedback f JOIN feedback_pictures p ON p.feedback_id = f.id
                WHERE f.id = $5 AND {IS_SPOC} AND $4::boolean IS NOT NULL""",
            *asking(actor),
            feedback_id,
        )
        if row is None:
            raise NoSuchFeedback
        await publish(tx, FeedbackPictureSeen(record_id=feedback_id))
    return Picture(**dict(row))


NEWS = f"""SELECT count(*) FILTER (WHERE f.asked_by = $3) AS answers,
                  count(*) FILTER (WHERE f.answer IS NULL AND {IS_ADDRESSEE}) AS open
           FROM feedback f
           WHERE (f.asked_by = $3 AND f.answered_at IS NOT NULL AND f.answer_seen_at IS NULL)
              OR (($1 OR $4) AND f.answer IS NULL)"""
"""SQL that counts what waits, with the four values of `asking`."""


async def feedback_news(actor: Actor) -> News:
    """Return how many answers are new to a staff member, and how many questions wait for them."""
    async with transaction(actor, durable=False) as tx:
        row = await tx.row(NEWS, *asking(actor))
    assert row is not None
    return News(**dict(row))


async def spocs(actor: Actor) -> list[str]:
    """Return the names of the SPOCs who answer a staff member; none: an administrator does."""
    async with transaction(actor) as tx:
        return await spocs_in(tx)


async def spocs_in(tx: Transaction) -> list[str]:
    """Return the same, inside a transaction that is open."""
    rows = await tx.rows(
        """SELECT first_name || ' ' || last_name AS name FROM staff_members
           WHERE active AND 'spoc' = ANY(roles) AND department_id = $1 AND id <> $2 ORDER BY last_name""",
        tx.actor.department_id,
        tx.actor.staff_id,
    )
    return [row["name"] for row in rows]
