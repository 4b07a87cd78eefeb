"""Send feedback: the words, what the screen was, and a picture of it where one was made."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import FeedbackSent
from dossier.feedback.errors import NotAPicture, PictureForNobody, WordsNeeded
from dossier.feedback.queries import spocs_in
from dossier.outbox.publish import publish
from dossier.resources import Resources

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFeedback:
    """What is sent."""

    id: UUID  # named by the form, so that a second press sends nothing twice
    said: str
    screen: str  # the route's pattern
    release: str
    browser: str
    window_size: str


async def ask_feedback(resources: Resources, actor: Actor, told: NewFeedback, picture: Path | None) -> None:
    """Keep feedback for those who answer it. `actor` is staff; the same id again changes nothing.

    Raises WordsNeeded, NotAPicture (or what the gate refuses), PictureForNobody.
    """
    if not told.said.strip():
        raise WordsNeeded
    media_type, data = "", b""
    if picture is not None:
        media_type = (await resources.box.inspect(picture)).media_type
        if media_type not in PICTURES:
            raise NotAPicture
        data = await asyncio.to_thread(picture.read_bytes)
    async with transaction(actor) as tx:
        if picture is not None and not await spocs_in(tx):
            raise PictureForNobody
        made = await tx.value(
            """INSERT INTO feedback (id, centre_id, asked_by, department_id, said, screen, release, browser,
                                     window_size, asked_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING RETURNING id""",
            told.id,
            actor.centre_id,
            actor.staff_id,
            actor.department_id,
            told.said.strip(),
            told.screen,
            told.release,
            told.browser,
            told.window_size,
            clock.now(),
        )
        if made is None:
            return
        if picture is not None:
            await tx.run(
                "INSERT INTO feedback_pictures (feedback_id, centre_id, media_type, picture) VALUES ($1, $2, $3, $4)",
                told.id,
                actor.centre_id,
                media_type,
                data,
            )
        await publish(tx, FeedbackSent(record_id=told.id, picture_count=int(picture is not None)))
