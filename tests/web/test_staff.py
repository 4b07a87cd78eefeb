"""Ways back after signing in."""

import pytest

from web.staff import return_address


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
