"""Send a one-time code, in the person's language, without a word of what it opens or whose it is."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import CodeFailed, CodeSent
from dossier.notices.attempt import Outcome, attempt, note
from dossier.notices.channel import Message
from dossier.one_time_codes.code import code_of
from dossier.outbox.publish import publish
from dossier.resources import Resources

SUBJECTS = {
    "fr": "Votre code",
    "nl": "Uw code",
    "en": "Your code",
    "ar": "الرمز الخاص بكم",
    "tr": "Kodunuz",
    "uk": "Ваш код",
    "es": "Su código",
    "ro": "Codul dumneavoastră",
}
WORDS = {
    "fr": "{code} est votre code. Il vaut {minutes} minutes. Ne le donnez à personne : nous ne le demandons jamais.",
    "nl": "{code} is uw code. Hij geldt {minutes} minuten. Geef hem aan niemand: wij vragen er nooit naar.",
    "en": "{code} is your code. It is good for {minutes} minutes. Give it to nobody: we never ask for it.",
    "ar": "\u2066{code}\u2069 هو الرمز الخاص بكم، وهو صالح لمدة {minutes} دقيقة. لا تعطوه لأحد: نحن لا نطلبه أبداً.",
    "tr": "Kodunuz: {code}. {minutes} dakika geçerlidir. Kimseye vermeyin: biz bu kodu asla sormayız.",
    "uk": "{code} — ваш код. Він дійсний {minutes} хв. Нікому його не давайте: ми ніколи про нього не питаємо.",
    "es": "{code} es su código. Vale {minutes} minutos. No se lo dé a nadie: nosotros nunca se lo pedimos.",
    "ro": "{code} este codul dumneavoastră. E valabil {minutes} minute. Nu-l dați nimănui: noi nu-l cerem niciodată.",
}
"""What is sent, by language."""


async def send_code(resources: Resources, actor: Actor, code_id: UUID) -> None:
    """Send a code that was not sent; one that is over, or has no way to go, is left alone.

    Raises NoticePutOff, with the time after which to try again.
    """
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT c.channel, c.language, c.tries, c.expires_at, c.used_at,
                      CASE WHEN CASE c.channel WHEN 'email' THEN b.email_replaced_at ELSE b.phone_replaced_at END
                                > c.asked_at THEN ''  -- meant for the address that was replaced meanwhile
                           WHEN c.channel = 'email' THEN b.email ELSE b.phone END AS address
               FROM one_time_codes c JOIN beneficiaries b ON b.id = c.beneficiary_id
               WHERE c.id = $1 AND c.channel IS NOT NULL AND c.sent_at IS NULL AND c.failed_at IS NULL""",
            code_id,
        )
    if row is None:
        return
    outcome = Outcome(problem="not_needed")
    if row["used_at"] is None and row["expires_at"] > clock.now():
        language = row["language"] if row["language"] in WORDS else "fr"
        minutes = resources.settings.one_time_code_seconds // 60
        words = WORDS[language].format(code=code_of(code_id), minutes=minutes)
        message = Message(to=row["address"], subject=SUBJECTS[language], words=words, reference=str(code_id))
        outcome = await attempt(resources.settings, row["channel"], message, row["tries"])
    async with transaction(actor) as tx:
        await note(tx, "one_time_codes", code_id, outcome)
        if outcome.problem is None:
            await publish(tx, CodeSent(record_id=code_id, kind=row["channel"]))
        elif outcome.put_off is None:
            await publish(tx, CodeFailed(record_id=code_id, kind=row["channel"], problem=outcome.problem))
    if outcome.put_off is not None:
        raise outcome.put_off
