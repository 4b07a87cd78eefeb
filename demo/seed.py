"""Fill an empty demo: a centre, its people, and some days of life, made through the real pipeline."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from demo import accounts
from demo.actors import HandedOver, decide, hand_over
from demo.mails import write_mails
from demo.office import fill_office
from demo.people import DATA, people
from demo.phases import plan_phases
from demo.post import scan_post
from demo.requests import ask_for_documents
from demo.scenes import SCENES, Scene
from demo.thesaurus import shape_thesaurus
from dossier import clock
from dossier.counter.counters import CounterTold, add_counter
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.founding import found_centre
from dossier.jobs.worker import drain
from dossier.people.cipher import NissCipher
from dossier.people.import_ import import_files, import_people, import_staff
from dossier.people.roles import Role
from dossier.people.staff import set_password
from dossier.resources import Resources, opened
from dossier.settings import Settings

NAME_FR, NAME_NL = "CPAS de Valmeir", "OCMW van Valmeir"
_DECIDED_AFTER_HOURS = 6


async def seed(settings: Settings, say: Callable[[str], None]) -> None:
    """Fill the demo when it has no deposit yet; `say` is told what is being done."""
    assert settings.database_owner_url is not None
    async with opened(settings, children=settings.jobs_at_once) as resources:
        owner_url = settings.database_owner_url.get_secret_value()
        centre_id = await found_centre(owner_url, settings.centre_code, NAME_FR, NAME_NL)
        async with transaction(system(centre_id)) as tx:
            if await tx.value("SELECT EXISTS (SELECT FROM deposits)"):
                return
        say("Filling the demo: people, files, and some days of deposits …")
        await seed_people(resources.cipher, centre_id)
        await shape_thesaurus(resources, centre_id)
        await set_up_counter(centre_id)
        await ask_for_documents(centre_id)
        played = [(scene, await _hand_over(resources, centre_id, scene, number)) for number, scene in enumerate(SCENES)]
        await drain(resources)
        await write_mails(resources, centre_id)
        await scan_post(resources, centre_id)
        await fill_office(resources, centre_id)
        for scene, made in played:
            if scene.decided_by:
                await _decide(resources, centre_id, scene, made)
        await drain(resources)
        await plan_phases(centre_id)


async def set_up_counter(centre_id: UUID) -> None:
    """Make a counter, at which the demo's clerk takes papers in."""
    administrator = replace(system(centre_id), roles=frozenset({Role.ADMINISTRATOR}))
    await add_counter(administrator, CounterTold(name="Guichet 1", folder="", device_id=None))


async def seed_people(cipher: NissCipher, centre_id: UUID) -> None:
    """Import the demo's staff, people and files, and give every staff member the demo's password."""
    actor = system(centre_id)
    for report in (
        await import_staff(DATA / "staff.csv", actor),
        await import_people(DATA / "people.csv", actor, cipher),
        await import_files(DATA / "files.csv", actor, cipher),
    ):
        assert not report.wrongs
    for username, _ in accounts.staff():
        await set_password(actor, username, accounts.PASSWORD)


async def _hand_over(resources: Resources, centre_id: UUID, scene: Scene, number: int) -> HandedOver:
    with clock.moved(timedelta(hours=-scene.hours_ago)):
        return await hand_over(resources, centre_id, scene, people()[scene.person or 0], 100 * (number + 1))


async def _decide(resources: Resources, centre_id: UUID, scene: Scene, made: HandedOver) -> None:
    # With a lease that is over by now, so that nothing of the past looks taken.
    with clock.moved(timedelta(hours=_DECIDED_AFTER_HOURS - scene.hours_ago)):
        await decide(centre_id, scene, people()[scene.person or 0], made, resources.settings.claim_lease_seconds)
