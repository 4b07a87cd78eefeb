"""The `guichet` command. Each word imports what it needs when it is said, so that the others start at once."""

import asyncio
import json
import sys
from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

import click

if TYPE_CHECKING:
    from dossier.people.import_ import Report as ImportReport
    from dossier.reconcile.queries import Report

P = ParamSpec("P")
WRONG_SETTINGS = 2


def with_sentences(command: Callable[P, None]) -> Callable[P, None]:
    """Turn what can go wrong in a command into the sentence that a person reads, and an exit code."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> None:
        from dossier.errors import DossierError
        from dossier.settings import UnsafeSettingsError

        try:
            command(*args, **kwargs)
        except UnsafeSettingsError as error:
            click.echo(str(error), err=True)
            sys.exit(WRONG_SETTINGS)
        except DossierError as error:
            click.echo(str(error), err=True)
            sys.exit(1)
        except ConnectionError as error:
            click.echo(f"PostgreSQL does not answer where the settings say ({type(error).__name__}).", err=True)
            sys.exit(1)

    return told


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Guichet: a public welfare centre's files, from the counter to the folder."""


@main.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--folder", default=Path("var"), show_default=True, type=click.Path(path_type=Path, file_okay=False))
@with_sentences
def demo(port: int, folder: Path) -> None:
    """Show everything on this machine, with made-up people; Ctrl-C ends it."""
    from demo.parent import DemoCannotRunError, run
    from dossier.database.embedded import PostgresNotFoundError, ServerDidNotStartError

    try:
        run(folder, port, click.echo)
    except (DemoCannotRunError, ServerDidNotStartError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except PostgresNotFoundError as error:
        click.echo(type(error).__doc__, err=True)
        sys.exit(1)


@main.command()
@with_sentences
def serve() -> None:
    """Answer people's browsers, until SIGTERM or Ctrl-C."""
    import os

    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    from dossier.ports import port_is_free
    from dossier.settings import UnsafeSettingsError, settings

    decided = settings()
    if not port_is_free(decided.host, decided.port):
        raise UnsafeSettingsError(f"Port {decided.port} at {decided.host} is taken; set GUICHET_PORT to another one.")
    Server(
        "asgi:create_app",
        address=decided.host,
        port=decided.port,
        interface=Interfaces.ASGI,
        workers=decided.web_workers,
        workers_kill_timeout=decided.web_stop_seconds,  # a live stream of events would hold it up for ever
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve(target_loader=partial(_load_app, os.getpid()))


def _load_app(parent_pid: int, target: str) -> Any:
    """Return the app inside a process of the server, which ends when the server's own process is killed."""
    import signal
    from importlib import import_module

    from dossier.leash import tie_to

    tie_to(parent_pid)
    for each in (signal.SIGTERM, signal.SIGINT):  # the server's handlers came with the fork, and would lose a stop
        signal.signal(each, signal.SIG_DFL)
    module, _, factory = target.partition(":")
    return getattr(import_module(module), factory)()


@main.command()
@with_sentences
def worker() -> None:
    """Do the work that waits: process pages, react to events. Until SIGTERM or Ctrl-C."""
    from dossier.jobs.worker import run
    from dossier.settings import settings

    asyncio.run(run(settings()))


@main.command()
@with_sentences
def migrate() -> None:
    """Bring the database up to date, as the owner of its tables."""
    from dossier.database.migrate import migrate as bring_up_to_date
    from dossier.database.migrate import role_of
    from dossier.settings import UnsafeSettingsError, settings

    decided = settings()
    if decided.database_owner_url is None:
        raise UnsafeSettingsError(
            "DATABASE_OWNER_URL is not set; give it the address of the role that owns the tables."
        )
    app_role = role_of(decided.database_url.get_secret_value())
    done = asyncio.run(bring_up_to_date(decided.database_owner_url.get_secret_value(), app_role))
    for each in done:
        click.echo(f"Done: {each}")
    click.echo("The database is up to date.")


def _owner_url() -> str:
    from dossier.settings import UnsafeSettingsError, settings

    url = settings().database_owner_url
    if url is None:
        raise UnsafeSettingsError(
            "DATABASE_OWNER_URL is not set; give it the address of the role that owns the tables."
        )
    return url.get_secret_value()


@main.command()
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


@main.command("import")
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


async def _import(kind: str, file: Path, *, dry_run: bool) -> "ImportReport":
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


@main.command()
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


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "json_lines", is_flag=True, help="One JSON object a line for each file.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where the clean pages go.")
@with_sentences
def scan(files: tuple[Path, ...], out: Path | None, json_lines: bool) -> None:
    """Make clean pages of images and PDFs, without a server. Exit code 3 when a file was refused."""
    from dossier.imaging.scan import scan as make_pages

    sys.exit(make_pages(list(files), out=out, json_lines=json_lines))


@main.command()
@click.option("--deep", is_flag=True, help="Read every file again and compare its hash, not only its size.")
@click.option("--json", "json_line", is_flag=True, help="One JSON object: the run, and what is open by kind.")
@with_sentences
def reconcile(deep: bool, json_line: bool) -> None:
    """Compare every row with the store, and every file with a row; exit code 1 when something does not fit."""
    report = asyncio.run(_reconcile(deep=deep))
    if json_line:
        click.echo(json.dumps(report.figures()))
    else:
        for each in report.findings:
            click.echo(f"{each.kind:10} {each.vault_key}")
        for kind, count in report.counts.items():
            click.echo(f"{count} {kind}")
        click.echo(
            f"{report.last.rows_checked} rows and {report.last.blobs_checked} files compared." if report.last else ""
        )
    sys.exit(1 if report.total else 0)


async def _reconcile(*, deep: bool) -> "Report":
    from dossier.database.actor import Actor
    from dossier.people.queries import centre_id_of
    from dossier.reconcile.ask import begin
    from dossier.reconcile.queries import report
    from dossier.reconcile.walk import walk
    from dossier.resources import opened
    from dossier.settings import settings

    async with opened(settings()) as resources:
        actor = Actor(centre_id=await centre_id_of(resources.settings.centre_code), kind="system", place="cli")
        await walk(resources, actor, await begin(actor, deep=deep))
        return await report(actor)


@main.command()
@with_sentences
def doctor() -> None:
    """Try out what an installation stands on; exit code 1 when something is wrong."""
    from dossier.doctor import examine
    from dossier.settings import settings

    findings = asyncio.run(examine(settings()))
    for each in findings:
        click.echo(f"{'  ok  ' if each.well else ' WRONG'} {each.sentence}")
    sys.exit(0 if all(each.well for each in findings) else 1)


if __name__ == "__main__":
    main(prog_name="guichet")
