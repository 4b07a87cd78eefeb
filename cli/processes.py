"""What runs until it is stopped: the demo, the web, the worker."""

import asyncio
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from cli.sentences import with_sentences


@click.command()
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


@click.command()
@with_sentences
def serve() -> None:
    """Answer people's browsers, until SIGTERM or Ctrl-C."""
    import os

    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
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
        http1_settings=HTTP1Settings(max_buffer_size=decided.web_buffer_max_bytes),
        workers=decided.web_workers,
        workers_kill_timeout=decided.web_stop_seconds,  # a live stream of events would hold it up for ever
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve(target_loader=partial(load_app, os.getpid()))


def load_app(parent_pid: int, target: str) -> Any:
    """Return the app inside a process of the server, which ends when the server's own process is killed."""
    import gc
    import signal
    from importlib import import_module

    from dossier.allocator import keep_pieces
    from dossier.leash import tie_to

    tie_to(parent_pid)
    keep_pieces()
    for each in (signal.SIGTERM, signal.SIGINT):  # the server's handlers came with the fork, and would lose a stop
        signal.signal(each, signal.SIG_DFL)
    module, _, factory = target.partition(":")
    app = getattr(import_module(module), factory)()
    gc.freeze()
    return app


@click.command()
@with_sentences
def worker() -> None:
    """Do the work that waits: process pages, react to events. Until SIGTERM or Ctrl-C."""
    from dossier.jobs.worker import run
    from dossier.settings import settings
    from web.digests import digest_writer

    decided = settings()
    asyncio.run(run(decided, digest_writer(decided.public_url)))
