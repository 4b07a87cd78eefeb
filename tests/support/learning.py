"""A training centre for tests: the demo's people, and practice papers that are made in no time."""

from uuid import UUID

from demo.people import people
from demo.seed import seed_people, set_up_counter
from demo.training import code_of
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.founding import found_centre
from dossier.jobs.worker import drain
from dossier.people.staff import Staff, staff_named
from dossier.resources import Resources
from dossier.training.twins import twin_of
from tests.support.deposits import hand_over, pdf

CODES = ("payslip", "blurred", "bank", "rent")


async def training_centre(resources: Resources, centre_id: UUID) -> UUID:
    """Make a training centre beside a real one; return its id."""
    owner = resources.settings.database_owner_url
    assert owner is not None
    names = "FORMATION · CPAS de Valmeir", "OPLEIDING · OCMW van Valmeir"
    training_id = await found_centre(
        owner.get_secret_value(), code_of(resources.settings), *names, trains_for=centre_id
    )
    await seed_people(resources.cipher, training_id)
    await set_up_counter(training_id)
    files = tuple(pdf(f"Practice {code}") for code in CODES)
    made = await hand_over(
        resources, training_id, people()[0], types=("REV_PAIE", "SAN_CERT", "REV_BANK", "LOG_LOYER"), files=files
    )
    await drain(resources)
    async with transaction(system(training_id)) as tx:
        await tx.run("UPDATE staff_members SET password_hash = NULL")
        for code, paper_id in zip(CODES, made.document_ids, strict=True):
            await tx.run(
                """INSERT INTO training_papers (centre_id, code, original_id)
                   SELECT centre_id, $2, id FROM originals WHERE paper_id = $1""",
                paper_id,
                code,
            )
    return training_id


async def twin(centre_id: UUID, username: str) -> Staff:
    """Return a member of the demo's staff as they are in training."""
    async with transaction(system(centre_id)) as tx:
        member = await staff_named(tx, username)
    assert member is not None
    return await twin_of(member)
