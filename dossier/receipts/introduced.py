"""A receipt says whose file it belongs to, so that whoever comes back with another paper types no number."""

from dossier import signing
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Missing
from dossier.people.letters import Introduced
from dossier.receipts.promised import PURPOSE, token_on

_HANDED_OVER = ("portal", "kiosk", "counter", "interview")
"""The circuits in which a receipt goes into the hand of whoever handed in."""


class NobodyIntroduced(Missing):
    """This receipt does not say who you are. Show a letter, or type your file number."""


async def introduced_by_receipt(actor: Actor, token: str) -> Introduced:
    """Return the file of the deposit that a receipt's code belongs to, and the language in which it was handed in.

    Of a deposit that somebody else handed in (a helper, whoever else gave their own name), the receipt is in their
    hands, and introduces nobody: it would let them go on when their code is over.

    Raises BadToken when we did not sign it or do not know it, NobodyIntroduced for a deposit without a name, or by
    somebody else.
    """
    number = signing.read(PURPOSE, token)
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT d.language, f.number,
                      d.circuit = ANY($2) AND d.helper_code_id IS NULL AND d.depositor_name = '' AS in_person
               FROM receipts r JOIN deposits d ON d.id = r.deposit_id
               LEFT JOIN social_files f ON f.id = d.social_file_id
               WHERE r.number = $1""",
            number,
            list(_HANDED_OVER),
        )
    if row is None:
        raise signing.BadToken
    if row["number"] is None or not row["in_person"]:
        raise NobodyIntroduced
    return Introduced(file_number=row["number"], language=row["language"])


async def introduced_by_code(actor: Actor, text: str) -> Introduced | None:
    """Return whom the code of a receipt introduces, as it was scanned; None for every other text.

    Raises as `introduced_by_receipt`.
    """
    token = token_on(text)
    return None if token is None else await introduced_by_receipt(actor, token)
