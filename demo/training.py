"""Fill a training centre: the demo's people and files, a few days of life, and the papers that exercises lay out."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from demo.actors import HandedOver, decide, hand_over
from demo.people import people
from demo.scenes import SCENES, Scene, Sheet
from demo.seed import seed_people, set_up_counter
from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.founding import found_centre
from dossier.jobs.worker import drain
from dossier.resources import Resources, beside_pool
from dossier.settings import Settings
from dossier.training.sweep import sweep

DECIDED_AFTER_HOURS = 6
_WORK_SECONDS, _LOOK_SECONDS = 300, 0.2
"""How long another worker may take over what it has in hand, and how often it is looked."""
_SOME_LIFE = SCENES[0], SCENES[1], SCENES[9], SCENES[12], SCENES[15]
"""Of the demo's: something filed, by phone and by kiosk, and something that waits."""
_PRACTICE = {
    "payslip": Sheet(kind="REV_PAIE", fate="filed"),
    "blurred": Sheet(kind="SAN_CERT", faults=("blur",), fate="illegible"),
    "bank": Sheet(kind="REV_BANK", background="desk", fate="filed"),
    "rent": Sheet(kind="LOG_LOYER", background="cloth", fate="filed"),
}
"""The papers of the exercises, by code: one deposit of the demo's first person, decided long ago."""
PRACTICE_SCENE = Scene(person=0, hours_ago=140, decided_by="ines.moreau", sheets=tuple(_PRACTICE.values()))


def code_of(settings: Settings) -> str:
    """Return the code of the centre that trains the staff of the one that answers here."""
    return f"{settings.centre_code}-training"


async def make_training(settings: Settings, real_id: UUID, names: tuple[str, str], say: Callable[[str], None]) -> UUID:
    """Make the training centre of a real one anew, and fill it; return its id. The process's pool is open.

    `names`: the real centre's, in French and in Dutch. What was in it before is swept away, rows and bytes.
    """
    assert settings.database_owner_url is not None
    owner_url = settings.database_owner_url.get_secret_value()
    async with beside_pool(settings, children=settings.jobs_at_once) as resources:
        say("Making the training centre: people, files, and papers to practise with …")
        await sweep(owner_url, resources.vault, code_of(settings))
        name_fr, name_nl = (f"{word} · {name}" for word, name in zip(("FORMATION", "OPLEIDING"), names, strict=True))
        centre_id = await found_centre(owner_url, code_of(settings), name_fr, name_nl, trains_for=real_id)
        await seed_people(resources.cipher, centre_id)
        await set_up_counter(centre_id)
        scenes = [*_SOME_LIFE, PRACTICE_SCENE]
        played = [(scene, await _hand_over(resources, centre_id, scene, number)) for number, scene in enumerate(scenes)]
        await _work_done(resources, centre_id)
        for scene, made in played:
            if scene.decided_by:
                await _decide(resources, centre_id, scene, made)
        await _work_done(resources, centre_id)
        await _close_doors(centre_id)
        await _keep_papers(centre_id, played[-1][1])
    return centre_id


async def _work_done(resources: Resources, centre_id: UUID) -> None:
    """Do the work that waits, as a worker does; what another worker of the installation has in hand is waited for."""
    await drain(resources)
    async with asyncio.timeout(_WORK_SECONDS):
        while await _pages_wait(centre_id):  # noqa: ASYNC110 - the database says so, no event of this process
            await asyncio.sleep(_LOOK_SECONDS)


async def _pages_wait(centre_id: UUID) -> bool:
    async with transaction(system(centre_id)) as tx:
        found: bool = await tx.value(
            "SELECT EXISTS (SELECT FROM pages p JOIN deposits d ON d.id = p.deposit_id WHERE p.state = 'waiting')"
        )
    return found


async def _hand_over(resources: Resources, centre_id: UUID, scene: Scene, number: int) -> HandedOver:
    with clock.moved(timedelta(hours=-scene.hours_ago)):
        return await hand_over(resources, centre_id, scene, people()[scene.person or 0], 100 * (number + 1))


async def _decide(resources: Resources, centre_id: UUID, scene: Scene, made: HandedOver) -> None:
    with clock.moved(timedelta(hours=DECIDED_AFTER_HOURS - scene.hours_ago)):
        await decide(centre_id, scene, people()[scene.person or 0], made, resources.settings.claim_lease_seconds)


async def _close_doors(centre_id: UUID) -> None:
    """Take everybody's password away: whoever learns comes in by their own account in the real centre."""
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE staff_members SET password_hash = NULL, credential_version = credential_version + 1")


async def _keep_papers(centre_id: UUID, made: HandedOver) -> None:
    """Name the papers of the exercises; from now on the centre can be entered."""
    async with transaction(system(centre_id)) as tx:
        for code, paper_id in zip(_PRACTICE, made.paper_ids, strict=True):
            await tx.run(
                """INSERT INTO training_papers (centre_id, code, original_id)
                   SELECT centre_id, $2, id FROM originals WHERE paper_id = $1""",
                paper_id,
                code,
            )
