"""The code of a batch sheet, which lies on top of a stack that is scanned: it names itself, and is signed by us.

A separator cuts a stack wherever it lies; a batch sheet says whose stack it is, so nobody else can make one.
"""

from uuid import UUID

from dossier import signing

PURPOSE = "batch-sheet"
MARK = "GUICHET:BATCH:"


def batch_sheet_code(batch_sheet_id: UUID) -> str:
    """Return the text that a batch sheet's code holds."""
    return MARK + signing.sign(PURPOSE, batch_sheet_id.hex)
