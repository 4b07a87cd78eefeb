"""What one chooses from when a document is registered for a social file."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dossier.clock import BRUSSELS
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.of_file import check_works_on
from dossier.people.access import READABLE
from dossier.people.roles import DECIDES

_ANSWERABLE_MAX = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody to choose."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerable:
    """A document or a request of the file that may be answered."""

    id: UUID
    label_fr: str | None  # None for a document of which nobody said what it is
    label_nl: str | None
    on: date

    def label(self, language: str) -> str | None:
        """Return what it is."""
        return self.label_nl if language == "nl" else self.label_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """All that is chosen from, for one file."""

    social_file_id: UUID
    file_number: str
    members: tuple[Named, ...]  # the holder first
    authors: tuple[Named, ...]
    documents: tuple[Answerable, ...]  # the latest first
    requests: tuple[Answerable, ...]


async def choices(actor: Actor, social_file_id: UUID) -> Choices:
    """Return what one chooses from.

    Raises NotYourWork, NoSuchFile, OwnOrRelative, OtherDepartmentsFile.
    """
    async with transaction(actor) as tx:
        await check_works_on(tx, social_file_id)
        number: str = await tx.value("SELECT number FROM social_files WHERE id = $1", social_file_id)
        members = await tx.rows(
            """SELECT b.id, b.last_name || ' ' || b.first_name AS name
               FROM social_file_members m JOIN beneficiaries b ON b.id = m.beneficiary_id WHERE m.social_file_id = $1
               ORDER BY array_position(ARRAY['holder', 'partner', 'child', 'other'], m.role), b.birth_date, b.id""",
            social_file_id,
        )
        authors = await tx.rows(
            """SELECT id, first_name || ' ' || last_name AS name FROM staff_members
               WHERE active AND (roles && $1 OR id = $2) ORDER BY last_name, first_name""",
            sorted(DECIDES),
            actor.staff_id,
        )
        documents = await tx.rows(
            f"""SELECT d.id, t.label_fr, t.label_nl, d.document_date, d.captured_at
                FROM documents d LEFT JOIN document_types t ON t.id = coalesce(d.type_id, d.proposed_type_id)
                WHERE d.social_file_id = $1 AND d.state NOT IN ('emptied', 'refused') AND {READABLE}
                ORDER BY d.captured_at DESC LIMIT {_ANSWERABLE_MAX}""",
            social_file_id,
        )
        requests = await tx.rows(
            f"""SELECT r.id, string_agg(t.label_fr, ', ' ORDER BY i.position) AS label_fr,
                       string_agg(t.label_nl, ', ' ORDER BY i.position) AS label_nl, r.asked_at
                FROM document_requests r JOIN request_items i ON i.request_id = r.id
                JOIN document_types t ON t.id = i.type_id
                WHERE r.social_file_id = $1 GROUP BY r.id ORDER BY r.asked_at DESC LIMIT {_ANSWERABLE_MAX}""",
            social_file_id,
        )
    return Choices(
        social_file_id=social_file_id,
        file_number=number,
        members=tuple(Named(**dict(row)) for row in members),
        authors=tuple(Named(**dict(row)) for row in authors),
        documents=tuple(
            Answerable(
                id=row["id"],
                label_fr=row["label_fr"],
                label_nl=row["label_nl"],
                on=row["document_date"] or row["captured_at"].astimezone(BRUSSELS).date(),
            )
            for row in documents
        ),
        requests=tuple(
            Answerable(
                id=row["id"],
                label_fr=row["label_fr"],
                label_nl=row["label_nl"],
                on=row["asked_at"].astimezone(BRUSSELS).date(),
            )
            for row in requests
        ),
    )
