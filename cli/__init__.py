"""The `guichet` command. Each word imports what it needs when it is said, so that the others start at once."""

import click

from cli.files import reconcile, scan
from cli.installation import centre, doctor, migrate, push_key
from cli.journal import journal
from cli.kiosk import kiosk_agent
from cli.people import import_, password, staff
from cli.processes import demo, serve, worker
from cli.seeding import seed, simulate
from cli.training import training


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Guichet: a public welfare centre's files, from the counter to the folder."""


for _word in (
    *(demo, serve, worker, migrate, centre, import_, password, staff, scan, reconcile, journal, seed, simulate),
    *(push_key, doctor, kiosk_agent, training),
):
    main.add_command(_word)
