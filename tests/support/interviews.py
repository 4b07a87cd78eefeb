"""An interview for tests: a file that is a worker's, and a deposit that they have opened there."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from demo.people import Person, people
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.interviews.begin import begin_interview
from dossier.interviews.interviewer import interviewer
from dossier.resources import Resources
from tests.support.deposits import staff

WORKER = "nadia.benali"
PERSON = people()[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A worker before a person whose file is theirs."""

    resources: Resources
    worker: Actor  # as they are signed in
    person: Person
    beneficiary_id: UUID
    file_id: UUID
    member_count: int  # of the file

    @property
    def keys_to_begin(self) -> int:
        """Return how many keys lead from the file to a code: where there are several people, one chooses."""
        return 1 if self.member_count == 1 else 2

    @property
    def taking_in(self) -> Actor:
        """Return the worker as who takes in."""
        return interviewer(self.worker)

    @property
    def phone(self) -> Actor:
        """Return a phone that knows nobody."""
        return Actor(centre_id=self.worker.centre_id, kind="depositor", place="interview")

    async def begin(self) -> UUID:
        """Begin a deposit."""
        deposit_id = uuid4()
        await begin_interview(self.resources.settings, self.worker, deposit_id, self.file_id, self.beneficiary_id)
        return deposit_id


async def meet(resources: Resources, centre_id: UUID, person: Person = PERSON, *, department: str = "AS") -> Meeting:
    """Give a person's file to Nadia Benali of AS, or only to a department."""
    worker = await staff(centre_id, WORKER)
    async with transaction(system(centre_id)) as tx:
        row = await tx.row(
            """UPDATE social_files f SET social_worker_id = CASE WHEN $3 = 'AS' THEN $4::uuid END,
                      department_id = (SELECT id FROM departments WHERE code = $3)
               FROM social_file_members m JOIN beneficiaries b ON b.id = m.beneficiary_id
               WHERE m.social_file_id = f.id AND b.last_name = $1 AND b.first_name = $2
               RETURNING f.id AS file_id, b.id AS beneficiary_id,
                         (SELECT count(*) FROM social_file_members o WHERE o.social_file_id = f.id) AS member_count""",
            person.last_name,
            person.first_name,
            department,
            worker.id,
        )
    assert row is not None
    return Meeting(resources=resources, worker=worker, person=person, **dict(row))


async def later(centre_id: UUID, deposit_id: UUID) -> None:
    """Let the time of an interview's code be over."""
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE interviews SET expires_at = now() - interval '1 second' WHERE deposit_id = $1", deposit_id)
