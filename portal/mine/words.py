"""What can be wrong about a document, in the person's words."""

from dossier.corrections.ask import CorrectionKind
from web.catalogues import mark

KINDS = {
    CorrectionKind.NOT_MINE: mark("This is not mine"),
    CorrectionKind.WRONG_TYPE: mark("It is another kind of paper"),
    CorrectionKind.WRONG_DATE: mark("The date is wrong"),
    CorrectionKind.OTHER: mark("Something else"),
}
"""A sentence for each kind."""
