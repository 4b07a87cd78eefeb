"""E-mail addresses as people type them."""

import pytest

from dossier.notices.address import EmailWrong, check_email, masked


@pytest.mark.parametrize("address", ["a@b.be", "samira.el-k+cpas@mail.example.org", "o'neil@x-y.example"])
def test_an_address_is_taken(address: str) -> None:
    check_email(address)


@pytest.mark.parametrize(
    "address",
    [
        *("", "samira", "samira@", "@b.be", "a@b", "a@b.", "a@.be", "a b@c.be", "a@b@c.be"),
        *("a@b.be\nBcc: c@d.be", "a@b.be, c@d.be", "x<c@d.be>", '"a"@b.be', "é@b.be", "a@b.be\x00"),
        "a" * 65 + "@b.be",
        "a@" + "b" * 250 + ".be",
    ],
)
def test_what_is_none_or_more_than_one_is_refused(address: str) -> None:
    with pytest.raises(EmailWrong):
        check_email(address)


def test_its_owner_knows_it_again_and_nobody_else_reads_it() -> None:
    assert masked("samira@example.org") == "s•••@example.org"
    assert masked("s@example.org") == "s•••@example.org"
