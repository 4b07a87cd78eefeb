"""Send the answer to a mail: its number and link, or what could not be taken and what to do; then its address goes."""

from dataclasses import dataclass
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import MailAnswerFailed, MailAnswerSent
from dossier.mail import answer_words as words
from dossier.mail.values import LEFT_OUT, PUT_BEFORE_A_PERSON, Fate, Why
from dossier.notices.attempt import attempt, note
from dossier.notices.channel import Message
from dossier.outbox.publish import publish
from dossier.receipts.queries import Receipt, receipt_of_deposit
from dossier.resources import Resources
from dossier.settings import Settings

_NOBODY_KNOWS = ("fr", "nl")
"""The languages of a person whom we do not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an answer tells of."""

    reason: str
    receipt: Receipt | None
    fates: tuple[Fate, ...]  # of all parts, in order


async def send_answer(resources: Resources, actor: Actor, answer_id: UUID) -> None:
    """Send an answer that was not sent. Raises NoticePutOff, with the time after which to try again."""
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT a.address, a.language, a.in_reply_to, a.tries, m.id AS mail_id, m.reason, m.deposit_id
               FROM mail_answers a JOIN mails m ON m.id = a.mail_id
               WHERE a.id = $1 AND a.sent_at IS NULL AND a.failed_at IS NULL""",
            answer_id,
        )
        if row is None:
            return
        receipt = await receipt_of_deposit(tx, row["deposit_id"]) if row["deposit_id"] else None
        parts = await tx.rows("SELECT fate FROM mail_parts WHERE mail_id = $1 ORDER BY position", row["mail_id"])
    told = Told(reason=row["reason"], receipt=receipt, fates=tuple(Fate(each["fate"]) for each in parts))
    languages = (row["language"],) if row["language"] in words.SUBJECTS else _NOBODY_KNOWS
    message = Message(
        to=row["address"],
        subject=" · ".join(words.SUBJECTS[each] for each in languages),
        words="\n\n—\n\n".join(answer_in(each, told, resources.settings) for each in languages) + "\n",
        reference=str(answer_id),
        answers=row["in_reply_to"],
    )
    outcome = await attempt(resources.settings, "email", message, row["tries"])
    async with transaction(actor) as tx:
        await note(tx, "mail_answers", answer_id, outcome)
        if outcome.put_off is None:
            await tx.run("UPDATE mail_answers SET address = '' WHERE id = $1", answer_id)
        if outcome.problem is None:
            await publish(tx, MailAnswerSent(record_id=answer_id))
        elif outcome.put_off is None:
            await publish(tx, MailAnswerFailed(record_id=answer_id, problem=outcome.problem))
    if outcome.put_off is not None:
        raise outcome.put_off


def answer_in(language: str, told: Told, settings: Settings) -> str:
    """Return the words of an answer in one language: no name, no name of a file, no word of what was sent."""
    address = settings.public_url.rstrip("/")
    if told.reason == Why.LARGE:
        return "\n\n".join((words.TOO_LARGE_MAIL[language], words.ENDINGS[language].format(address=address)))
    if told.receipt is None:
        said = [words.NOT_TAKEN[language]]
    else:
        link = f"{address}/r/{told.receipt.token}"
        said = [words.TAKEN[language].format(number=told.receipt.number, link=link)]
    refused = _refused(language, told.fates)
    said += refused
    is_whole = told.receipt is not None and not refused
    said.append(words.AUTOMATIC[language] if is_whole else words.ENDINGS[language].format(address=address))
    return "\n\n".join(said)


def _refused(language: str, fates: tuple[Fate, ...]) -> list[str]:
    """Return what is said of each file that could not be taken, by its place among the files."""
    files = [each for each in fates if each is not Fate.WORDS and each not in LEFT_OUT]
    return [
        f"{words.PART[language].format(position=position, count=len(files))} {words.what_to_do(fate, language)}"
        for position, fate in enumerate(files, start=1)
        if fate in PUT_BEFORE_A_PERSON
    ]
