"""Begin an interview's deposit: bound to a file, a beneficiary, a day and a worker, with a code for one phone."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.capture_session import PLACE
from dossier.deposits.errors import OtherDeposit
from dossier.errors import Missing
from dossier.events import DepositOpened, InterviewBegun
from dossier.interviews.code import code_of, print_of
from dossier.interviews.end import give_up_held
from dossier.interviews.interviewer import check_takes_in_for
from dossier.lifecycle import DepositState
from dossier.outbox.publish import publish
from dossier.phases.queries import check_own_circuit
from dossier.settings import Settings


class NotInFile(Missing):
    """This person is not in this file. Choose somebody who is."""


async def begin_interview(
    settings: Settings, actor: Actor, deposit_id: UUID, social_file_id: UUID, beneficiary_id: UUID
) -> None:
    """Open the deposit that the worker's page named; a second call with the same id is harmless.

    What the worker began for this beneficiary, and into which nothing came, is abandoned: its code works no more.
    Raises NotYourWork, NoSuchFile, OwnOrRelative, OtherDepartmentsFile, NotInFile, OtherDeposit when the id belongs to
    somebody else's, CircuitLater and CircuitForPilots before interviews are on for the worker's team.
    """
    async with transaction(actor) as tx:
        await check_takes_in_for(tx, social_file_id)
        language = await tx.value(
            """SELECT b.language FROM social_file_members m JOIN beneficiaries b ON b.id = m.beneficiary_id
               WHERE m.social_file_id = $1 AND m.beneficiary_id = $2""",
            social_file_id,
            beneficiary_id,
        )
        if language is None:
            raise NotInFile
        for each in await tx.rows(
            """SELECT d.id FROM deposits d JOIN interviews i ON i.deposit_id = d.id
               WHERE i.staff_id = $1 AND d.beneficiary_id = $2 AND d.state = 'open' AND d.id <> $3
                 AND NOT EXISTS (SELECT FROM papers p WHERE p.deposit_id = d.id) FOR UPDATE OF d""",
            actor.staff_id,
            beneficiary_id,
            deposit_id,
        ):
            await give_up_held(tx, each["id"])
        now = clock.now()
        if not await tx.run(
            """INSERT INTO deposits (id, centre_id, circuit, state, language, beneficiary_id, social_file_id, opened_by,
                                     opened_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING""",
            deposit_id,
            actor.centre_id,
            PLACE,
            str(DepositState.OPEN),
            language,
            beneficiary_id,
            social_file_id,
            actor.staff_id,
            now,
        ):
            if not await tx.value(
                "SELECT EXISTS (SELECT FROM interviews WHERE deposit_id = $1 AND staff_id = $2)",
                deposit_id,
                actor.staff_id,
            ):
                raise OtherDeposit
            return
        await check_own_circuit(tx, PLACE)
        await tx.run(
            """INSERT INTO interviews (deposit_id, centre_id, staff_id, appointment_on, code_print, begun_at,
                                       expires_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)""",
            deposit_id,
            actor.centre_id,
            actor.staff_id,
            clock.today(),
            print_of(code_of(deposit_id)),
            now,
            now + timedelta(seconds=settings.capture_session_seconds),
        )
        await publish(tx, DepositOpened(record_id=deposit_id, deposit_id=deposit_id, circuit=PLACE))
        await publish(
            tx,
            InterviewBegun(
                record_id=deposit_id,
                deposit_id=deposit_id,
                social_file_id=social_file_id,
                beneficiary_id=beneficiary_id,
            ),
        )
