"""Whose e-mail address a mail comes from: a suggestion, and never a fact. Anybody can write any sender above a mail."""

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction


async def language_of(actor: Actor, address: str) -> str:
    """Return the language of the one person whose file gives an address; empty where there is none, or several."""
    async with transaction(actor) as tx:
        return await language_in(tx, address)


async def language_in(tx: Transaction, address: str) -> str:
    """Return the same, inside a transaction that is open."""
    if not address:
        return ""
    languages = await tx.rows(
        "SELECT language FROM beneficiaries WHERE lower(email) = lower($1) AND email <> '' LIMIT 2", address
    )
    return str(languages[0]["language"]) if len(languages) == 1 else ""
