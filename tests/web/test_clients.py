"""Addresses behind proxies."""

import pytest
from litestar.connection import ASGIConnection
from litestar.testing import RequestFactory

from tests.web.app import app_of
from web.clients import client_address, network_of


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("9.9.9.9", "1.1.1.1", "9.9.9.9"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        ("10.0.0.1", "6.6.6.6, 1.1.1.1, 10.0.0.2", "1.1.1.1"),
        ("10.0.0.1", "10.0.0.3", "10.0.0.3"),
    ],
)
def test_only_a_trusted_proxy_is_believed(peer: str, forwarded: str, expected: str) -> None:
    app = app_of([], trusted_proxies=("10.0.0.0/24",))
    request = RequestFactory(app=app).get("/", headers={"X-Forwarded-For": forwarded})
    request.scope["client"] = (peer, 1234)
    assert client_address(ASGIConnection(request.scope)) == expected


def test_a_household_has_one_ipv6_network() -> None:
    assert network_of("2a02:a03f::1") == network_of("2a02:a03f::2") == "2a02:a03f::/64"
    assert network_of("1.1.1.1") == "1.1.1.1"
    assert network_of("") == ""
