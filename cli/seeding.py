"""Fills a database with made-up records in bulk, to measure it."""

import asyncio

import click

from cli.sentences import with_sentences


@click.command()
@click.option("--scale", required=True, type=click.IntRange(1, 100_000), help="How many social files.")
@with_sentences
def seed(scale: int) -> None:
    """Add made-up files, about 18 pages each, to the centre of GUICHET_CENTRE_CODE: for measuring alone.

    They are records without bytes: their pages have words, but no pictures, and a check of the store would miss every
    file of them. Never where real files are: an installation in production is refused.
    """
    from demo.scale import seed_scale
    from dossier.database.engine import pool
    from dossier.people.cipher import NissCipher
    from dossier.people.queries import centre_id_of
    from dossier.settings import UnsafeSettingsError, settings

    decided = settings()
    if decided.mode == "production":
        raise UnsafeSettingsError("GUICHET_MODE is production: made-up files have no place among real ones.")

    async def fill() -> None:
        async with pool(decided.database_url.get_secret_value(), size=1):
            centre_id = await centre_id_of(decided.centre_code)
            await seed_scale(centre_id, NissCipher.of(decided), scale, click.echo)

    asyncio.run(fill())
