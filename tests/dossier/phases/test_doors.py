"""Before its day a circuit takes nothing in; what the centre has in hand comes in all the same."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from dossier import clock
from dossier.batches.ask_scan import ask_scan
from dossier.batches.folder import take_folder
from dossier.clock import today
from dossier.counter.open import open_at_counter
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.without_network import begin
from dossier.ids import new_id
from dossier.interviews.begin import begin_interview
from dossier.people.devices import offer_pairing
from dossier.phases.errors import (
    CircuitForPilots,
    CircuitLater,
    CircuitNotForAll,
    CircuitNotYet,
    TypeLater,
)
from dossier.phases.queries import check_types, types_closed
from dossier.registrations.check import check
from dossier.resources import Resources
from tests.dossier.batches.test_folder import watching
from tests.dossier.registrations.test_register import told
from tests.support.batches import stack_pdf
from tests.support.counter import set_up
from tests.support.interviews import meet
from tests.support.phases import phase_from
from tests.support.terms import member

pytestmark = pytest.mark.people
DAY = timedelta(days=1)


async def _file(centre_id: UUID, department: str) -> tuple[UUID, UUID]:
    """Return a beneficiary and their open file of a department."""
    async with transaction(system(centre_id)) as tx:
        row = await tx.row(
            """SELECT m.beneficiary_id, f.id FROM social_files f JOIN departments d ON d.id = f.department_id
               JOIN social_file_members m ON m.social_file_id = f.id WHERE d.code = $1 AND f.status = 'open' LIMIT 1""",
            department,
        )
    assert row is not None
    return row["beneficiary_id"], row["id"]


async def _hand_in(centre_id: UUID, department: str, deposit_id: UUID) -> bool:
    beneficiary_id, file_id = await _file(centre_id, department)
    depositor = Depositor(beneficiary_id=beneficiary_id, social_file_id=file_id)
    actor = Actor(centre_id=centre_id, kind="beneficiary", id=beneficiary_id, place="portal")
    return await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=depositor)


async def test_the_portal_opens_on_its_day_and_keeps_what_was_begun(centre_id: UUID) -> None:
    begun = new_id()
    assert await _hand_in(centre_id, "AS", begun)
    await phase_from(centre_id, today() + 2 * DAY, circuits=("portal",))
    with pytest.raises(CircuitNotYet) as refused:
        await _hand_in(centre_id, "AS", new_id())
    assert f"{today() + 2 * DAY:%d/%m/%Y}" in str(refused.value)
    assert await _hand_in(centre_id, "AS", begun)  # its answer was lost
    with clock.moved(2 * DAY):
        assert await _hand_in(centre_id, "AS", new_id())


async def test_the_files_department_decides_who_is_a_pilot(centre_id: UUID) -> None:
    await phase_from(centre_id, today() - DAY, circuits=("portal",), pilots=("PA",))
    assert await _hand_in(centre_id, "PA", new_id())
    with pytest.raises(CircuitNotForAll):
        await _hand_in(centre_id, "AS", new_id())
    await phase_from(centre_id, today() + DAY, departments=("PA",))
    with pytest.raises(CircuitNotYet):
        await _hand_in(centre_id, "PA", new_id())


async def test_a_kiosk_that_took_papers_without_network_hands_them_on(centre_id: UUID) -> None:
    await phase_from(centre_id, today() + DAY, circuits=("kiosk",))
    code = await offer_pairing(await member(centre_id, "rachid.lahlou"), "Accueil", 900)
    async with transaction(system(centre_id)) as tx:
        device_id = await tx.value("SELECT id FROM devices WHERE name = 'Accueil'")
    assert code
    device = Actor(centre_id=centre_id, kind="device", id=device_id, place="kiosk")
    with pytest.raises(CircuitNotYet):
        await open_deposit(device, new_id(), circuit="kiosk", language="fr", depositor=Depositor(), device_id=device_id)
    assert (await begin(device, new_id(), language="fr", claimed=None)).original_ids == frozenset()


async def test_a_counter_waits_for_its_clerks_team(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    clerk = await member(centre_id, "fatou.diop")
    counter = (await set_up(resources, centre_id, tmp_path)).counter
    team = (await _team(centre_id, clerk)) or ""
    await phase_from(centre_id, today() - DAY, circuits=("counter",), pilots=("ENE",))
    with pytest.raises(CircuitForPilots):
        await open_at_counter(clerk, new_id(), counter.id, language="fr")
    await phase_from(centre_id, today() + DAY, circuits=("counter",), pilots=(team,))
    with pytest.raises(CircuitLater):
        await open_at_counter(clerk, new_id(), counter.id, language="fr")
    with clock.moved(DAY):
        await open_at_counter(clerk, new_id(), counter.id, language="fr")


async def test_post_stays_in_its_folder_until_its_day(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    await phase_from(centre_id, today() + DAY, circuits=("post",))
    (tmp_path / "scan.pdf").write_bytes(stack_pdf("a letter"))
    watched = watching(resources, tmp_path)
    assert await take_folder(watched, system(centre_id)) == 0
    assert (tmp_path / "scan.pdf").exists()
    settings = resources.settings.model_copy(update={"batch_scanners": {"one": "http://127.0.0.1:1"}})
    with pytest.raises(CircuitLater):
        await ask_scan(settings, await member(centre_id, "ines.moreau"), "one", both_sides=True, typed_count=None)
    with clock.moved(DAY):
        assert await take_folder(watched, system(centre_id)) == 1


async def test_types_are_asked_for_from_their_day_on(centre_id: UUID) -> None:
    worker = await member(centre_id, "nadia.benali")
    await phase_from(centre_id, today() + DAY, types=("REV_PAIE",))
    assert await types_closed(worker, {"REV_PAIE", "LOG_BAIL"}) == {"REV_PAIE"}
    async with transaction(worker) as tx:
        types = {row["code"]: row["id"] for row in await tx.rows("SELECT code, id FROM document_types")}
        await check_types(tx, [types["LOG_BAIL"]])
        with pytest.raises(TypeLater):
            await check_types(tx, [types["LOG_BAIL"], types["REV_PAIE"]])
    with clock.moved(DAY):
        assert await types_closed(worker, {"REV_PAIE"}) == frozenset()


async def _team(centre_id: UUID, clerk: Actor) -> str | None:
    async with transaction(system(centre_id)) as tx:
        code: str | None = await tx.value("SELECT code FROM departments WHERE id = $1", clerk.department_id)
    return code


async def test_interviews_and_registers_wait_for_their_day(resources: Resources, centre_id: UUID) -> None:
    meeting = await meet(resources, centre_id)
    begun = await meeting.begin()
    letter = await told(centre_id, meeting.worker)
    await check(resources.settings, meeting.worker, letter)
    await phase_from(centre_id, today() + DAY, circuits=("interview", "outgoing"))
    with pytest.raises(CircuitLater):
        await meeting.begin()
    await begin_interview(resources.settings, meeting.worker, begun, meeting.file_id, meeting.beneficiary_id)
    with pytest.raises(CircuitLater):
        await check(resources.settings, meeting.worker, letter)
    with clock.moved(DAY):
        await meeting.begin()
        await check(resources.settings, meeting.worker, letter)
