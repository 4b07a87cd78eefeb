"""The token that opens the centre's mailbox, and the refresh token behind it.

A setting gives the first refresh token. A provider may give a new one with each use and let the one before lapse
(RFC 6749 §6, RFC 9700 §4.14.2): the last one is kept, sealed, and is asked with from then on. An administrator who sets
another one begins anew with that.
"""

import asyncio

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.mail.oauth import Given, exchanged
from dossier.sealing import NotSealed, opened, seal, sealing_key
from dossier.settings import Settings
from dossier.signing import fingerprint

_PURPOSE = "mail_refresh_token"


async def access_token(settings: Settings, actor: Actor) -> str:
    """Return a token that opens the mailbox for a while. `actor` is the system.

    A refresh token that came with it is kept before anything is done with the other. Raises MailboxAway, Unavailable.
    """
    first = settings.mail_oauth_refresh_token.get_secret_value()
    refresh = await _last(actor, first)
    given: Given = await asyncio.to_thread(exchanged, settings, refresh)
    if given.refresh not in {"", refresh}:
        await _keep(actor, first, given.refresh)
    return given.access


async def _last(actor: Actor, first: str) -> str:
    """Return the refresh token that is good by now: the last that came in place of the first, or that."""
    async with transaction(actor) as tx:
        sealed = await tx.value(
            "SELECT token_sealed FROM mailboxes WHERE token_instead_of = $1", fingerprint(_PURPOSE, first)
        )
    if sealed is None:
        return first
    try:
        return opened(sealed, _about(actor)).decode()
    except NotSealed:  # the installation has another secret key since
        return first


async def _keep(actor: Actor, first: str, refresh: str) -> None:
    sealed = seal(refresh.encode(), sealing_key(), _about(actor))
    async with transaction(actor) as tx:
        await tx.run(
            "UPDATE mailboxes SET token_sealed = $1, token_instead_of = $2", sealed, fingerprint(_PURPOSE, first)
        )


def _about(actor: Actor) -> str:
    return f"{_PURPOSE}/{actor.centre_id}"
