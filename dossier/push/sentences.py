"""What a phone shows, by code and language: one sentence, without a name, a paper, or the centre's name.

A locked screen is read by whoever stands beside it. The sentence is not sent: its code is, and the phone knows the
words.
"""

from enum import StrEnum


class Sentence(StrEnum):
    """What there is news of."""

    DEPOSIT = "deposit"
    ASKED = "asked"
    REMINDED = "reminded"
    ANSWERED = "answered"


SENTENCES: dict[Sentence, dict[str, str]] = {
    Sentence.DEPOSIT: {
        "fr": "Il y a du nouveau pour votre dépôt.",
        "nl": "Er is nieuws over uw neerlegging.",
        "en": "There is news of your deposit.",
        "ar": "هناك جديد بشأن إيداعكم.",
        "tr": "Tesliminizle ilgili yeni bir haber var.",
        "uk": "Є новини про ваше подання.",
        "es": "Hay novedades sobre su entrega.",
        "ro": "Aveți o noutate despre depunerea dumneavoastră.",
    },
    Sentence.ASKED: {
        "fr": "On vous demande quelque chose. Touchez pour voir.",
        "nl": "Er wordt u iets gevraagd. Tik om het te zien.",
        "en": "Something is asked of you. Touch to see it.",
        "ar": "هناك شيء مطلوب منكم. المسوا لرؤيته.",
        "tr": "Sizden bir şey isteniyor. Görmek için dokunun.",
        "uk": "Від вас щось потрібно. Торкніться, щоб побачити.",
        "es": "Se le pide algo. Toque para verlo.",
        "ro": "Vi se cere ceva. Atingeți ca să vedeți.",
    },
    Sentence.REMINDED: {
        "fr": "Rappel : il manque encore quelque chose. Touchez pour voir.",
        "nl": "Herinnering: er ontbreekt nog iets. Tik om het te zien.",
        "en": "Reminder: something is still missing. Touch to see it.",
        "ar": "تذكير: لا يزال هناك شيء ناقص. المسوا لرؤيته.",
        "tr": "Hatırlatma: hâlâ bir şey eksik. Görmek için dokunun.",
        "uk": "Нагадування: ще чогось бракує. Торкніться, щоб побачити.",
        "es": "Recordatorio: todavía falta algo. Toque para verlo.",
        "ro": "Memento: încă lipsește ceva. Atingeți ca să vedeți.",
    },
    Sentence.ANSWERED: {
        "fr": "Vous avez une réponse. Touchez pour la lire.",
        "nl": "U hebt een antwoord. Tik om het te lezen.",
        "en": "You have an answer. Touch to read it.",
        "ar": "لديكم جواب. المسوا لقراءته.",
        "tr": "Bir yanıtınız var. Okumak için dokunun.",
        "uk": "Ви маєте відповідь. Торкніться, щоб прочитати.",
        "es": "Tiene una respuesta. Toque para leerla.",
        "ro": "Aveți un răspuns. Atingeți ca să-l citiți.",
    },
}


def in_words(code: str, language: str) -> str:
    """Return the sentence of a code, in French where the language is none of ours."""
    told = SENTENCES[Sentence(code)]
    return told.get(language, told["fr"])
