"""Slips to print."""

from dossier.receipts.slip import Slip, SlipWords

FRENCH = SlipWords(
    centre="CPAS de Val-en-Œuvre",
    title="Accusé de réception",
    copy="Copie",
    received_at="Reçu le mardi 24 novembre 2026 à 10\u202fh\u202f32.",
    pages="Pages remises\u00a0: 7.",
    promise="Nous avons vos documents. Ils sont gardés en sécurité.",
    follow="Scannez ce code pour voir ce qu’ils deviennent.",
    kept="Papiers que nous gardons\u00a0: n° 1, 3.",
)
DUTCH = SlipWords(
    centre="OCMW Val-en-Œuvre",
    title="Ontvangstbewijs",
    copy="Kopie",
    received_at="Ontvangen op dinsdag 24 november 2026 om 10.32 uur.",
    pages="Pagina’s: 7. Coördinatie: één, naïef.",
    promise="Wij hebben uw documenten. Ze worden veilig bewaard.",
    follow="Scan deze code om te zien wat ermee gebeurt.",
)


def address_of(number: str) -> str:
    """Return what the code of a slip says: as long as ours are."""
    return f"https://depot.cpas-exemple.be/r/{number}.abcdefghijklmnopqrstuvwxyz0123456"


def slip(number: str = "26-000123-45", *words: SlipWords, is_copy: bool = False) -> Slip:
    """Return a slip, in French where no words are given."""
    return Slip(number=number, address=address_of(number), is_copy=is_copy, words=words or (FRENCH,))
