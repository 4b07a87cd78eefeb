"""What runs on a kiosk's own machine."""

import asyncio
import sys
from pathlib import Path

import click

from cli.sentences import WRONG_SETTINGS, with_sentences


@click.command(name="kiosk-agent")
@click.option("--folder", default=Path("/var/lib/guichet-kiosk"), show_default=True, type=click.Path(path_type=Path))
@click.option("--port", default=8631, show_default=True, type=click.IntRange(1024, 65535))
@click.option(
    "--pair", "server", metavar="SERVER", help="Ask for a one-time code, and pair this machine with a server."
)
@with_sentences
def kiosk_agent(folder: Path, port: int, server: str | None) -> None:
    """Own this kiosk's receipt printer, and answer its page; until SIGTERM or Ctrl-C."""
    from kiosk_agent.kept import kept

    if server is not None:
        _pair(server, folder)
        return
    pairing = kept(folder)
    if pairing is None:
        click.echo("This machine is not paired: guichet kiosk-agent --pair https://the-server", err=True)
        sys.exit(1)
    from kiosk_agent.service import Service

    try:
        asyncio.run(Service(pairing, folder).run(port))
    except OSError:
        click.echo(f"Port {port} is taken on this machine.", err=True)
        sys.exit(1)


def _pair(typed: str, folder: Path) -> None:
    from kiosk_agent.kept import keep, try_folder
    from kiosk_agent.origin import NotAnOrigin, NotSafe, origin_of
    from kiosk_agent.server import ServerAway, ServerRefused, exchange

    try:
        server = origin_of(typed)
    except (NotAnOrigin, NotSafe) as error:
        click.echo(error.__doc__, err=True)
        sys.exit(WRONG_SETTINGS)
    try:
        try_folder(folder)
    except OSError:
        click.echo(f"Nothing can be written to {folder}. Make it, for the user who runs this.", err=True)
        sys.exit(1)
    code = click.prompt("The code that an administrator reads out")
    try:
        keep(folder, asyncio.run(exchange(server, code)))
    except ServerAway:
        click.echo(f"Nothing answers at {server}.", err=True)
        sys.exit(1)
    except ServerRefused:
        click.echo("This code is wrong or too old. Ask the administrator for a new one.", err=True)
        sys.exit(1)
    click.echo("Paired. A service that runs already goes by it once it is restarted.")
