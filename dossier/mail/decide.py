"""Decide on a mail: what became of it and of each of its parts, and whether its sender is answered. One transaction."""

from dataclasses import dataclass, field
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.database.states import advance
from dossier.events import MailAwaits, MailPassed, MailTaken
from dossier.mail.ask_answer import ask_answer
from dossier.mail.values import Fate, Head, Why
from dossier.outbox.publish import publish
from dossier.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """What is written down of a part."""

    fate: Fate
    media_type: str
    file_name: str = field(repr=False)
    size_bytes: int
    original_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of a mail."""

    why: Why | None  # a person looks; None: nobody has to
    passes: bool = False  # it is a machine's word, for the reason given
    head: Head | None = None  # None: it cannot be read, and so cannot be answered
    deposit_id: UUID | None = None
    parts: tuple[PartRow, ...] = ()


async def decide(settings: Settings, actor: Actor, mail_id: UUID, decision: Decision) -> None:
    """Write down what becomes of a kept mail; what was decided before stays so. `actor` is the system."""
    verb = "mail.pass_over" if decision.passes else "mail.lay_before_a_person" if decision.why else "mail.take"
    async with transaction(actor) as tx:
        told = {"reason": str(decision.why or ""), "deposit_id": decision.deposit_id, "decided_at": clock.now()}
        if not await advance(tx, verb, mail_id, **told):
            return
        await _write_parts(tx, mail_id, decision.parts)
        originals = sum(each.original_id is not None for each in decision.parts)
        if decision.passes:
            await publish(tx, MailPassed(record_id=mail_id, reason_code=str(decision.why)))
        elif decision.why is not None:
            await publish(tx, MailAwaits(record_id=mail_id, reason_code=str(decision.why), original_count=originals))
        else:
            assert decision.deposit_id is not None
            await publish(tx, MailTaken(record_id=mail_id, deposit_id=decision.deposit_id, original_count=originals))
        if decision.head is not None and not decision.passes:
            await ask_answer(tx, settings, mail_id, decision.head)


async def _write_parts(tx: Transaction, mail_id: UUID, parts: tuple[PartRow, ...]) -> None:
    await tx.run(
        """INSERT INTO mail_parts (mail_id, position, centre_id, fate, media_type, file_name, size_bytes, original_id)
           SELECT $1, part.number - 1, $2, part.fate, part.media_type, part.file_name, part.size_bytes, part.original_id
           FROM unnest($3::text[], $4::text[], $5::text[], $6::bigint[], $7::uuid[])
               WITH ORDINALITY part (fate, media_type, file_name, size_bytes, original_id, number)""",
        mail_id,
        tx.actor.centre_id,
        [str(each.fate) for each in parts],
        [each.media_type for each in parts],
        [each.file_name for each in parts],
        [each.size_bytes for each in parts],
        [each.original_id for each in parts],
    )
