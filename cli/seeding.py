"""Fills a database with made-up records in bulk, to measure it: files, or a whole year of a centre."""

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


@click.command()
@click.option("--deposits", default=20_000, show_default=True, type=click.IntRange(1, 200_000), help="How many.")
@click.option("--seed", default=1, show_default=True, help="The same number makes the same year.")
@with_sentences
def simulate(deposits: int, seed: int) -> None:
    """Make up a year of the centre of GUICHET_CENTRE_CODE, which ends now: for trying the figures of a manager.

    Staff, files, deposits on working days with their peaks, by circuits that change over the year, verdicts, retakes,
    requests, signals and second looks. Records without bytes, as `seed` makes them. Needs a database of its own: one
    with other files or deposits is refused, and so is an installation in production.
    """
    from demo.simulation.fill import simulate as fill_year
    from dossier.database.engine import pool
    from dossier.people.cipher import NissCipher
    from dossier.people.queries import centre_id_of
    from dossier.settings import UnsafeSettingsError, settings

    decided = settings()
    if decided.mode == "production":
        raise UnsafeSettingsError("GUICHET_MODE is production: a made-up year has no place among real ones.")

    async def fill() -> None:
        async with pool(decided.database_url.get_secret_value(), size=1):
            centre_id = await centre_id_of(decided.centre_code)
            await fill_year(centre_id, NissCipher.of(decided), decided, deposits, seed, click.echo)

    asyncio.run(fill())
