"""The portal with every state declared, once for all tests of it; they run in one event loop with the browser."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import cast
from uuid import uuid4

import pytest
import pytest_asyncio
from pydantic import SecretStr
from pytest_asyncio import is_async_test

from dossier.database.embedded.cluster import Cluster
from dossier.imaging.box import Box
from dossier.notices.push_key import new_push_key
from dossier.people.queries import centre_id_of
from dossier.resources import caps_of, opened
from tests.portal.house import opened_house
from tests.states.pictures import SPOKEN
from tests.states.portal import SCREENS
from tests.support import branches
from tests.support.database import settings_for
from tests.support.postbox import postbox
from tests.support.remembered import RememberingBox
from tests.support.rooms import in_one_task
from tests.support.screens import Screens, served

_HERE = Path(__file__).parent
SAMPLED = ("ar", "fr")
"""The languages of every run; Dutch is looked at with all combinations. Who takes pictures names their own."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let these tests run in the session's loop, where the browser is."""
    for item in items:
        if item.path.is_relative_to(_HERE) and is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def portal(
    request: pytest.FixtureRequest, cluster: Cluster, peopled: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Screens]:
    """Declare every state of the portal."""
    name = f"states_{uuid4().hex}"
    await cluster.create_database(name, peopled)
    told = {
        "accessibility_email": "accessibility@cpas.example",
        "accessibility_phone": "+32 2 555 12 12",
        "push_private_key": SecretStr(new_push_key()),
        "push_contact": "documents@cpas.example",
        "push_postbox_url": "http://127.0.0.1/phones",  # browsers ask no push service, so that the switch is seen
        "smtp_host": "127.0.0.1",
        "smtp_security": "none",
        "smtp_sender": "documents@cpas.example",
    }
    folder = tmp_path_factory.mktemp("states")
    async with postbox() as box, opened(settings_for(cluster, name, folder, smtp_port=box.port, **told)) as found:
        decided = found.settings
        limits = caps_of(decided), decided.box_max_bytes, decided.box_seconds
        resources = replace(found, box=cast("Box", RememberingBox(real=found.box, limits=limits)))
        centre_id = await centre_id_of(decided.centre_code)
        async with in_one_task(opened_house(resources, centre_id, takes_uploads=True)) as house:
            house.app.state.templates = branches.watched(house.app.state.templates)
            languages = _languages(request.session)
            screens = Screens(house=house, resources=resources, centre_id=centre_id, box=box, languages=languages)
            with branches.apart():  # what is rendered on the way to a state is none
                for screen in SCREENS:
                    await screen.declare(screens)
            yield screens
    await cluster.drop_database(name)


def _languages(session: pytest.Session) -> tuple[str, ...]:
    here = [item for item in session.items if item.path.is_relative_to(_HERE)]
    if any(item.path.stem == "pictures" for item in here):
        return SPOKEN
    return ("nl", *SAMPLED) if any(item.get_closest_marker("torture") for item in here) else SAMPLED


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def address(portal: Screens) -> AsyncIterator[str]:
    """Serve the portal's states."""
    async with served(portal) as where:
        yield where
