"""Documents that are told, for tests that are about signals and not about papers; and the clock at an hour of work."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID, uuid4

from dossier import clock
from dossier.clients.add import add_client
from dossier.clients.scopes import Scope
from dossier.clock import BRUSSELS
from dossier.database.actor import system
from dossier.database.engine import Record, transaction
from dossier.thesaurus.content import Circuit
from tests.support.terms import member

THURSDAY = datetime(2026, 11, 26, 9, 0, tzinfo=BRUSSELS)


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Have the clock stand about at a moment."""
    with clock.moved(moment - clock.now()):
        yield


async def document(
    centre_id: UUID, code: str, *, circuit: str = "kiosk", state: str = "validated", worker: str | None = "nadia.benali"
) -> UUID:
    """Put a document of a type into a file of a social worker's (None: into no file), and return its id."""
    deposit_id, document_id = uuid4(), uuid4()
    client_id = await _client(centre_id) if circuit == Circuit.API else None
    async with transaction(system(centre_id)) as tx:
        file_id = await tx.value(
            """SELECT f.id FROM social_files f JOIN staff_members s ON s.id = f.social_worker_id
               WHERE s.username = $1 ORDER BY f.number LIMIT 1""",
            worker,
        )
        assert (file_id is None) == (worker is None)
        await tx.run(
            """INSERT INTO deposits (id, centre_id, circuit, state, language, social_file_id, opened_at, received_at,
                                     client_id)
               VALUES ($1, $2, $3, 'ready', 'fr', $4, $5, $5, $6)""",
            deposit_id,
            centre_id,
            circuit,
            file_id,
            clock.now(),
            client_id,
        )
        await tx.run(
            """INSERT INTO documents (id, centre_id, deposit_id, position, state, type_id, proposed_type_id,
                                      social_file_id, captured_at)
               SELECT $1, $2, $3, 0, $4, CASE WHEN $4 <> 'captured' THEN t.id END, t.id, $5, $6
               FROM document_types t WHERE t.code = $7 AND t.retired_at IS NULL""",
            document_id,
            centre_id,
            deposit_id,
            state,
            file_id,
            clock.now(),
            code,
        )
    return document_id


async def _client(centre_id: UUID) -> UUID:
    """Return another system that hands documents in."""
    administrator = await member(centre_id, "rachid.lahlou")
    return (await add_client(administrator, "Social software", [Scope.DEPOSITS_WRITE])).id


async def told(centre_id: UUID, document_id: UUID) -> dict[str, Record]:
    """Return the signals of a document that were not withdrawn, by the code of their department."""
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows(
            """SELECT d.code, s.*, w.username AS worker, k.username AS taker, e.username AS escalated
               FROM signals s JOIN departments d ON d.id = s.department_id
               LEFT JOIN staff_members w ON w.id = s.staff_id LEFT JOIN staff_members k ON k.id = s.taken_by
               LEFT JOIN staff_members e ON e.id = s.escalated_to
               WHERE s.document_id = $1 AND s.state <> 'withdrawn'""",
            document_id,
        )
    assert len({row["code"] for row in rows}) == len(rows)
    return {row["code"]: row for row in rows}


async def events(centre_id: UUID, record_id: UUID) -> list[str]:
    """Return the names of what happened to a record, in order."""
    async with transaction(system(centre_id)) as tx:
        return [
            row["name"] for row in await tx.rows("SELECT name FROM events WHERE record_id = $1 ORDER BY seq", record_id)
        ]


async def nobody_in(centre_id: UUID, department: str) -> None:
    """Have nobody of a department work any more."""
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """UPDATE staff_members SET active = false
               WHERE department_id = (SELECT id FROM departments WHERE code = $1)""",
            department,
        )
