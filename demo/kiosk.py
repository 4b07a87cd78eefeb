"""Offer the demo's visitor a code with which a kiosk can be paired."""

from dataclasses import replace

from dossier.database.actor import system
from dossier.database.engine import pool
from dossier.people.devices import offer_pairing
from dossier.people.queries import centre_id_of
from dossier.people.roles import Role
from dossier.settings import Settings

NAME = "Hall d'entrée"
VALID_SECONDS = 24 * 3600


async def pairing_code(settings: Settings) -> str:
    """Return a fresh one-time code, written in two halves."""
    async with pool(settings.database_url.get_secret_value(), size=1):
        actor = system(await centre_id_of(settings.centre_code))
        code = await offer_pairing(replace(actor, roles=frozenset({Role.ADMINISTRATOR})), NAME, VALID_SECONDS)
    return f"{code[:4]} {code[4:]}"
