"""Send a receipt by e-mail, or else by SMS: number and link, no name; a typed address is forgotten then."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.events import ReceiptEmailFailed, ReceiptEmailSent
from dossier.notices.attempt import Outcome, attempt, note
from dossier.notices.channel import Message
from dossier.outbox.publish import publish
from dossier.receipts.queries import Receipt, receipt_of_deposit
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


TEXTS = {
    "fr": "{centre} : dépôt {number} bien reçu. Suivez-le : {link}",
    "nl": "{centre}: neerlegging {number} goed ontvangen. Volg ze: {link}",
    "en": "{centre}: deposit {number} received. Follow it: {link}",
    "ar": "{centre}: استلمنا إيداعكم \u2066{number}\u2069. تابعوه: {link}",
    "tr": "{centre}: {number} numaralı tesliminizi aldık. Takip edin: {link}",
    "uk": "{centre}: отримали ваше подання {number}. Стежте: {link}",
    "es": "{centre}: entrega {number} recibida. Sígala: {link}",
    "ro": "{centre}: am primit depunerea {number}. Urmăriți-o: {link}",
}
"""What is sent by SMS, by language: from whom, since a text has no sender that one knows, and no more."""


async def send_receipt(resources: Resources, actor: Actor, email_id: UUID) -> None:
    """Send a receipt that was not sent: by e-mail, and by SMS to whom it does not reach by it.

    Raises NoticePutOff, with the time after which to try again.
    """
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT e.id, e.deposit_id, e.language, e.tries, coalesce(b.email, e.address) AS email,
                      coalesce(b.phone, '') AS phone
               FROM receipt_emails e LEFT JOIN beneficiaries b ON b.id = e.beneficiary_id
               WHERE e.id = $1 AND e.sent_at IS NULL AND e.failed_at IS NULL""",
            email_id,
        )
        receipt = await receipt_of_deposit(tx, row["deposit_id"]) if row else None
    if row is None or receipt is None:
        return
    way, outcome = await _attempt(resources, row, receipt)
    async with transaction(actor) as tx:
        await note(tx, "receipt_emails", email_id, outcome)
        if outcome.put_off is None:
            await tx.run("UPDATE receipt_emails SET address = '' WHERE id = $1", email_id)
        if outcome.problem is None:
            await publish(tx, ReceiptEmailSent(record_id=email_id, deposit_id=row["deposit_id"], kind=way))
        elif outcome.put_off is None:
            failed = ReceiptEmailFailed(record_id=email_id, deposit_id=row["deposit_id"], problem=outcome.problem)
            await publish(tx, failed)
    if outcome.put_off is not None:
        raise outcome.put_off


async def _attempt(resources: Resources, row: Record, receipt: Receipt) -> tuple[str, Outcome]:
    """Try each way by which the person is reached, until a server took it or may take it later; return the last way."""
    language = row["language"] if row["language"] in WORDS else "fr"
    link = f"{resources.settings.public_url.rstrip('/')}/r/{receipt.token}"
    told = {"number": receipt.number, "centre": receipt.centre(language), "link": link}
    words = {
        "email": f"{WORDS[language].format(**told)}\n{link}\n\n{ENDINGS[language]}\n",
        "sms": TEXTS[language].format(**told),
    }
    addresses = {"email": row["email"], "sms": row["phone"]}
    way, outcome = "email", Outcome(problem="no_address")
    for way in (each for each in resources.settings.notice_ways if addresses[each]):
        message = Message(
            to=addresses[way],
            subject=SUBJECTS[language].format(**told),
            words=words[way],
            reference=str(row["id"]),
        )
        outcome = await attempt(resources.settings, way, message, row["tries"])
        if outcome.problem is None or outcome.put_off is not None:
            break
    return way, outcome
