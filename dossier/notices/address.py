"""Addresses as people type them: whether an e-mail one can be written to, and how much of one is shown."""

import re

from dossier.errors import Refused

EMAIL_MAX_CHARACTERS = 254  # RFC 5321 §4.5.3.1.3, without the angle brackets
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
"""What HTML calls valid, with a dot in the domain. Letters beyond ASCII need a server that takes SMTPUTF8: few do."""


class EmailWrong(Refused):
    """This is no e-mail address. It looks like name@example.be."""


def check_email(address: str) -> None:
    """Raise EmailWrong for what is no e-mail address."""
    if len(address) > EMAIL_MAX_CHARACTERS or not _EMAIL.fullmatch(address):
        raise EmailWrong


def masked(address: str) -> str:
    """Return an e-mail address as its owner knows it again and nobody else reads it: `s•••@example.be`."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}•••@{domain}"


def masked_number(number: str) -> str:
    """Return a telephone number as its owner knows it again and nobody else reads it: `••• 21`."""
    digits = [each for each in number if each.isdigit()]
    return f"••• {''.join(digits[-2:])}"
