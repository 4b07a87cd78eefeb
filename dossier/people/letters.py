"""The personal link: what the QR code of a letter or a card holds, so that nobody types a file number."""

from uuid import UUID

from dossier import signing
from dossier.database.actor import Actor
from dossier.database.engine import transaction

PURPOSE = "letter"


def link_token(social_file_id: UUID) -> str:
    """Return the token of a file's personal link; the birth date is still asked."""
    return signing.sign(PURPOSE, social_file_id.hex)


async def file_number(actor: Actor, token: str) -> str:
    """Return the number of the file that a personal link belongs to.

    Raises BadToken when the link is not ours, or its file is no longer there.
    """
    social_file_id = UUID(signing.read(PURPOSE, token))
    async with transaction(actor) as tx:
        number = await tx.value("SELECT number FROM social_files WHERE id = $1", social_file_id)
    if number is None:
        raise signing.BadToken
    return str(number)
