"""The made-up centre of a simulated year: who works there, and the files of the people who hand in."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from demo.bulk import Rows
from demo.data.make_people import make_niss
from demo.people import people
from dossier import clock
from dossier.database.engine import Transaction
from dossier.ids import file_number
from dossier.people.cipher import NissCipher
from dossier.people.niss import NISS

_AGENTS = 9
_WORKERS = {"AS": 14, "PA": 8, "JUR": 3, "ENE": 6, "ISP": 7}
"""How many work in each department; fewer in one than a figure may tell of."""
_FILES_SHARES = {"AS": 60, "PA": 18, "JUR": 6, "ENE": 8, "ISP": 8}
_FIRST_FILE = 300_000
_DIGITAL_BEFORE, _DIGITAL_SINCE = 0.15, 0.45
COLUMNS = {
    "staff_members": "id, centre_id, username, first_name, last_name, email, language, department_id, roles",
    "beneficiaries": "id, centre_id, niss_key_id, niss_ciphertext, niss_index, first_name, last_name, birth_date, "
    "gender, language, street, postcode, town",
    "social_files": "id, centre_id, number, department_id, social_worker_id, status, opened_on, digital_since",
    "social_file_members": "id, centre_id, social_file_id, beneficiary_id, role",
    "devices": "id, centre_id, name, created_at",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A social file with its one member."""

    id: UUID
    beneficiary_id: UUID
    language: str
    department_id: UUID
    worker_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """Who and what a simulated year is about."""

    centre_id: UUID
    agents: tuple[UUID, ...]
    workers: dict[UUID, tuple[UUID, ...]]  # by department
    files: tuple[File, ...]
    kiosks: tuple[UUID, ...]
    types: tuple[UUID, ...]  # versions that hold, the most frequent first
    reasons: dict[str, UUID]  # to refuse, by code


async def people_centre(
    tx: Transaction, rows: Rows, chance: random.Random, cipher: NissCipher, files: int, begins_on: date
) -> Centre:
    """Make staff, kiosks and so many files up, to be written; return them with what the centre has already."""
    departments = {row["code"]: row["id"] for row in await tx.rows("SELECT code, id FROM departments")}
    types = await tx.rows("SELECT id FROM document_types WHERE retired_at IS NULL ORDER BY code")
    reasons = await tx.rows("SELECT code, id FROM refusal_reasons ORDER BY position")
    centre_id = tx.actor.centre_id
    numbers = iter(range(1, 1000))
    agents = [
        _staff(rows, chance, centre_id, next(numbers), departments["AG"], "capture_agent") for _ in range(_AGENTS)
    ]
    workers = {
        departments[code]: tuple(
            _staff(rows, chance, centre_id, next(numbers), departments[code], "social_worker") for _ in range(count)
        )
        for code, count in _WORKERS.items()
    }
    kiosks = [drawn_id(chance) for _ in range(2)]
    for number, kiosk in enumerate(kiosks, start=1):
        rows.add("devices", kiosk, centre_id, f"Hall {number}", clock.now() - timedelta(days=400))
    shuffled = [row["id"] for row in types]
    chance.shuffle(shuffled)
    owners = chance.choices([departments[code] for code in _FILES_SHARES], list(_FILES_SHARES.values()), k=files)
    made = _Files(rows, chance, cipher, centre_id, begins_on)
    return Centre(
        centre_id=centre_id,
        agents=tuple(agents),
        workers=workers,
        files=tuple(made.file(number, owner, chance.choice(workers[owner])) for number, owner in enumerate(owners)),
        kiosks=tuple(kiosks),
        types=tuple(shuffled),
        reasons={row["code"]: row["id"] for row in reasons},
    )


def drawn_id(chance: random.Random) -> UUID:
    """Return an id that is the same for the same seed."""
    return UUID(int=chance.getrandbits(128), version=4)


def _staff(rows: Rows, chance: random.Random, centre_id: UUID, number: int, department_id: UUID, role: str) -> UUID:
    """Make up somebody without a password: nobody signs in as them."""
    staff_id, username = drawn_id(chance), f"simulated.{number:02d}"
    first, last = chance.choice(people()), chance.choice(people())
    named = (username, first.first_name, last.last_name, f"{username}@example.org", "fr")
    rows.add("staff_members", staff_id, centre_id, *named, department_id, [role])
    return staff_id


@dataclass(slots=True)
class _Files:
    rows: Rows
    chance: random.Random
    cipher: NissCipher
    centre_id: UUID
    begins_on: date

    def file(self, number: int, department_id: UUID, worker_id: UUID) -> File:
        first, last, home = (self.chance.choice(people()) for _ in range(3))
        born = date(1950, 1, 1) + timedelta(days=number % 20_000)
        niss = NISS(make_niss(born, 600 + number // 20_000))
        sealed = self.cipher.seal(self.centre_id, niss)
        beneficiary_id, file_id = drawn_id(self.chance), drawn_id(self.chance)
        index = self.cipher.blind_index(self.centre_id, niss)
        person = (first.first_name, last.last_name, born, first.gender, home.language)
        where = (home.street, home.postcode, home.town)
        sealed_niss = (sealed.key_id, sealed.ciphertext, index)
        self.rows.add("beneficiaries", beneficiary_id, self.centre_id, *sealed_niss, *person, *where)
        opened_on, digital_since = self._days()
        status = "closed" if number % 12 == 0 else "open"
        owned = (file_number(_FIRST_FILE + number), department_id, worker_id, status)
        self.rows.add("social_files", file_id, self.centre_id, *owned, opened_on, digital_since)
        self.rows.add("social_file_members", drawn_id(self.chance), self.centre_id, file_id, beneficiary_id, "holder")
        return File(
            id=file_id,
            beneficiary_id=beneficiary_id,
            language=home.language,
            department_id=department_id,
            worker_id=worker_id,
        )

    def _days(self) -> tuple[date, date | None]:
        """Return when a file was opened, and since when it is digital only: some before the year, some within it."""
        opened_on = self.begins_on - timedelta(days=self.chance.randint(30, 2000))
        drawn = self.chance.random()
        if drawn < _DIGITAL_BEFORE:
            return opened_on, self.begins_on - timedelta(days=self.chance.randint(1, 29))
        if drawn < _DIGITAL_SINCE:
            return opened_on, self.begins_on + timedelta(days=self.chance.randint(0, 364))
        return opened_on, None
