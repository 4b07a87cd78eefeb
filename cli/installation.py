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

    owner = owner_url()
    app_role = role_of(settings().database_url.get_secret_value())
    done = asyncio.run(bring_up_to_date(owner, app_role))
    for each in done:
        click.echo(f"Done: {each}")
    click.echo("The database is up to date.")


@click.group()
def centre() -> None:
    """Make a centre; an installation may have several, and none sees another."""


@centre.command()
@click.argument("code")
@click.argument("name_fr")
@click.argument("name_nl")
@click.option("--administrator", required=True, help="The user name of whoever signs in first, as anna.peeters.")
@with_sentences
def create(code: str, name_fr: str, name_nl: str, administrator: str) -> None:
    """Make a centre with its departments, thesaurus, keys of seals and first administrator; once is enough.

    It answers where GUICHET_CENTRE_CODE is its code.
    """
    password = asyncio.run(_create(code, name_fr, name_nl, administrator))
    click.echo(f"The centre {code} is there.")
    if password is not None:
        click.echo(f"{administrator.strip().lower()} signs in with the password {password} (shown this once).")


async def _create(code: str, name_fr: str, name_nl: str, administrator: str) -> str | None:
    from dossier.database.actor import Actor
    from dossier.database.engine import pool
    from dossier.founding import found_centre
    from dossier.people.first_administrator import first_administrator
    from dossier.settings import settings

    async with pool(settings().database_url.get_secret_value(), size=1):
        centre_id = await found_centre(owner_url(), code, name_fr, name_nl)
        return await first_administrator(Actor(centre_id=centre_id, kind="system", place="cli"), administrator)


@click.command("push-key")
def push_key() -> None:
    """Make the key by which push services know this installation; phones are told once it is set."""
    from dossier.notices.push_key import new_push_key
    from dossier.settings import variable

    click.echo(f"{variable('push_private_key')}={new_push_key()}")


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


def owner_url() -> str:
    """Return the address of the role that owns the tables. Raises UnsafeSettingsError where none is set."""
    from dossier.settings import UnsafeSettingsError, settings

    url = settings().database_owner_url
    if url is None:
        raise UnsafeSettingsError(
            "DATABASE_OWNER_URL is not set; give it the address of the role that owns the tables."
        )
    return url.get_secret_value()
