"""Who sits at the desk, and ways back after signing in."""

import pytest
from litestar import get
from litestar.di import NamedDependency, Provide

from dossier.people.staff import Staff
from tests.web.app import app_of, client_of
from web.staff import return_address, staff_member


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("/backoffice/queue?state=open&page=2", "/backoffice/queue?state=open&page=2"),
        ("/backoffice", "/backoffice"),
        (None, "/backoffice"),
        ("", "/backoffice"),
        ("//evil.test", "/backoffice"),
        ("/backofficevil", "/backoffice"),
        ("https://evil.test/backoffice", "/backoffice"),
        ("/backoffice/\\evil.test", "/backoffice"),
        ("/backoffice/x\r\nSet-Cookie: a=b", "/backoffice"),
        ("/kiosk", "/backoffice"),
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(wanted: str | None, expected: str) -> None:
    assert return_address(wanted) == expected


async def test_a_handler_asks_for_who_sits_there_as_a_dependency() -> None:
    @get("/backoffice/who", dependencies={"staff": Provide(staff_member)})
    async def who(staff: NamedDependency[Staff]) -> str:
        return staff.name

    async with client_of(app_of([who])) as client:
        assert (await client.get("/backoffice/who")).status_code == 401
