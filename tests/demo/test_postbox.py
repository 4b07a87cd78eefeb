"""The demo's SMS gateway takes what the service sends, and shows it; an installation has none."""

from uuid import UUID

from asgi import create_app
from demo.places import POSTBOX
from demo.postbox import ROUTES
from dossier.resources import Resources
from tests.support.rooms import Room, opened_room


async def test_a_text_is_taken_and_shown(resources: Resources, centre_id: UUID) -> None:
    async with opened_room(resources, centre_id, ROUTES) as (app, stack):
        client = await Room(app, stack).browser()
        for words in ("123456 est votre code.", "<b>"):
            sent = await client.post(POSTBOX, json={"to": "+32470000000", "text": words, "reference": "1"})
            assert sent.status_code == 202
        shown = (await client.get(POSTBOX)).text
    assert "123456 est votre code." in shown
    assert "&lt;b&gt;" in shown
    assert shown.index("&lt;b&gt;") < shown.index("123456")


def test_no_other_mode_has_it(resources: Resources) -> None:
    paths = {
        mode: {route.path for route in create_app(resources.settings.model_copy(update={"mode": mode})).routes}
        for mode in ("demo", "test", "production")
    }
    assert [POSTBOX in each for each in paths.values()] == [True, False, False]
