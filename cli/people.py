"""Who is there: lists that bring people in, and the accounts of staff."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.sentences import with_sentences

if TYPE_CHECKING:
    from dossier.database.actor import Actor
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
    from dossier.people.staff import set_password
    from dossier.settings import settings

    settings()  # wrong ones are told before anybody types
    asked = "Password for this staff member"
    piped = not sys.stdin.isatty()
    told = (
        sys.stdin.readline().rstrip("\r\n") if piped else click.prompt(asked, hide_input=True, confirmation_prompt=True)
    )

    asyncio.run(_act(lambda actor: set_password(actor, username, told)))
    click.echo("The password is set; whoever was signed in with the old one is out.")


@click.group()
def staff() -> None:
    """Switch a staff member's account off or on."""


@staff.command()
@click.argument("username")
@with_sentences
def off(username: str) -> None:
    """Let a staff member sign in no more; whoever sits there is out, and what they held is free again."""
    from dossier.people.switch import switch_off

    asyncio.run(_act(lambda actor: switch_off(actor, username)))
    click.echo("The account is off.")


@staff.command()
@click.argument("username")
@with_sentences
def on(username: str) -> None:
    """Let a staff member sign in again, with the password that they had."""
    from dossier.people.switch import switch_on

    asyncio.run(_act(lambda actor: switch_on(actor, username)))
    click.echo("The account is on.")


async def _act(act: "Callable[[Actor], Awaitable[None]]") -> None:
    """Do one act in the name of whoever runs the command, at the centre of the settings."""
    from dossier.database.actor import Actor
    from dossier.database.engine import pool
    from dossier.people.queries import centre_id_of
    from dossier.settings import settings

    decided = settings()
    async with pool(decided.database_url.get_secret_value(), size=1):
        await act(Actor(centre_id=await centre_id_of(decided.centre_code), kind="system", place="cli"))
