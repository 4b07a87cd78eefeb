"""A machine is paired by its server's address and a code; the code is not spent where nothing could be kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.kiosk import kiosk_agent
from kiosk_agent.kept import kept
from kiosk_agent.origin import NotAnOrigin, NotSafe, origin_of
from tests.kiosk_agent.test_service import Centre, opened


def paired(folder: Path, server: str) -> Result:
    """Pair as an administrator does."""
    return CliRunner().invoke(kiosk_agent, ["--folder", str(folder), "--pair", server], input="1234 5678\n")


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://depot.cpas.example", "https://depot.cpas.example"),
        ("https://Depot.CPAS.example/", "https://depot.cpas.example"),
        ("HTTPS://depot.cpas.example:443", "https://depot.cpas.example"),
        (" https://depot.cpas.example:8443/ ", "https://depot.cpas.example:8443"),
        ("https://dépôt.example", "https://xn--dpt-bma0d.example"),
        ("https://[2001:DB8::1]:8443", "https://[2001:db8::1]:8443"),
        ("http://localhost:8000", "http://localhost:8000"),
    ],
)
def test_an_address_becomes_what_a_browser_says_of_its_page(typed: str, origin: str) -> None:
    assert origin_of(typed) == origin


@pytest.mark.parametrize(
    ("typed", "raised"),
    [
        ("https://depot.cpas.example/kiosk", NotAnOrigin),
        ("https://depot.cpas.example?x=1", NotAnOrigin),
        ("https://depot.cpas.example#kiosk", NotAnOrigin),
        ("https://ann@depot.cpas.example", NotAnOrigin),
        ("https://", NotAnOrigin),
        ("https://depot.cpas.example:many", NotAnOrigin),
        ("https://[::1", NotAnOrigin),
        ("depot.cpas.example", NotSafe),
        ("http://depot.cpas.example", NotSafe),
        ("ftp://localhost", NotSafe),
    ],
)
def test_what_is_no_address_of_a_server_is_refused(typed: str, raised: type[ValueError]) -> None:
    with pytest.raises(raised):
        origin_of(typed)


@pytest.fixture
def centre() -> Iterator[Centre]:
    with opened() as found:
        found.answers["/kiosk/agent/pairing"] = {"device_id": "d", "key": "k"}
        yield found


def test_a_machine_keeps_who_it_is_to_the_origin_of_its_server(centre: Centre, tmp_path: Path) -> None:
    folder = tmp_path / "kiosk"
    done = paired(folder, f"HTTP://LOCALHOST:{centre.port}/")
    assert done.exit_code == 0, done.output
    pairing = kept(folder)
    assert pairing is not None
    assert (pairing.server, pairing.device_id, pairing.key) == (f"http://localhost:{centre.port}", "d", "k")
    assert [each.name for each in folder.iterdir()] == ["device.json"]


def test_no_code_is_spent_where_its_key_could_not_be_kept(centre: Centre, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = paired(tmp_path / "file" / "kiosk", f"http://localhost:{centre.port}")
    assert done.exit_code == 1
    assert "Nothing can be written to" in done.output
    assert centre.asked == []


def test_an_address_with_a_path_is_refused_before_anybody_is_asked(centre: Centre, tmp_path: Path) -> None:
    done = paired(tmp_path, f"http://localhost:{centre.port}/kiosk")
    assert done.exit_code not in {0, 1}
    assert "no path" in done.output
    assert centre.asked == []
