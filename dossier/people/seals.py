"""Who opens a sealed document: the keys that a centre gives for each sensitivity, and those it begins with."""

from dossier.database.engine import Transaction
from dossier.ids import new_id

FIRST_KEYS: tuple[tuple[str, str, str | None], ...] = (
    ("medical", "own_worker", None),
    ("medical", "type_departments", None),
    ("judicial", "own_worker", None),
    ("judicial", "department", "JUR"),
)
"""Sensitivity, holder, code of a department. What is medical is for the file's own worker and for the departments that
its type concerns; what is judicial for the file's own worker and the jurists. A centre's own legal service decides."""


async def seed_seals(tx: Transaction) -> None:
    """Give a centre that has no key yet those that it begins with."""
    if await tx.value("SELECT EXISTS (SELECT FROM seal_keys)"):
        return
    for sensitivity, holder, code in FIRST_KEYS:
        await tx.run(
            """INSERT INTO seal_keys (id, centre_id, sensitivity, holder, department_id)
               VALUES ($1, $2, $3, $4, (SELECT id FROM departments WHERE code = $5))""",
            new_id(),
            tx.actor.centre_id,
            sensitivity,
            holder,
            code,
        )
