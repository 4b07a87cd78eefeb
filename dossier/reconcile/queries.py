"""What the administrator is told of the store: the last checks, what is open, in figures and one by one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Missing
from dossier.people.devices import check_administrator
from dossier.reconcile import findings, runs
from dossier.reconcile.values import Kind, Run
from dossier.storage.keys import sha256_of

SHOWN_AT_MOST = 200


class NoSuchFinding(Missing):
    """This is in good order by now, or was removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One key that does not fit: ids and hashes, never content."""

    id: UUID
    kind: Kind
    record_kind: str | None
    record_id: UUID | None
    vault_key: str
    expected_bytes: int | None
    actual_bytes: int | None
    actual_sha256: str | None
    found_at: datetime

    @property
    def expected_sha256(self) -> str:
        """Return the hash that the bytes should have."""
        return sha256_of(self.vault_key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How the store stands."""

    last: Run | None
    last_deep: Run | None
    under_way: Run | None
    counts: dict[str, int]  # kind → open findings
    findings: tuple[Finding, ...]  # the first SHOWN_AT_MOST of them

    @property
    def total(self) -> int:
        """Return how many findings are open."""
        return sum(self.counts.values())

    def figures(self) -> dict[str, object]:
        """Return the report as plain JSON values, for a script or a metric: ids and counts, nothing of content."""
        return {
            "open": {str(kind): self.counts.get(kind, 0) for kind in Kind},
            "last": _figures(self.last),
            "last_deep": _figures(self.last_deep),
            "under_way": _figures(self.under_way),
        }


_COLUMNS = """id, kind, record_kind, record_id, vault_key, expected_bytes, actual_bytes, actual_sha256, found_at"""


async def report(actor: Actor) -> Report:
    """Return how the store stands, worst first. Raises AdministratorOnly for a person who is none."""
    if actor.kind != "system":
        check_administrator(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""SELECT {_COLUMNS} FROM reconcile_findings WHERE gone_at IS NULL
                ORDER BY kind = 'orphan', kind, found_at, vault_key LIMIT {SHOWN_AT_MOST}"""
        )
        return Report(
            last=await runs.last_finished(tx, deep=False),
            last_deep=await runs.last_finished(tx, deep=True),
            under_way=await runs.under_way(tx),
            counts=await findings.counts(tx),
            findings=tuple(_finding(dict(row)) for row in rows),
        )


async def orphan(actor: Actor, finding_id: UUID) -> Finding:
    """Return an open orphan. Raises NoSuchFinding and AdministratorOnly."""
    check_administrator(actor)
    async with transaction(actor) as tx:
        row = await tx.row(
            f"SELECT {_COLUMNS} FROM reconcile_findings WHERE id = $1 AND kind = 'orphan' AND gone_at IS NULL",
            finding_id,
        )
    if row is None:
        raise NoSuchFinding
    return _finding(dict(row))


def _figures(run: Run | None) -> dict[str, object] | None:
    if run is None:
        return None
    return {
        "id": str(run.id),
        "deep": run.deep,
        "started_at": run.started_at.isoformat(),
        "finished_at": run.finished_at.isoformat() if run.finished_at else None,
        "rows_checked": run.rows_checked,
        "blobs_checked": run.blobs_checked,
        "hashed_bytes": run.hashed_bytes,
        "found": run.found,
    }


def _finding(row: dict[str, object]) -> Finding:
    return Finding(**{**row, "kind": Kind(str(row["kind"]))})  # type: ignore[arg-type]
