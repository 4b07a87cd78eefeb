"""Send a contact notice, in the person's language; it names nobody, and says no more than that something happened."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import ContactNoticeFailed, ContactNoticeSent
from dossier.notices.attempt import attempt, note
from dossier.notices.channel import Message
from dossier.outbox.publish import publish
from dossier.resources import Resources

SUBJECTS = {
    "fr": "Un message pour vous",
    "nl": "Een bericht voor u",
    "en": "A message for you",
    "ar": "رسالة لكم",
    "tr": "Sizin için bir ileti",
    "uk": "Повідомлення для вас",
    "es": "Un mensaje para usted",
    "ro": "Un mesaj pentru dumneavoastră",
}
WORDS = {
    "replaced": {
        "fr": "Votre e-mail ou votre téléphone a été changé à notre guichet. Ce n’était pas vous ? Venez nous le dire.",
        "nl": "Uw e-mail of telefoon is aan ons loket gewijzigd. Was u dat niet? Kom het ons zeggen.",
        "en": "Your e-mail or telephone was changed at our counter. Was it not you? Come and tell us.",
        "ar": "تم تغيير بريدكم الإلكتروني أو هاتفكم عند شباكنا. ألم تكونوا أنتم؟ تعالوا وأخبرونا.",
        "tr": "E-posta veya telefonunuz gişemizde değiştirildi. Siz değil miydiniz? Gelin, bize söyleyin.",
        "uk": "Вашу електронну пошту або телефон змінено в нашому віконці. Це були не ви? Прийдіть і скажіть нам.",
        "es": "Su correo o su teléfono se cambió en nuestra ventanilla. ¿No fue usted? Venga a decírnoslo.",
        "ro": "E-mailul sau telefonul vi s-a schimbat la ghișeu. Nu ați fost dumneavoastră? Veniți să ne spuneți.",
    },
    "guessed": {
        "fr": "Quelqu’un a tapé plusieurs fois un mauvais code. Ce n’était pas vous ? Venez nous le dire au guichet.",
        "nl": "Iemand heeft meermaals een verkeerde code ingetikt. Was u dat niet? Kom het ons zeggen aan het loket.",
        "en": "Somebody typed a wrong code several times. Was it not you? Come and tell us at the counter.",
        "ar": "كتب شخص ما رمزاً خاطئاً عدة مرات. ألم تكونوا أنتم؟ تعالوا وأخبرونا عند الشباك.",
        "tr": "Biri birkaç kez yanlış kod yazdı. Siz değil miydiniz? Gişeye gelip bize söyleyin.",
        "uk": "Хтось кілька разів увів неправильний код. Це були не ви? Прийдіть до віконця і скажіть нам.",
        "es": "Alguien escribió varias veces un código equivocado. ¿No fue usted? Venga a decírnoslo a la ventanilla.",
        "ro": "Cineva a scris de câteva ori un cod greșit. Nu ați fost dumneavoastră? Veniți la ghișeu să ne spuneți.",
    },
}
"""What is sent, by kind and language."""


async def send_contact_notice(resources: Resources, actor: Actor, notice_id: UUID) -> None:
    """Send a notice that was not sent; its address is forgotten with the last attempt.

    Raises NoticePutOff, with the time after which to try again.
    """
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT kind, channel, address, language, tries FROM contact_notices
               WHERE id = $1 AND sent_at IS NULL AND failed_at IS NULL""",
            notice_id,
        )
    if row is None:
        return
    language = row["language"] if row["language"] in SUBJECTS else "fr"
    words = WORDS[row["kind"]][language]
    message = Message(to=row["address"], subject=SUBJECTS[language], words=words, reference=str(notice_id))
    outcome = await attempt(resources.settings, row["channel"], message, row["tries"])
    async with transaction(actor) as tx:
        await note(tx, "contact_notices", notice_id, outcome)
        if outcome.put_off is None:
            await tx.run("UPDATE contact_notices SET address = '' WHERE id = $1", notice_id)
        if outcome.problem is None:
            await publish(tx, ContactNoticeSent(record_id=notice_id, kind=row["channel"]))
        elif outcome.put_off is None:
            await publish(tx, ContactNoticeFailed(record_id=notice_id, kind=row["channel"], problem=outcome.problem))
    if outcome.put_off is not None:
        raise outcome.put_off
