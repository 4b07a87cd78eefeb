"""Our codes are told by our signature, and by nothing else."""

from uuid import uuid4

import pytest

from dossier import signing
from dossier.deposits.batch_sheets import batch_sheet_code
from dossier.deposits.own_codes import OwnCode, as_kept, own_code
from dossier.imaging.values import Code
from dossier.people.letters import link_token

FILE_ID = uuid4()


def test_what_we_signed_says_what_it_is_whatever_address_leads_to_it() -> None:
    receipt = signing.sign("receipt", "26-000123-4")
    for host in ("https://guichet.example", "http://10.0.0.7:8080", "https://ocmw.example/loket"):
        assert own_code(f"{host}/r/{receipt}") == OwnCode("receipt", "26-000123-4")
        assert own_code(f"{host}/l/{link_token(FILE_ID)}") == OwnCode("letter", FILE_ID.hex)
    assert own_code(batch_sheet_code(FILE_ID)) == OwnCode("batch_sheet", FILE_ID.hex)


@pytest.mark.parametrize(
    "text",
    [
        "https://guichet.example/r/26-000123-4-and-no-signature",
        "https://guichet.example/r/" + "a" * 40,
        "GUICHET:BATCH:" + "a" * 40,
        "GUICHET:SEP:",
        "GUICHET:SEP:1 and more",
        "5412345678908",
        "",
    ],
)
def test_what_only_looks_like_ours_is_foreign(text: str) -> None:
    assert own_code(text) is None


def test_a_token_signed_for_one_thing_is_not_taken_for_another() -> None:
    assert own_code(f"https://guichet.example/r/{link_token(FILE_ID)}") is None
    assert own_code(f"GUICHET:BATCH:{link_token(FILE_ID)}") is None


def test_a_separator_cuts_without_a_signature() -> None:
    assert own_code("GUICHET:SEP:12") == OwnCode("separator", "12")


def test_a_token_of_ours_is_not_kept_and_a_foreign_text_is() -> None:
    token = link_token(FILE_ID)
    kept = as_kept(Code(format="QRCode", text=f"https://guichet.example/l/{token}"))
    assert kept == {"format": "QRCode", "own": "letter", "says": FILE_ID.hex}
    foreign = "https://elsewhere.example/pay"
    assert as_kept(Code(format="QRCode", text=foreign)) == {"format": "QRCode", "text": foreign}
