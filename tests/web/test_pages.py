"""Pages, fragments and redirects, as a browser and as htmx see them."""

from jinja2 import DictLoader
from litestar import Litestar, Response, get, post

from tests.web.app import app_of, client_of
from web.pages import page, see_other
from web.scope import AnyRequest

TEMPLATES = {
    "desk.html": (
        "<title>{{ room }} {{ language }} {{ direction }}</title>"
        "{% block list %}<ul>{{ name }}</ul>{% endblock %}{% block count %}<b>2</b>{% endblock %}"
    ),
    "typo.html": "{{ nmae }}",
}
HTMX = {"HX-Request": "true"}


@get("/backoffice/list")
async def desk(request: AnyRequest) -> Response[str]:
    return page(request, "desk.html", block="list", name="<script>")


@get("/two")
async def two(request: AnyRequest) -> Response[str]:
    return page(request, "desk.html", block=("list", "count"), name="x")


@get("/typo")
async def typo(request: AnyRequest) -> Response[str]:
    return page(request, "typo.html", name="x")


@post("/send")
async def send(request: AnyRequest) -> Response[str]:
    return see_other(request, "/received")


def app() -> Litestar:
    built = app_of([desk, two, typo, send])
    built.state.templates = built.state.templates.overlay(loader=DictLoader(TEMPLATES))  # the others' stay
    return built


async def test_a_page_comes_whole_escaped_and_knows_its_room() -> None:
    async with client_of(app()) as client:
        answer = await client.get("/backoffice/list")
    assert answer.text == "<title>backoffice fr ltr</title><ul>&lt;script&gt;</ul><b>2</b>"
    assert answer.headers["vary"] == "HX-Request"


async def test_htmx_gets_the_block_alone_and_a_boosted_link_the_page() -> None:
    async with client_of(app()) as client:
        fragment = await client.get("/backoffice/list", headers=HTMX)
        boosted = await client.get("/backoffice/list", headers={**HTMX, "HX-Boosted": "true"})
        restored = await client.get("/backoffice/list", headers={**HTMX, "HX-History-Restore-Request": "true"})
        both = await client.get("/two", headers=HTMX)
    assert fragment.text == "<ul>&lt;script&gt;</ul>"
    assert "<title>" in boosted.text
    assert "<title>" in restored.text
    assert both.text == "<ul>x</ul><b>2</b>"


async def test_a_name_that_the_template_lacks_is_a_fault_and_no_empty_hole() -> None:
    async with client_of(app()) as client:
        assert (await client.get("/typo")).status_code == 500


async def test_both_kinds_of_client_are_sent_on() -> None:
    async with client_of(app()) as client:
        browser = await client.post("/send")
        htmx = await client.post("/send", headers=HTMX)
    assert (browser.status_code, browser.headers["location"]) == (303, "/received")
    assert (htmx.status_code, htmx.headers["hx-redirect"]) == (200, "/received")
