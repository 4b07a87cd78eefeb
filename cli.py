"""The `guichet` command. Each word imports what it needs when it is said, so that the others start at once."""

import asyncio
import sys
from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import Any, ParamSpec

import click

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

    from dossier.settings import settings

    decided = settings()
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
    from importlib import import_module

    from dossier.leash import tie_to

    tie_to(parent_pid)
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


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "json_lines", is_flag=True, help="One JSON object a line for each file.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where the clean pages go.")
@with_sentences
def scan(files: tuple[Path, ...], out: Path | None, json_lines: bool) -> None:
    """Make clean pages of images and PDFs, without a server. Exit code 3 when a file was refused."""
    from dossier.imaging.scan import scan as make_pages

    sys.exit(make_pages(list(files), out=out, json_lines=json_lines))


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
