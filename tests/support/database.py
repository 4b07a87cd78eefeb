"""A real PostgreSQL for tests: one cluster a run, a migrated template with a centre, a database a test."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from pydantic import SecretStr

from backoffice.tours.tours import TOURS
from demo.seed import seed_people
from dossier.database.actor import Actor, system
from dossier.database.embedded.cluster import TEMPORARY, Cluster, temporary
from dossier.database.engine import pool, transaction
from dossier.database.migrate import migrate
from dossier.founding import found_centre
from dossier.imaging.box import Box
from dossier.people.queries import centre_id_of
from dossier.resources import Resources, caps_of, opened
from dossier.settings import Settings, settings
from tests.support import introspected, memory
from tests.support.maker import Maker
from tests.support.remembered import RememberingBox

introspected.remember()
TEMPLATE = "guichet_template"
PEOPLED = "guichet_peopled"


def settings_for(cluster: Cluster, database: str, folder: Path, **more: object) -> Settings:
    """Return the tests' settings, pointed at a database and a folder."""
    update = {
        "database_url": SecretStr(cluster.app_url(database)),
        "database_owner_url": SecretStr(cluster.owner_url(database)),
        "database_listen_url": SecretStr(cluster.app_url(database)),
        "store_url": f"file://{folder}/vault",
        "scratch_dir": folder / "scratch",
    }
    return settings().model_copy(update={**update, **more})


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Run one cluster for all tests of this process, without fsync."""
    place = memory.folder()
    memory.sweep(place, TEMPORARY)
    with temporary(place) as running:
        yield running


@pytest.fixture(scope="session")
def template(cluster: Cluster) -> str:
    """Migrate a template once, with the centre `demo`, its departments and its thesaurus."""

    async def prepare() -> None:
        await cluster.create_database(TEMPLATE)
        await migrate(cluster.owner_url(TEMPLATE), urlsplit(cluster.app_url()).username or "")
        async with pool(cluster.app_url(TEMPLATE), size=2):
            await found_centre(cluster.owner_url(TEMPLATE), "demo", "CPAS de Valmeir", "OCMW van Valmeir")

    asyncio.run(prepare())
    return TEMPLATE


@pytest.fixture(scope="session")
def peopled(cluster: Cluster, template: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Make a second template, with the demo's staff, people and files; return its name."""

    async def prepare() -> None:
        await cluster.create_database(PEOPLED, template)
        async with opened(settings_for(cluster, PEOPLED, tmp_path_factory.mktemp("peopled"))) as resources:
            centre_id = await centre_id_of(resources.settings.centre_code)
            await seed_people(resources.cipher, centre_id)
            await _put_tours_away(centre_id)

    asyncio.run(prepare())
    return PEOPLED


async def _put_tours_away(centre_id: UUID) -> None:
    """Have nobody be at their first day: what tests ask about is the screens of those who work there."""
    async with transaction(system(centre_id)) as tx:
        for each in TOURS:
            await tx.run(
                """INSERT INTO tours_seen (staff_id, centre_id, tour, seen_at)
                   SELECT id, centre_id, $1, now() FROM staff_members""",
                each.id,
            )


@pytest.fixture
def copied(request: pytest.FixtureRequest) -> str:
    """Return the template that this test's database copies: with the demo's people where it is marked so."""
    wants_people = request.node.get_closest_marker("people") is not None
    name: str = request.getfixturevalue("peopled" if wants_people else "template")
    return name


@pytest.fixture(scope="session")
def maker(cluster: Cluster) -> Iterator[Maker]:
    """Keep the connection by which this process's tests get their databases."""
    kept = Maker(cluster)
    yield kept
    kept.close()


@pytest.fixture
async def fresh_database(maker: Maker, copied: str) -> AsyncIterator[str]:
    """Make a database of this test's own; yield its name."""
    name = f"{introspected.COPIES}{uuid4().hex}"
    await maker.create(name, copied)
    yield name
    await maker.drop(name)


@pytest.fixture
def test_settings(cluster: Cluster, fresh_database: str, tmp_path: Path) -> Settings:
    """Return settings that point at this test's database and a vault of its own."""
    return settings_for(cluster, fresh_database, tmp_path)


@pytest.fixture
async def resources(request: pytest.FixtureRequest, test_settings: Settings) -> AsyncIterator[Resources]:
    """Open everything that verbs work with: pool, vault and box (whose children start when first asked).

    The box remembers what it answered other tests, except in those that are marked `boxed`.
    """
    limits = caps_of(test_settings), test_settings.box_max_bytes, test_settings.box_seconds
    async with opened(test_settings) as found:
        if request.node.get_closest_marker("boxed"):
            yield found
        else:
            yield replace(found, box=cast("Box", RememberingBox(real=found.box, limits=limits)))


@pytest.fixture
async def centre_id(resources: Resources) -> UUID:
    """Return the id of the centre `demo`."""
    return await centre_id_of(resources.settings.centre_code)


@pytest.fixture
def actor(centre_id: UUID) -> Actor:
    """Return the actor of the worker, for tests that only need some actor."""
    return system(centre_id)
