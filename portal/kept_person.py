"""For whom a phone hands in, kept where its person asked for it: opaque ids, signed, which open nothing.

A cookie, so that it works without a script and scripts cannot read it. Who would read identifies, as ever.
"""

from datetime import timedelta
from uuid import UUID

from dossier.database.actor import Actor
from dossier.people.forget_phone import forget_phone
from dossier.people.remember_phone import remember_phone
from dossier.people.remembered import is_for, phone_of, token_of
from portal import kept_begun
from portal.cookies import drop_cookie, keep_cookie
from web.scope import Connection, settings_of

COOKIE = "guichet_person"


def kept_person(connection: Connection) -> str:
    """Return what this phone keeps of somebody; empty where it keeps nobody."""
    return connection.cookies.get(COOKIE, "")


async def keep(connection: Connection, actor: Actor, beneficiary_id: UUID, social_file_id: UUID) -> None:
    """Have the phone keep for whom it hands in: the beneficiary who acts, and nobody before them."""
    await let_go(connection, actor)
    settings = settings_of(connection)
    phone_id = await remember_phone(actor, social_file_id, settings.phones_per_person_max)
    days = timedelta(days=settings.person_kept_days)
    keep_cookie(connection, COOKIE, token_of(phone_id, beneficiary_id, social_file_id), days.total_seconds())


def keeps(connection: Connection, beneficiary_id: str, social_file_id: str) -> bool:
    """Say whether the phone keeps this beneficiary in this file, however long ago that began."""
    return is_for(kept_person(connection), beneficiary_id, social_file_id)


async def let_go_of_others(connection: Connection, actor: Actor, beneficiary_id: str, social_file_id: str) -> None:
    """Have the phone keep nobody but this beneficiary in this file, whatever its session still knew."""
    if not keeps(connection, beneficiary_id, social_file_id):
        await let_go(connection, actor)


async def let_go(connection: Connection, actor: Actor) -> None:
    """Have the phone keep nobody, nor what it began for them."""
    phone_id = phone_of(kept_person(connection))
    if phone_id is not None:
        await forget_phone(actor, phone_id)
    drop_cookie(connection, COOKIE)
    kept_begun.let_all_go(connection)
