"""What makes an installation and looks after it: the schema, the centre, the doctor."""

import asyncio
import sys

import click

from cli.sentences import with_sentences


@click.command()
@with_sentences
def migrate() -> None:
    """Bring the database up to date, as the owner of its tables."""
    from dossier.database.migrate import migrate as bring_up_to_date
    from dossier.database.migrate import role_of
    from dossier.settings import settings

    owner_url = _owner_url()
    app_role = role_of(settings().database_url.get_secret_value())
    done = asyncio.run(bring_up_to_date(owner_url, app_role))
    for each in done:
        click.echo(f"Done: {each}")
    click.echo("The database is up to date.")


@click.command()
@click.argument("name_fr")
@click.argument("name_nl")
@with_sentences
def found(name_fr: str, name_nl: str) -> None:
    """Found the centre of GUICHET_CENTRE_CODE, with its departments and thesaurus; once is enough."""
    from dossier.database.engine import pool
    from dossier.founding import found_centre
    from dossier.settings import settings

    decided = settings()

    async def found_it() -> None:
        async with pool(decided.database_url.get_secret_value(), size=1):
            await found_centre(_owner_url(), decided.centre_code, name_fr, name_nl)

    asyncio.run(found_it())
    click.echo(f"The centre {decided.centre_code} is there.")


@click.command()
@with_sentences
def doctor() -> None:
    """Try out what an installation stands on; exit code 1 when something is wrong."""
    from dossier.doctor import examine
    from dossier.settings import settings

    findings = asyncio.run(examine(settings()))
    for each in findings:
        click.echo(f"{'  ok  ' if each.well else ' WRONG'} {each.sentence}")
    sys.exit(0 if all(each.well for each in findings) else 1)


def _owner_url() -> str:
    from dossier.settings import UnsafeSettingsError, settings

    url = settings().database_owner_url
    if url is None:
        raise UnsafeSettingsError(
            "DATABASE_OWNER_URL is not set; give it the address of the role that owns the tables."
        )
    return url.get_secret_value()
