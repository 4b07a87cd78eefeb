"""Who may send what changes something."""

import pytest
from litestar import post

from tests.web.app import ADDRESS, app_of, client_of


@post("/send")
async def send() -> str:
    return "done"


@post("/signed", opt={"any_origin": True})
async def signed() -> str:
    return "done"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({"Sec-Fetch-Site": "none"}, 201),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": ADDRESS}, 403),
        ({"Origin": ADDRESS, "Cookie": "guichet_portal=x"}, 201),
        ({"Origin": "http://10.0.0.7:8000", "Host": "10.0.0.7:8000"}, 201),
        ({"Origin": "https://evil.test"}, 403),
        ({"Origin": "null", "Cookie": "guichet_portal=x"}, 403),
        ({"Cookie": "guichet_portal=x"}, 403),
        ({}, 201),
    ],
)
async def test_only_our_own_pages_may_change_anything(headers: dict[str, str], status: int) -> None:
    async with client_of(app_of([send])) as client:
        assert (await client.post("/send", headers=headers)).status_code == status


async def test_a_route_with_a_signed_token_answers_all_sites() -> None:
    async with client_of(app_of([signed])) as client:
        assert (await client.post("/signed", headers={"Sec-Fetch-Site": "cross-site"})).status_code == 201
