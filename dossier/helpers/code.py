"""The signs of a code that is read out: easily said and written down, and standing nowhere."""

from uuid import UUID

from dossier.signing import fingerprint

SIGNS = "ACEFHJKLNPRUXY234679"
"""Letters and figures that neither look nor sound like one another in French and Dutch."""
LENGTH = 8


def code_of(record_id: UUID, purpose: str = "helper_code") -> str:
    """Return the signs of a code, which follow from its id by our key: 20 to the 8th of them, for a day or two."""
    left, signs = int(fingerprint(purpose, record_id.hex), 16), ""
    for _ in range(LENGTH):
        left, at = divmod(left, len(SIGNS))
        signs += SIGNS[at]
    return signs


def print_of(typed: str, purpose: str = "helper_code") -> str:
    """Return by what a typed code is found: without what people put between its signs, in whatever case."""
    return fingerprint(f"{purpose}_print", "".join(each for each in typed.upper() if each.isalnum()))


def spoken(signs: str) -> str:
    """Return the signs of a code in two groups, as they are read out."""
    return f"{signs[: LENGTH // 2]} {signs[LENGTH // 2 :]}"
