"""Whether a phone tells of somebody or something."""

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.push.seal import print_of
from dossier.push.whose import Whose


async def is_on(actor: Actor, endpoint: str, whose: Whose) -> bool:
    """Tell whether the phone at this address tells of a person, or of a deposit."""
    async with transaction(actor) as tx:
        found: bool = await tx.value(
            """SELECT EXISTS (SELECT FROM push_subscriptions
                              WHERE endpoint_print = $1 AND (beneficiary_id = $2 OR deposit_id = $3))""",
            print_of(endpoint),
            whose.beneficiary_id,
            whose.deposit_id,
        )
    return found
