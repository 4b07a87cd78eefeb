"""Fill a database of its own with a simulated year; one that holds anything else is refused."""

import random
from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from uuid import UUID

from demo.accounts import file_numbers
from demo.bulk import Rows, write
from demo.simulation import centre as people
from demo.simulation import life, requests
from demo.simulation.year import arrivals
from dossier import clock
from dossier.clock import BRUSSELS
from dossier.database.actor import system
from dossier.database.engine import Transaction, transaction
from dossier.errors import Refused
from dossier.people.cipher import NissCipher
from dossier.people.office import calendar_of
from dossier.settings import Settings

YEAR_DAYS = 365
_AT_ONCE = 2_500
_DEPOSITS_A_FILE = 10


class CentreInUse(Refused):
    """This centre has deposits or files already. Make a database of its own for the simulation, and name it."""


async def simulate(
    centre_id: UUID, cipher: NissCipher, settings: Settings, deposits: int, seed: int, say: Callable[[str], None]
) -> None:
    """Add staff, files and so many deposits of the year that ends now; the same for the same seed and moment.

    The rows are those that the verbs would have left, as far as figures and screens ask for them; their bytes are
    nowhere, and of what happened the journal holds deposits, verdicts and retakes alone. Raises CentreInUse.
    """
    chance = random.Random(seed)  # noqa: S311 - a made-up year
    until = clock.now().astimezone(BRUSSELS)
    begins_on = until.date() - timedelta(days=YEAR_DAYS)
    rows = Rows()
    async with transaction(system(centre_id), durable=False) as tx:
        if await _is_in_use(tx):
            raise CentreInUse
        calendar = await calendar_of(tx, settings)
        made = await people.people_centre(tx, rows, chance, cipher, max(deposits // _DEPOSITS_A_FILE, 20), begins_on)
        await write(tx, people.COLUMNS, rows.of)
    lives = life.Lives(centre=made, chance=chance, calendar=calendar, until=until, rows=Rows())
    coming, done = arrivals(chance, calendar, begins_on, until, deposits), 0
    while batch := list(islice(coming, _AT_ONCE)):
        for arrival in batch:
            lives.deposit(arrival)
        async with transaction(system(centre_id), durable=False) as tx:
            await write(tx, life.COLUMNS, lives.rows.of)
        lives.rows.of.clear()
        done += len(batch)
        say(f"{done} of {deposits} deposits")
    asked = Rows()
    requests.make_requests(asked, made, chance, lives.filed, deposits // requests.ONE_IN_DEPOSITS, until)
    async with transaction(system(centre_id)) as tx:
        await write(tx, requests.COLUMNS, asked.of)


async def _is_in_use(tx: Transaction) -> bool:
    """Say whether the centre has a deposit, or a file that no demonstration made."""
    found: bool = await tx.value(
        """SELECT EXISTS (SELECT FROM deposits) OR EXISTS (SELECT FROM social_files WHERE number <> ALL ($1))""",
        sorted(file_numbers()),
    )
    return found
