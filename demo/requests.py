"""What the demo's social workers asked for: one request that is late, one that still has time."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from demo import accounts
from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.ids import new_id
from dossier.people.identify import identify
from dossier.people.staff import sign_in
from dossier.requests.ask import NewRequest, ask
from dossier.thesaurus.queries import all_types


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One request of the demo."""

    person: int  # of people.csv
    asked_by: str
    types: tuple[str, ...]
    days_ago: int
    days: int  # that the person has
    note: str = ""


ASKED = (
    Asking(person=0, asked_by="nadia.benali", types=("SAN_AFFIL", "REV_BANK"), days_ago=24, days=14),
    Asking(person=0, asked_by="nadia.benali", types=("FAM_COMP", "ENE_FACT", "REV_AER"), days_ago=2, days=14),
    Asking(
        person=3,
        asked_by="wim.claes",
        types=("LOG_BAIL", "REV_RIB"),
        days_ago=4,
        days=10,
        note="Een kopie van het contract is genoeg.",
    ),
)


async def ask_for_documents(centre_id: UUID) -> None:
    """Ask what `ASKED` says, through the verb, on the day on which it was asked."""
    types = {each.code: each.id for each in await all_types(system(centre_id))}
    for asking in ASKED:
        person = people()[asking.person]
        found = await identify(system(centre_id), accounts.file_of(person), person.birth_date)
        with clock.moved(timedelta(days=-asking.days_ago)):
            worker = (await sign_in(centre_id, asking.asked_by, accounts.PASSWORD)).actor
            told = NewRequest(
                id=new_id(),
                beneficiary_id=found.beneficiary_id,
                type_ids=tuple(types[code] for code in asking.types),
                due_on=clock.today() + timedelta(days=asking.days),
                language=person.language,
                note=asking.note,
            )
            await ask(worker, told, ())
