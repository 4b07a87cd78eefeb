"""Tell a person by e-mail that a letter of the centre waits in My documents: without a word of what, and held so long.

The letter itself is in no mail: a mailbox may be read by others, and My documents asks for a code first.
"""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import NoticeAsked
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.resources import Resources

SUBJECTS = {
    "fr": "Une lettre pour vous",
    "nl": "Een brief voor u",
    "en": "A letter for you",
    "ar": "رسالة لكم",
    "tr": "Sizin için bir mektup",
    "uk": "Лист для вас",
    "es": "Una carta para usted",
    "ro": "O scrisoare pentru dumneavoastră",
}
WORDS = {
    "fr": "Bonjour,\n\nNous vous avons écrit. Notre lettre est dans « Mes documents » :",
    "nl": "Goeiedag,\n\nWij hebben u geschreven. Onze brief staat in “Mijn documenten”:",
    "en": "Hello,\n\nWe have written to you. Our letter is in “My documents”:",
    "ar": "مرحباً،\n\nلقد كتبنا إليكم. رسالتنا في «مستنداتي»:",
    "tr": "Merhaba,\n\nSize yazdık. Mektubumuz “Belgelerim” sayfasında:",
    "uk": "Вітаємо!\n\nМи вам написали. Наш лист — у розділі «Мої документи»:",
    "es": "Hola:\n\nLe hemos escrito. Nuestra carta está en «Mis documentos»:",
    "ro": "Bună ziua,\n\nV-am scris. Scrisoarea noastră este în „Documentele mele”:",
}
"""What is sent above the link, by language. It names no person and no letter: it may be read by others."""


async def tell_of_letter(resources: Resources, actor: Actor, document_id: UUID) -> None:
    """Have the person told whom a filed letter is about, once, where it was registered to be read in My documents.

    The notice is held until the undo time is over; what was undone meanwhile is told to nobody.
    """
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT b.language FROM registrations r JOIN documents d ON d.id = r.document_id
               JOIN document_beneficiaries x ON x.document_id = d.id JOIN beneficiaries b ON b.id = x.beneficiary_id
               JOIN deposits p ON p.id = d.deposit_id AND p.beneficiary_id = b.id
               WHERE d.id = $1 AND d.state = 'validated' AND r.direction = 'outgoing' AND r.sent_by = 'mine'
                 AND b.email <> '' AND NOT EXISTS (SELECT FROM request_notices n WHERE n.document_id = d.id
                                                   AND n.correction_id IS NULL AND n.asked_at >= d.decided_at)
               FOR UPDATE OF d""",
            document_id,
        )
        if row is None:
            return
        language = row["language"] if row["language"] in WORDS else "fr"
        notice_id = new_id()
        await tx.run(
            """INSERT INTO request_notices (id, centre_id, document_id, channel, is_reminder, subject, words, asked_at)
               VALUES ($1, $2, $3, 'email', false, $4, $5, $6)""",
            notice_id,
            actor.centre_id,
            document_id,
            SUBJECTS[language],
            f"{WORDS[language]}\n{resources.settings.public_url.rstrip('/')}/mine\n",
            clock.now(),
        )
        await publish(tx, NoticeAsked(record_id=notice_id, request_id=None, document_id=document_id, kind="email"))
