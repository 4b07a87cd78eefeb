"""A phone got another address from its push service: what it told of, it tells of still."""

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.notices.subscription import Subscription
from dossier.push.seal import print_of, seal
from dossier.settings import Settings


async def move(settings: Settings, actor: Actor, former_endpoint: str, subscription: Subscription) -> None:
    """Write the new address in the place of the former one; where that is not known, nothing. Raises NotAPhone.

    To know the former address is to have the phone: it stands nowhere else in clear.
    """
    subscription.check(settings.push_services)
    async with transaction(actor) as tx:
        await tx.run(
            """UPDATE push_subscriptions SET endpoint_print = $2, sealed = $3 WHERE endpoint_print = $1
               AND NOT EXISTS (SELECT FROM push_subscriptions s WHERE s.endpoint_print = $2)""",
            print_of(former_endpoint),
            print_of(subscription.endpoint),
            seal(actor.centre_id, subscription),
        )
