"""Tokens of clients (RFC 6749 §4.4): a secret is exchanged for one, which is good for a while and within its scopes.

A token is signed and kept nowhere; each use asks whether its client is still let in, and whether the secret that it
came from is still good, so that who is revoked, or whose secret is ended, is out at once.
"""

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.clients.scopes import Scope
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.errors import DossierError, Forbidden
from dossier.people.devices import key_hash
from dossier.signing import BadToken, read, sign

PLACE = "api"
_PURPOSE = "client-token"
_MARK_CHARACTERS = 16
_USED_AGAIN_SECONDS = 60  # a client in use is noted as used at most once a minute: one write, not one a request


_GOOD = """SELECT last_used_at, scopes,
                  ARRAY[secret_hash] || CASE WHEN former_ends_at > $2 THEN ARRAY[former_secret_hash] END
                      AS secret_hashes
           FROM clients WHERE id = $1 AND revoked_at IS NULL"""
"""A client that is let in, and the hashes of its secrets that are good at a moment."""


class ClientUnknown(Forbidden):
    """This client or its secret is not known here."""


class ScopeNotGranted(Forbidden):
    """This client was not granted that scope."""


class TokenWanted(DossierError):
    """Send a token that is still good, as Authorization: Bearer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """A token and what it opens."""

    token: str
    scopes: tuple[Scope, ...]
    lives_seconds: int


async def grant(centre_id: UUID, client_id: UUID, secret: str, wanted: Collection[str], lives_seconds: int) -> Granted:
    """Exchange a client's secret for a token; without `wanted` scopes it has all that the client was given.

    Raises ClientUnknown, ScopeNotGranted. The caller counts attempts.
    """
    async with transaction(system(centre_id)) as tx:
        row = await tx.row(_GOOD, client_id, clock.now())
    hashed = key_hash(secret)
    if row is None or not any(hmac.compare_digest(each, hashed) for each in row["secret_hashes"]):
        raise ClientUnknown
    if not set(wanted) <= set(row["scopes"]):
        raise ScopeNotGranted
    scopes = tuple(Scope(each) for each in row["scopes"] if not wanted or each in wanted)
    ends = int((clock.now() + timedelta(seconds=lives_seconds)).timestamp())
    token = sign(_PURPOSE, f"{client_id.hex} {ends} {_mark(hashed)} {' '.join(scopes)}")
    return Granted(token=token, scopes=scopes, lives_seconds=lives_seconds)


async def client_of(centre_id: UUID, token: str) -> Actor:
    """Return the client whose token this is, and note that it was used. Raises TokenWanted."""
    try:
        client_hex, ends, mark, *scopes = read(_PURPOSE, token).split(" ")
    except BadToken:
        raise TokenWanted from None
    now = clock.now()
    if int(ends) <= now.timestamp():
        raise TokenWanted
    client_id = UUID(hex=client_hex)
    async with transaction(system(centre_id), durable=False) as tx:
        row = await tx.row(_GOOD, client_id, now)
        if row is None or mark not in map(_mark, row["secret_hashes"]):
            raise TokenWanted
        if row["last_used_at"] is None or row["last_used_at"] <= now - timedelta(seconds=_USED_AGAIN_SECONDS):
            await tx.run("UPDATE clients SET last_used_at = $2 WHERE id = $1", client_id, now)
    return Actor(
        centre_id=centre_id,
        kind="client",
        id=client_id,
        place=PLACE,
        scopes=frozenset(scopes) & frozenset(row["scopes"]),
    )


def _mark(secret_hash: bytes) -> str:
    """Return by what a token names the secret that it came from, which tells nothing of that."""
    return secret_hash.hex()[:_MARK_CHARACTERS]
