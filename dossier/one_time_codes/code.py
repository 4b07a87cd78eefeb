"""The digits of a one-time code: they follow from its id by our key, and stand nowhere."""

from uuid import UUID

from dossier.signing import fingerprint

DIGITS = 6


def code_of(code_id: UUID) -> str:
    """Return the digits of a code. Who holds the database without our key cannot find them, by trying neither."""
    return str(int(fingerprint("one_time_code", code_id.hex), 16) % 10**DIGITS).zfill(DIGITS)
