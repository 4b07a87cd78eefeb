"""Who looked at what is kept of a beneficiary: so that they can be told. That it was told is logged as a look too."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.errors import Forbidden, Missing
from dossier.journal.record import Act, note_access
from dossier.people.access import FILE_GROUND, OwnOrRelative, check_finds_files
from dossier.people.roles import Role

SHOWN_AT_MOST = 1000

Object = Literal["document", "original", "social_file", "receipt", "beneficiary"]


class NoSuchBeneficiary(Missing):
    """We cannot find this person."""


class NotTheirWorker(Forbidden):
    """This is told by those who work on this person's file, or by the auditor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one person did with what is kept of a beneficiary, on one day and ground."""

    day: date  # in Brussels
    actor_kind: str
    staff_name: str | None  # None where the centre names nobody
    department_fr: str | None
    department_nl: str | None
    roles: tuple[str, ...]
    act: Act
    what: Object  # pages count as their document
    count: int  # how many of these
    ground: str

    def department(self, language: str) -> str | None:
        """Return the department's name."""
        return self.department_nl if language == "nl" else self.department_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """All looks at what is kept of one beneficiary, newest first."""

    beneficiary_id: UUID
    name: str
    street: str
    postcode: str
    town: str
    language: str  # the person's own
    centre_fr: str
    centre_nl: str
    looks: tuple[Look, ...]
    is_whole: bool  # nothing was left out for the list's length

    def centre(self, language: str) -> str:
        """Return the centre's name."""
        return self.centre_nl if language == "nl" else self.centre_fr


_OF_PERSON = """WITH about AS (
        SELECT document_id FROM document_beneficiaries WHERE beneficiary_id = $1
    ), records AS (
        SELECT document_id AS id, document_id AS whole FROM about
        UNION SELECT dp.page_id, dp.document_id FROM page_places dp
              JOIN about ON about.document_id = dp.document_id
        UNION SELECT g.original_id, g.original_id FROM page_places dp
              JOIN about ON about.document_id = dp.document_id
              JOIN pages g ON g.id = dp.page_id
        UNION SELECT social_file_id, social_file_id FROM social_file_members WHERE beneficiary_id = $1
        UNION SELECT r.id, r.id FROM receipts r JOIN deposits d ON d.id = r.deposit_id WHERE d.beneficiary_id = $1
        UNION SELECT $1, $1
    )
    SELECT (a.at AT TIME ZONE 'Europe/Brussels')::date AS day, a.actor_kind, a.actor_id, a.act, a.reason AS ground,
           CASE a.record_kind WHEN 'page' THEN 'document' ELSE a.record_kind END AS what,
           count(DISTINCT records.whole) AS count, max(a.at) AS last
    FROM access_log a JOIN records ON records.id = a.record_id
    GROUP BY 1, 2, 3, 4, 5, 6"""

_LOOKS = f"""SELECT l.day, l.actor_kind, s.first_name || ' ' || s.last_name AS staff_name,
        dep.label_fr AS department_fr, dep.label_nl AS department_nl, coalesce(s.roles, '{{}}') AS roles, l.act, l.what,
        l.count, l.ground
    FROM ({_OF_PERSON}) l
    LEFT JOIN staff_members s ON l.actor_kind = 'staff' AND s.id = l.actor_id
    LEFT JOIN departments dep ON dep.id = s.department_id
    ORDER BY l.day DESC, l.last DESC, l.act, l.what LIMIT {SHOWN_AT_MOST + 1}"""


async def looks(actor: Actor, beneficiary_id: UUID, *, name_staff: bool) -> Looks:
    """Return who looked, for the auditor, or a worker of this person's file or its department.

    name_staff: whether the centre names its staff, or only their department and role. Raises NotYourWork,
    NoSuchBeneficiary, OwnOrRelative, NotTheirWorker.
    """
    check_finds_files(actor)
    async with transaction(actor) as tx:
        person = await tx.row(
            """SELECT b.first_name || ' ' || b.last_name AS name, b.street, b.postcode, b.town, b.language,
                      c.name_fr AS centre_fr, c.name_nl AS centre_nl
               FROM beneficiaries b JOIN centres c ON c.id = b.centre_id WHERE b.id = $1""",
            beneficiary_id,
        )
        if person is None:
            raise NoSuchBeneficiary
        if await tx.value(
            "SELECT EXISTS (SELECT FROM staff_ties WHERE staff_id = $1 AND beneficiary_id = $2)",
            actor.staff_id,
            beneficiary_id,
        ):
            raise OwnOrRelative
        theirs = await tx.value(
            f"""SELECT bool_or(({FILE_GROUND}) IN ('own_file', 'department')) FROM social_file_members m
                JOIN social_files f ON f.id = m.social_file_id WHERE m.beneficiary_id = $1""",
            beneficiary_id,
        )
        if not theirs and Role.AUDITOR not in actor.roles:
            raise NotTheirWorker
        await tx.see_whole_centre()
        rows = await tx.rows(_LOOKS, beneficiary_id)
        await note_access(tx, "view", "beneficiary", beneficiary_id, "told")
    return Looks(
        beneficiary_id=beneficiary_id,
        **person,
        looks=tuple(_look(each, name_staff) for each in rows[:SHOWN_AT_MOST]),
        is_whole=len(rows) <= SHOWN_AT_MOST,
    )


def _look(row: Record, name_staff: bool) -> Look:
    return Look(**{**row, "roles": tuple(row["roles"]), "staff_name": row["staff_name"] if name_staff else None})
