"""Fills a centre with files, documents and pages as rows alone, drawn with a seed: for who sees which rows."""

import random
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import Transaction, transaction
from dossier.ids import file_number, new_id, page_id

ROLES = ("counter_clerk", "capture_agent", "social_worker", "spoc", "manager", "auditor", "administrator")
SENSITIVITIES = ("normal", "medical", "judicial")
WAITING = ("captured", "profiled", "second_reading")
_STATES = (*WAITING, "validated", "validated", "validated", "refused", "withdrawn", "expired", "disposed", "emptied")
_DECIDED = ("second_reading", "validated", "refused", "expired", "disposed")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A social file as its row says it."""

    id: UUID
    department_id: UUID
    worker_id: UUID | None
    beneficiary_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A document as its rows say it."""

    id: UUID
    state: str
    file: File | None
    sensitivity: str | None
    type_departments: tuple[str, ...]
    decided_by: UUID | None
    beneficiary_id: UUID | None
    told: UUID | None  # the department that has a signal
    page_id: UUID
    original_id: UUID
    is_closed: bool  # its deposit is


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """All that was put into a centre."""

    centre_id: UUID
    departments: dict[UUID, str]
    staff: tuple[Actor, ...]
    files: tuple[File, ...]
    documents: tuple[Shelved, ...]
    ties: frozenset[tuple[UUID, UUID]]  # staff member, beneficiary
    broken: frozenset[tuple[UUID, UUID]]  # staff member, file or document, while it lasts


async def fill(centre_id: UUID, *, staff: int, files: int, documents: int, seed: int = 1) -> Shelves:
    """Put so many of each into a centre that was founded, by every state, sensitivity, department and role."""
    chance = random.Random(seed)
    async with transaction(system(centre_id)) as tx:
        departments = {
            row["id"]: row["code"] for row in await tx.rows("SELECT id, code FROM departments ORDER BY code")
        }
        people = [await _staff(tx, chance, number, list(departments)) for number in range(staff)]
        shelf = [await _file(tx, chance, number, list(departments), people) for number in range(files)]
        put = await _documents(tx, chance, documents, shelf, people, list(departments))
        ties = frozenset({(chance.choice(people).id, chance.choice(shelf).beneficiary_id) for _ in range(staff // 4)})
        await tx.connection.executemany(
            """INSERT INTO staff_ties (id, centre_id, staff_id, beneficiary_id, kind, noted_at)
               VALUES ($1, $2, $3, $4, 'relative', $5)""",
            [(new_id(), centre_id, *tie, clock.now()) for tie in ties],
        )
        broken = await _glass(tx, chance, people, shelf, put)
    return Shelves(
        centre_id=centre_id,
        departments=departments,
        staff=tuple(people),
        files=tuple(shelf),
        documents=tuple(put),
        ties=ties,  # type: ignore[arg-type]
        broken=broken,
    )


async def _staff(tx: Transaction, chance: random.Random, number: int, departments: list[UUID]) -> Actor:
    roles = {ROLES[number % len(ROLES)]} | ({chance.choice(ROLES)} if chance.random() < 0.3 else set())
    actor = Actor(
        centre_id=tx.actor.centre_id,
        kind="staff",
        id=new_id(),
        place="backoffice",
        roles=frozenset(roles),
        department_id=chance.choice([*departments, None]),
    )
    await tx.run(
        """INSERT INTO staff_members (id, centre_id, username, first_name, last_name, email, language, department_id,
                                      roles)
           VALUES ($1, $2, $3, 'A', 'B', '', 'fr', $4, $5)""",
        actor.id,
        actor.centre_id,
        f"shelf.{number}.{actor.id}",
        actor.department_id,
        sorted(roles),
    )
    return actor


async def _file(
    tx: Transaction, chance: random.Random, number: int, departments: list[UUID], people: list[Actor]
) -> File:
    file = File(
        id=new_id(),
        department_id=chance.choice(departments),
        worker_id=chance.choice(people).id if chance.random() < 0.7 else None,
        beneficiary_id=new_id(),
    )
    await tx.run(
        """INSERT INTO beneficiaries (id, centre_id, first_name, last_name, language) VALUES ($1, $2, 'C', $3, 'fr')""",
        file.beneficiary_id,
        tx.actor.centre_id,
        f"Shelf{number}",
    )
    await tx.run(
        """INSERT INTO social_files (id, centre_id, number, department_id, social_worker_id, status, opened_on)
           VALUES ($1, $2, $3, $4, $5, 'open', '2024-01-01')""",
        file.id,
        tx.actor.centre_id,
        file_number(900_000 + number),
        file.department_id,
        file.worker_id,
    )
    await tx.run(
        """INSERT INTO social_file_members (id, centre_id, social_file_id, beneficiary_id, role)
           VALUES ($1, $2, $3, $4, 'holder')""",
        new_id(),
        tx.actor.centre_id,
        file.id,
        file.beneficiary_id,
    )
    return file


async def _documents(
    tx: Transaction,
    chance: random.Random,
    count: int,
    files: list[File],
    people: list[Actor],
    departments: list[UUID],
) -> list[Shelved]:
    """Put documents of one page each, ten to a deposit, and all that belongs to them."""
    types = await tx.rows("SELECT id, sensitivity, departments FROM document_types ORDER BY code")
    by_sensitivity = {kind: [row for row in types if row["sensitivity"] == kind] for kind in SENSITIVITIES}
    reason = await tx.value("SELECT id FROM refusal_reasons ORDER BY position LIMIT 1")
    centre_id, now, put, rows = tx.actor.centre_id, clock.now(), [], []
    for number in range(count):
        state = chance.choice(_STATES)
        file = chance.choice(files) if chance.random() < 0.9 else None
        kind = chance.choice(by_sensitivity[chance.choice(SENSITIVITIES)])
        typed = state not in ("captured", "withdrawn", "refused", "emptied")
        proposed = not typed and chance.random() < 0.7
        original = new_id()
        document = Shelved(
            id=new_id(),
            state=state,
            file=file,
            sensitivity=kind["sensitivity"] if typed or proposed else None,
            type_departments=tuple(kind["departments"]),
            decided_by=chance.choice(people).id if state in _DECIDED else None,
            beneficiary_id=(file or chance.choice(files)).beneficiary_id if chance.random() < 0.8 else None,
            told=chance.choice(departments) if chance.random() < 0.2 else None,
            page_id=page_id(original, 0),
            original_id=original,
            is_closed=number // 10 % 2 == 1,
        )
        put.append(document)
        rows.append((document, kind["id"] if typed else None, kind["id"] if proposed else None, number))
    deposits = [new_id() for _ in range(0, count, 10)]
    many = tx.connection.executemany
    await many(
        """INSERT INTO deposits (id, centre_id, circuit, state, language, opened_at, received_at, closed_at)
           VALUES ($1, $2, 'portal', 'received', 'fr', $3, $3, $4)""",
        [(each, centre_id, now, now if at % 2 else None) for at, each in enumerate(deposits)],
    )
    await many(
        "INSERT INTO papers (id, centre_id, deposit_id, position) VALUES ($1, $2, $3, $4)",
        [(each.id, centre_id, deposits[at // 10], at % 10) for each, _, _, at in rows],
    )
    hashed = {each.id: f"{at:064x}" for each, _, _, at in rows}
    await many(
        """INSERT INTO originals (id, centre_id, deposit_id, paper_id, position, sha256, size_bytes, media_type,
                                  page_count, vault_key, added_at)
           VALUES ($1, $2, $3, $4, $5, $6, 1, 'image/jpeg', 1, $7, $8)""",
        [
            (each.original_id, centre_id, deposits[at // 10], each.id, at % 10, hashed[each.id],
             f"{centre_id}/{each.original_id}/{hashed[each.id]}", now)
            for each, _, _, at in rows
        ],
    )  # fmt: skip
    await many(
        "INSERT INTO pages (id, centre_id, deposit_id, original_id, index, state) VALUES ($1, $2, $3, $4, 0, 'ready')",
        [(each.page_id, centre_id, deposits[at // 10], each.original_id) for each, _, _, at in rows],
    )
    await many(
        """INSERT INTO renditions (centre_id, page_id, recipe_version, kind, sha256, vault_key, media_type,
                                   width_pixels, height_pixels, size_bytes)
           VALUES ($1, $2, 1, 'page', $3, $4, 'image/webp', 1, 1, 1)""",
        [
            (centre_id, each.page_id, hashed[each.id], f"{centre_id}/{each.page_id}/{hashed[each.id]}")
            for each, _, _, _ in rows
        ],
    )
    await many(
        """INSERT INTO documents (id, centre_id, deposit_id, position, state, type_id, proposed_type_id, social_file_id,
                                  refusal_reason_id, decided_by, decided_at, captured_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)""",
        [
            (each.id, centre_id, deposits[at // 10], at % 10, each.state, kind, proposed,
             each.file.id if each.file else None, reason if each.state == "refused" else None, each.decided_by,
             now if each.decided_by else None, now)
            for each, kind, proposed, at in rows
        ],
    )  # fmt: skip
    await many(
        "INSERT INTO document_pages (centre_id, document_id, page_id, position) VALUES ($1, $2, $3, 0)",
        [(centre_id, each.id, each.page_id) for each in put if each.state != "emptied"],
    )
    await many(
        """INSERT INTO set_aside_pages (page_id, centre_id, deposit_id, document_id, reason, set_aside_by, set_aside_at)
           VALUES ($1, $2, $3, $4, 'double', $5, $6)""",
        [
            (each.page_id, centre_id, deposits[at // 10], each.id, people[0].id, now)
            for each, _, _, at in rows
            if each.state == "emptied"
        ],
    )
    await many(
        "INSERT INTO document_beneficiaries (centre_id, document_id, beneficiary_id) VALUES ($1, $2, $3)",
        [(centre_id, each.id, each.beneficiary_id) for each in put if each.beneficiary_id],
    )
    await many(
        """INSERT INTO signals (id, centre_id, document_id, department_id, raised_for, type_id, moment, state, urgency,
                                raised_at)
           SELECT $1, $2, $3, $4, $4, id, 'validation', 'raised', 1, $5 FROM document_types LIMIT 1""",
        [(new_id(), centre_id, each.id, each.told, now) for each in put if each.told],
    )
    return put


async def _glass(
    tx: Transaction, chance: random.Random, people: list[Actor], files: list[File], documents: list[Shelved]
) -> frozenset[tuple[UUID, UUID]]:
    """Break the glass of some files and documents; half of it is over."""
    lasting = set()
    for number in range(len(people)):
        who, over = chance.choice(people).id, number % 2 == 0
        file = chance.choice(files).id if chance.random() < 0.5 else None
        document = None if file else chance.choice(documents).id
        await tx.run(
            """INSERT INTO glass_breaks (id, centre_id, staff_id, social_file_id, document_id, reason_code, words,
                                         broken_at, ends_at)
               VALUES ($1, $2, $3, $4, $5, 'urgent_help', 'x', $6, $7)""",
            new_id(),
            tx.actor.centre_id,
            who,
            file,
            document,
            clock.now() - timedelta(hours=2),
            clock.now() + timedelta(hours=-1 if over else 1),
        )
        if not over:
            lasting.add((who, file or document))
    return frozenset(lasting)  # type: ignore[arg-type]
