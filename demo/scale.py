"""Fill a centre as large as a real one, to measure it: made-up files with documents, pages and their words, in bulk.

Nothing goes through the verbs and no picture is made: the rows are those that the verbs would have left, but their
bytes are nowhere. A check of the store would miss every one of them.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Any
from uuid import UUID

from demo.bulk import Row, Rows, write
from demo.corpus import Corpus
from demo.data.make_people import make_niss
from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import Transaction, transaction
from dossier.ids import file_number, new_id, page_id, receipt_number
from dossier.people.cipher import NissCipher
from dossier.people.niss import NISS
from dossier.receipts.statement import SignedOriginal, Statement

PAGES_A_FILE = 200_000 / 11_387
"""What a centre of 11,387 files that has been at it for some years holds."""
_FILES_AT_ONCE = 250
_FIRST_FILE, _FIRST_RECEIPT = 200_000, 300_000
_YEARS = 6
_ROLES = ("holder", "partner", "child", "child", "other")
_HOUSEHOLD_SIZES = (1, 1, 1, 2, 2, 3, 4, 5)
_DOCUMENT_PAGES = (1, 1, 1, 1, 2, 2, 3, 4, 6, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Centre:
    """What is there already: who works where, which types there are."""

    centre_id: UUID
    departments: list[tuple[UUID, list[UUID]]]  # with their social workers
    agents: list[UUID]
    types: list[tuple[UUID, str, int | None]]  # id, code, days of validity


_COLUMNS = {
    "beneficiaries": "id, centre_id, niss_key_id, niss_ciphertext, niss_index, first_name, last_name, birth_date, "
    "gender, language, street, postcode, town",
    "social_files": "id, centre_id, number, department_id, social_worker_id, status, opened_on, digital_since",
    "social_file_members": "id, centre_id, social_file_id, beneficiary_id, role",
    "deposits": "id, centre_id, circuit, state, language, beneficiary_id, social_file_id, opened_at, received_at, "
    "closed_at",
    "papers": "id, centre_id, deposit_id, position",
    "originals": "id, centre_id, deposit_id, paper_id, position, sha256, size_bytes, media_type, page_count, "
    "vault_key, added_at",
    "receipts": "id, centre_id, deposit_id, number, issued_at, content_digest, statement",
    "pages": "id, centre_id, deposit_id, original_id, index, state, width_pixels, height_pixels, dpi, "
    "rotation_degrees, skew_degrees, blank, faults, processed_at",
    "page_texts": "page_id, centre_id, words, boxes",
    "documents": "id, centre_id, deposit_id, position, state, type_id, social_file_id, document_date, valid_until, "
    "decided_by, decided_at, captured_at",
    "document_pages": "centre_id, document_id, page_id, position",
    "document_beneficiaries": "centre_id, document_id, beneficiary_id",
    "events": "id, centre_id, name, record_id, actor_kind, actor_id, place, at, facts",
}
"""Table → what is written of it; in an order that every reference allows."""


async def seed_scale(centre_id: UUID, cipher: NissCipher, files: int, say: Callable[[str], None]) -> None:
    """Add so many files, each with about `PAGES_A_FILE` pages; the same ones for the same number. Once a database."""
    chance = random.Random(11_387)  # noqa: S311 - made-up people
    corpus = Corpus.drawn()
    async with transaction(system(centre_id)) as tx:
        known = await _known(tx)
    made = _files(known, cipher, corpus, chance, files)
    done = 0
    while batch := list(islice(made, _FILES_AT_ONCE)):
        async with transaction(system(centre_id), durable=False) as tx:
            await write(
                tx, _COLUMNS, {table: [row for rows in batch for row in rows.of.get(table, ())] for table in _COLUMNS}
            )
        done += len(batch)
        say(f"{done} of {files} files")


async def _known(tx: Transaction) -> _Centre:
    staff = await tx.rows("SELECT id, department_id, roles FROM staff_members WHERE active ORDER BY username")
    owners = await tx.rows(
        "SELECT id, code FROM departments WHERE code IN ('AS', 'PA', 'JUR', 'ENE', 'ISP') ORDER BY code"
    )
    types = await tx.rows("SELECT id, code, validity_days FROM document_types WHERE retired_at IS NULL ORDER BY code")
    workers = {each["id"]: [w["id"] for w in staff if w["department_id"] == each["id"]] for each in owners}
    shares = {"AS": 6, "PA": 2}
    return _Centre(
        centre_id=tx.actor.centre_id,
        departments=[(each["id"], workers[each["id"]]) for each in owners for _ in range(shares.get(each["code"], 1))],
        agents=[each["id"] for each in staff if "capture_agent" in each["roles"]],
        types=[(each["id"], each["code"], each["validity_days"]) for each in types],
    )


def _files(known: _Centre, cipher: NissCipher, corpus: Corpus, chance: random.Random, count: int) -> Iterator[Rows]:
    serials: dict[date, int] = {}
    receipts = _FIRST_RECEIPT
    for number in range(count):
        rows = Rows()
        file_id = new_id()
        department_id, workers = chance.choice(known.departments)
        opened_on = clock.today() - timedelta(days=chance.randint(30, 365 * _YEARS))
        rows.add(
            "social_files",
            file_id,
            known.centre_id,
            file_number(_FIRST_FILE + number),
            department_id,
            chance.choice(workers) if workers else None,
            "closed" if chance.random() < 0.1 else "open",  # noqa: PLR2004 - one in ten
            opened_on,
            opened_on if chance.random() < 0.5 else None,  # noqa: PLR2004 - every other one
        )
        members = [_member(rows, known, cipher, chance, serials, file_id, role) for role in _household(chance)]
        pages = max(1, round(chance.gauss(PAGES_A_FILE, PAGES_A_FILE / 3)))
        while pages > 0:
            pages -= _deposit(rows, known, corpus, chance, (file_id, members, opened_on, receipts), pages)
            receipts += 1
        yield rows


def _household(chance: random.Random) -> tuple[str, ...]:
    return _ROLES[: chance.choice(_HOUSEHOLD_SIZES)]


def _member(
    rows: Rows,
    known: _Centre,
    cipher: NissCipher,
    chance: random.Random,
    serials: dict[date, int],
    file_id: UUID,
    role: str,
) -> UUID:
    """Make one person up of the names, streets and towns that the demo has."""
    first, last, home = (chance.choice(people()) for _ in range(3))
    born = date(2024, 1, 1) - timedelta(
        days=chance.randint(1, 17 * 365) if role == "child" else chance.randint(7000, 30_000)
    )
    serial = serials[born] = serials.get(born, 0) + 1
    niss = NISS(make_niss(born, 500 + serial))
    sealed = cipher.seal(known.centre_id, niss)
    beneficiary_id = new_id()
    rows.add(
        "beneficiaries",
        beneficiary_id,
        known.centre_id,
        sealed.key_id,
        sealed.ciphertext,
        cipher.blind_index(known.centre_id, niss),
        first.first_name,
        last.last_name,
        born,
        first.gender,
        home.language,
        home.street,
        home.postcode,
        home.town,
    )
    rows.add("social_file_members", new_id(), known.centre_id, file_id, beneficiary_id, role)
    return beneficiary_id


def _deposit(
    rows: Rows,
    known: _Centre,
    corpus: Corpus,
    chance: random.Random,
    of: tuple[UUID, list[UUID], date, int],
    pages_left: int,
) -> int:
    """Make a deposit up with one to three documents that are filed; return how many pages it has."""
    file_id, members, opened_on, serial = of
    centre_id, deposit_id = known.centre_id, new_id()
    late = (clock.today() - opened_on).days
    at = datetime.combine(opened_on, datetime.min.time(), UTC) + timedelta(
        days=chance.randint(0, max(late - 1, 0)), seconds=chance.randint(28_800, 64_800)
    )
    decided = at + timedelta(hours=chance.randint(1, 90))
    person = chance.choice(members)
    circuit = chance.choice(("portal", "kiosk", "counter"))
    rows.add("deposits", deposit_id, centre_id, circuit, "closed", "fr", person, file_id, at, at, decided)
    signed, count = [], 0
    for position in range(chance.randint(1, 3)):
        length = min(chance.choice(_DOCUMENT_PAGES), pages_left - count)
        if length < 1:
            break
        count += length
        document_id, original_id = new_id(), new_id()
        digest = sha256(original_id.bytes).hexdigest()
        type_id, code, validity_days = chance.choice(known.types)
        day = (at - timedelta(days=chance.randint(0, 40))).date()
        rows.add("papers", document_id, centre_id, deposit_id, position)
        key = f"{centre_id}/{original_id}/{digest}"
        original = (original_id, centre_id, deposit_id, document_id, position, digest, 90_000 * length)
        rows.add("originals", *original, "application/pdf", length, key, at)
        signed.append(SignedOriginal(sha256=digest, page_count=length))
        until = day + timedelta(days=validity_days) if validity_days else None
        agent = chance.choice(known.agents)
        profiled = (document_id, centre_id, deposit_id, position, "validated", type_id, file_id, day, until)
        rows.add("documents", *profiled, agent, decided, at)
        rows.add("document_beneficiaries", centre_id, document_id, person)
        event = (new_id(), centre_id, "DocumentValidated", document_id, "staff", agent, "backoffice", decided, "{}")
        rows.add("events", *event)
        for index in range(length):
            page = page_id(original_id, index)
            made: Row = (
                page,
                centre_id,
                deposit_id,
                original_id,
                index,
                "ready",
                1654,
                2339,
                200.0,
                0,
                0.0,
                False,
                [],
                decided,
            )
            rows.add("pages", *made)
            rows.add("page_texts", page, centre_id, *corpus.page(code, chance))
            rows.add("document_pages", centre_id, document_id, page, index)
    statement = Statement(number=receipt_number(at.year, serial), issued_at=at, originals=tuple(signed))
    receipt: tuple[Any, ...] = (new_id(), centre_id, deposit_id, statement.number, at, statement.content_digest)
    rows.add("receipts", *receipt, statement.signed())
    return count
