"""Tell a depositor that a document of theirs was refused: a notice without a word of what, held for the undo time."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import NoticeAsked
from dossier.ids import new_id
from dossier.notices.channels import channels
from dossier.outbox.publish import publish
from dossier.push.sentences import Sentence
from dossier.push.whose import Whose
from dossier.receipts.queries import receipt_of_deposit
from dossier.requests.tell_phones import tell_phones
from dossier.resources import Resources

SUBJECTS = {
    "fr": "Votre dépôt {number}",
    "nl": "Uw neerlegging {number}",
    "en": "Your deposit {number}",
    "ar": "إيداعكم \u2066{number}\u2069",  # isolated: it would be read from its end
    "tr": "Tesliminiz {number}",
    "uk": "Ваше подання {number}",
    "es": "Su entrega {number}",
    "ro": "Depunerea dumneavoastră {number}",
}
WORDS = {
    "fr": "Bonjour,\n\nUn papier de votre dépôt {number} ne peut pas être classé. Voyez pourquoi et que faire :",
    "nl": "Goeiedag,\n\nEen stuk van uw neerlegging {number} kan niet worden geklasseerd. Zie waarom en wat te doen:",
    "en": "Hello,\n\nA paper of your deposit {number} cannot be filed. See why and what to do:",
    "ar": "مرحباً،\n\nورقة من إيداعكم \u2066{number}\u2069 لا يمكن حفظها في الملف. انظروا لماذا وما العمل:",
    "tr": "Merhaba,\n\n{number} numaralı tesliminizdeki bir belge dosyalanamıyor. Neden ve ne yapacağınızı görün:",
    "uk": "Вітаємо!\n\nОдин папір із вашого подання {number} не можна долучити до справи. Дізнайтеся чому і що робити:",
    "es": "Hola:\n\nUn papel de su entrega {number} no se puede archivar. Vea por qué y qué hacer:",
    "ro": "Bună ziua,\n\nUn act din depunerea {number} nu poate fi pus la dosar. Vedeți de ce și ce aveți de făcut:",
}
"""What is sent above the link, by language. It names no person and no paper: it may be read by others."""
_HAS = {"email": "has_email", "sms": "has_phone"}


async def tell_depositor(resources: Resources, actor: Actor, document_id: UUID) -> None:
    """Have the depositor of a refused document told, once a refusal: by e-mail or else SMS, and on phones.

    Those who have neither read it by their receipt alone. A refusal that was undone meanwhile is not told.
    What the centre itself wrote, or scanned out of a paper file, nobody handed in who could be told. It is in the
    language of the deposit; in the beneficiary's, where a helper's was that of the deposit.
    """
    ways = channels(resources.settings)
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT p.id AS deposit_id, p.beneficiary_id,
                      CASE WHEN p.helper_code_id IS NULL THEN p.language ELSE b.language END AS language,
                      (coalesce(b.email, '') <> '' OR p.depositor_contact LIKE '%_@_%') AS has_email,
                      coalesce(b.phone, '') <> '' AS has_phone
               FROM documents d JOIN deposits p ON p.id = d.deposit_id
               LEFT JOIN beneficiaries b ON b.id = p.beneficiary_id
               WHERE d.id = $1 AND d.state = 'refused' AND p.circuit NOT IN ('internal', 'outgoing', 'backfile')
                 AND NOT EXISTS (
                   SELECT FROM request_notices n
                   WHERE n.document_id = d.id AND n.correction_id IS NULL AND n.asked_at >= d.decided_at)
               FOR UPDATE OF d""",
            document_id,
        )
        if row is None:
            return
        receipt = await receipt_of_deposit(tx, row["deposit_id"])
        if receipt is None:
            return
        whose = Whose(beneficiary_id=row["beneficiary_id"], deposit_id=row["deposit_id"])
        await tell_phones(tx, whose, Sentence.DEPOSIT, f"/r/{receipt.token}", document_id=document_id)
        channel = next((each for each in ("email", "sms") if each in ways and row[_HAS[each]]), None)
        if channel is None:
            return
        language = row["language"] if row["language"] in WORDS else "fr"
        link = f"{resources.settings.public_url.rstrip('/')}/r/{receipt.token}"
        notice_id = new_id()
        await tx.run(
            """INSERT INTO request_notices (id, centre_id, document_id, channel, is_reminder, subject, words, asked_at)
               VALUES ($1, $2, $3, $4, false, $5, $6, $7)""",
            notice_id,
            actor.centre_id,
            document_id,
            channel,
            SUBJECTS[language].format(number=receipt.number),
            f"{WORDS[language].format(number=receipt.number)}\n{link}\n",
            clock.now(),
        )
        await publish(tx, NoticeAsked(record_id=notice_id, request_id=None, document_id=document_id, kind=channel))
