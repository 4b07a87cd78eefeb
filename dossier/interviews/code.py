"""By what a phone opens a capture session: a signed token in a QR code, or signs that are read out."""

from uuid import UUID

from dossier import signing
from dossier.helpers import code

_PURPOSE = "interview"


def token_of(deposit_id: UUID) -> str:
    """Return what the QR code holds after the address: an id that we signed, and nothing of anybody."""
    return signing.sign(_PURPOSE, deposit_id.hex)


def read_token(token: str) -> UUID:
    """Return the deposit that a token is for. Raises BadToken."""
    return UUID(signing.read(_PURPOSE, token))


def code_of(deposit_id: UUID) -> str:
    """Return the signs that a worker reads out, where a phone cannot photograph the QR code."""
    return code.code_of(deposit_id, _PURPOSE)


def print_of(typed: str) -> str:
    """Return by what typed signs are found."""
    return code.print_of(typed, _PURPOSE)
