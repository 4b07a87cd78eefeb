"""The signs of a helper code: easily read out and written down, and standing nowhere."""

from uuid import UUID

from dossier.signing import fingerprint

SIGNS = "ACEFHJKLNPRUXY234679"
"""Letters and figures that neither look nor sound like one another in French and Dutch."""
LENGTH = 8


def code_of(helper_code_id: UUID) -> str:
    """Return the signs of a code, which follow from its id by our key: 20 to the 8th of them, for a day or two."""
    left, signs = int(fingerprint("helper_code", helper_code_id.hex), 16), ""
    for _ in range(LENGTH):
        left, at = divmod(left, len(SIGNS))
        signs += SIGNS[at]
    return signs


def print_of(typed: str) -> str:
    """Return by what a typed code is found: without what people put between its signs, in whatever case."""
    return fingerprint("helper_code_print", "".join(each for each in typed.upper() if each.isalnum()))
