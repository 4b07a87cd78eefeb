"""Tell a person that their correction is answered: where to read it, and not a word of what."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import CorrectionNoticeFailed, CorrectionNoticeSent
from dossier.notices.attempt import attempt, note
from dossier.notices.channel import Message
from dossier.outbox.publish import publish
from dossier.push.sentences import Sentence
from dossier.push.whose import Whose
from dossier.requests.tell_phones import tell_phones
from dossier.resources import Resources

SUBJECTS = {
    "fr": "Nous vous avons répondu",
    "nl": "Wij hebben u geantwoord",
    "en": "We have answered you",
    "ar": "لقد أجبناكم",
    "tr": "Size yanıt verdik",
    "uk": "Ми вам відповіли",
    "es": "Le hemos respondido",
    "ro": "V-am răspuns",
}
WORDS = {
    "fr": "Bonjour,\n\nVous nous avez signalé une erreur. Notre réponse est dans « Mes documents » :",
    "nl": "Goeiedag,\n\nU hebt ons een fout gemeld. Ons antwoord staat in “Mijn documenten”:",
    "en": "Hello,\n\nYou told us of a mistake. Our answer is in “My documents”:",
    "ar": "مرحباً،\n\nلقد أخبرتمونا بوجود خطأ. جوابنا في «مستنداتي»:",
    "tr": "Merhaba,\n\nBize bir hata bildirdiniz. Yanıtımız “Belgelerim” sayfasında:",
    "uk": "Вітаємо!\n\nВи повідомили нам про помилку. Наша відповідь — у розділі «Мої документи»:",
    "es": "Hola:\n\nUsted nos avisó de un error. Nuestra respuesta está en «Mis documentos»:",
    "ro": "Bună ziua,\n\nNe-ați semnalat o greșeală. Răspunsul nostru este în „Documentele mele”:",
}
"""What is sent above the link, by language."""


async def tell_answer(resources: Resources, actor: Actor, correction_id: UUID) -> None:
    """Send the notice of an answer, once, by e-mail or else SMS, and have phones that are switched on told.

    Who can be reached by neither reads it at the portal. Raises NoticePutOff, with the time after which to try again.
    """
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT c.document_id, c.beneficiary_id, c.language, c.tries, b.email, b.phone,
                      EXISTS (SELECT FROM request_notices n WHERE n.correction_id = c.id) AS is_told_on_phones
               FROM corrections c
               JOIN beneficiaries b ON b.id = c.beneficiary_id
               WHERE c.id = $1 AND c.state = 'answered' AND c.sent_at IS NULL AND c.failed_at IS NULL""",
            correction_id,
        )
        if row is None:
            return
        if not row["is_told_on_phones"]:  # the job may come again
            whose, about = Whose(beneficiary_id=row["beneficiary_id"]), row["document_id"]
            await tell_phones(tx, whose, Sentence.ANSWERED, "/mine", document_id=about, correction_id=correction_id)
        addresses = {"email": row["email"], "sms": row["phone"]}
        channel = next((way for way in resources.settings.notice_ways if addresses[way]), None)
        if channel is None:
            return
        await tx.run("UPDATE corrections SET channel = $2 WHERE id = $1", correction_id, channel)
    language = row["language"] if row["language"] in WORDS else "fr"
    words = f"{WORDS[language]}\n{resources.settings.public_url.rstrip('/')}/mine\n"
    message = Message(to=addresses[channel], subject=SUBJECTS[language], words=words, reference=str(correction_id))
    outcome = await attempt(resources.settings, channel, message, row["tries"])
    async with transaction(actor) as tx:
        await note(tx, "corrections", correction_id, outcome)
        if outcome.problem is None:
            await publish(tx, CorrectionNoticeSent(record_id=correction_id, kind=channel))
        elif outcome.put_off is None:
            await publish(tx, CorrectionNoticeFailed(record_id=correction_id, kind=channel, problem=outcome.problem))
    if outcome.put_off is not None:
        raise outcome.put_off
