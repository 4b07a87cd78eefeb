"""Send a receipt by e-mail: its number and its link, without a name or a paper; a typed address is forgotten then."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import ReceiptEmailFailed, ReceiptEmailSent
from dossier.notices.attempt import attempt, note
from dossier.notices.channel import Message
from dossier.outbox.publish import publish
from dossier.receipts.queries import receipt_of_deposit
from dossier.resources import Resources

SUBJECTS = {
    "fr": "Votre accusé de réception {number}",
    "nl": "Uw ontvangstbewijs {number}",
    "en": "Your receipt {number}",
    "ar": "وصل الاستلام \u2066{number}\u2069",
    "tr": "Alındı belgeniz {number}",
    "uk": "Ваше підтвердження {number}",
    "es": "Su acuse de recibo {number}",
    "ro": "Dovada dumneavoastră de primire {number}",
}
WORDS = {
    "fr": "Bonjour,\n\nNous avons bien reçu votre dépôt {number}. Suivez-le ici :",
    "nl": "Goeiedag,\n\nWij hebben uw neerlegging {number} goed ontvangen. Volg ze hier:",
    "en": "Hello,\n\nWe have received your deposit {number}. Follow it here:",
    "ar": "مرحباً،\n\nلقد استلمنا إيداعكم \u2066{number}\u2069. تابعوه هنا:",
    "tr": "Merhaba,\n\n{number} numaralı tesliminizi aldık. Buradan takip edin:",
    "uk": "Вітаємо!\n\nМи отримали ваше подання {number}. Стежте за ним тут:",
    "es": "Hola:\n\nHemos recibido su entrega {number}. Sígala aquí:",
    "ro": "Bună ziua,\n\nAm primit depunerea dumneavoastră {number}. O puteți urmări aici:",
}
"""What is sent above the link, by language."""
ENDINGS = {
    "fr": "Quelqu’un a demandé ce message au centre. Ce n’était pas vous ? Ne faites rien.",
    "nl": "Iemand vroeg dit bericht aan het centrum. Was u dat niet? Dan hoeft u niets te doen.",
    "en": "Somebody asked the centre for this message. Was it not you? Then do nothing.",
    "ar": "طلب أحدهم هذه الرسالة من المركز. لم تطلبوها أنتم؟ لا تفعلوا شيئاً.",
    "tr": "Biri bu mesajı merkezden istedi. Siz değil miydiniz? Bir şey yapmanız gerekmez.",
    "uk": "Це повідомлення хтось замовив у центрі. Це були не ви? Нічого не робіть.",
    "es": "Alguien pidió este mensaje al centro. ¿No fue usted? No haga nada.",
    "ro": "Cineva a cerut centrului acest mesaj. Nu ați fost dumneavoastră? Nu faceți nimic.",
}
"""What is sent below the link: the address may be that of somebody who asked for nothing."""


async def send_receipt(resources: Resources, actor: Actor, email_id: UUID) -> None:
    """Send an e-mail with a receipt that was not sent.

    Raises NoticePutOff, with the time after which to try again.
    """
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT e.deposit_id, e.language, e.tries, coalesce(b.email, e.address) AS address
               FROM receipt_emails e LEFT JOIN beneficiaries b ON b.id = e.beneficiary_id
               WHERE e.id = $1 AND e.sent_at IS NULL AND e.failed_at IS NULL""",
            email_id,
        )
        receipt = await receipt_of_deposit(tx, row["deposit_id"]) if row else None
    if row is None or receipt is None:
        return
    language = row["language"] if row["language"] in WORDS else "fr"
    link = f"{resources.settings.public_url.rstrip('/')}/r/{receipt.token}"
    words = f"{WORDS[language].format(number=receipt.number)}\n{link}\n\n{ENDINGS[language]}\n"
    subject = SUBJECTS[language].format(number=receipt.number)
    message = Message(to=row["address"], subject=subject, words=words, reference=str(email_id))
    outcome = await attempt(resources.settings, "email", message, row["tries"])
    async with transaction(actor) as tx:
        await note(tx, "receipt_emails", email_id, outcome)
        if outcome.put_off is None:
            await tx.run("UPDATE receipt_emails SET address = '' WHERE id = $1", email_id)
        if outcome.problem is None:
            await publish(tx, ReceiptEmailSent(record_id=email_id, deposit_id=row["deposit_id"]))
        elif outcome.put_off is None:
            failed = ReceiptEmailFailed(record_id=email_id, deposit_id=row["deposit_id"], problem=outcome.problem)
            await publish(tx, failed)
    if outcome.put_off is not None:
        raise outcome.put_off
