"""Who is there: lists that bring people in, and the accounts of staff."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.sentences import with_sentences

if TYPE_CHECKING:
    from dossier.people.import_ import Report


@click.command("import")
@click.argument("kind", type=click.Choice(["staff", "people", "files"]))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Report what would be done, and write nothing.")
@with_sentences
def import_(kind: str, file: Path, dry_run: bool) -> None:
    """Bring staff, people or files in from a list (CSV), in this order; the same list twice does no harm."""
    report = asyncio.run(_import(kind, file, dry_run=dry_run))
    for each in report.wrongs:
        click.echo(f"{file.name}:{each.line}: {each.sentence}")
    counts = (
        f"{report.taken} new, {report.changed} changed, {report.unchanged} as they were, {len(report.wrongs)} wrong"
    )
    click.echo(f"{counts}.{' Dry run: nothing was written.' if dry_run else ''}")
    sys.exit(1 if report.wrongs else 0)


async def _import(kind: str, file: Path, *, dry_run: bool) -> "Report":
    from dossier.database.actor import Actor
    from dossier.database.engine import pool
    from dossier.people.cipher import NissCipher
    from dossier.people.import_ import import_files, import_people, import_staff
    from dossier.people.queries import centre_id_of
    from dossier.settings import settings

    decided = settings()
    async with pool(decided.database_url.get_secret_value(), size=1):
        actor = Actor(centre_id=await centre_id_of(decided.centre_code), kind="system", place="import")
        if kind == "staff":
            return await import_staff(file, actor, dry_run=dry_run)
        bring_in = import_people if kind == "people" else import_files
        return await bring_in(file, actor, NissCipher.of(decided), dry_run=dry_run)


@click.command()
@click.argument("username")
@with_sentences
def password(username: str) -> None:
    """Give a staff member a password: typed twice, or read from a pipe as one line."""
    from dossier.database.actor import Actor
    from dossier.database.engine import pool
    from dossier.people.queries import centre_id_of
    from dossier.people.staff import set_password
    from dossier.settings import settings

    decided = settings()
    asked = "Password for this staff member"
    piped = not sys.stdin.isatty()
    told = (
        sys.stdin.readline().rstrip("\r\n") if piped else click.prompt(asked, hide_input=True, confirmation_prompt=True)
    )

    async def set_it() -> None:
        async with pool(decided.database_url.get_secret_value(), size=1):
            actor = Actor(centre_id=await centre_id_of(decided.centre_code), kind="system", place="cli")
            await set_password(actor, username, told)

    asyncio.run(set_it())
    click.echo("The password is set.")
