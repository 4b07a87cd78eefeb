"""What the screens of batches say of sources, sheets and reasons."""

from dossier.batches import escl
from dossier.batches.set_aside import SheetReason
from dossier.batches.sheet_kinds import SheetKind
from dossier.imaging.refusals import REFUSALS, TooManyPages
from dossier.storage.intake import FileTooLarge
from web.catalogues import mark

SOURCES = {
    "folder": mark("Scanner's folder"),
    "drop": mark("Dropped from afar"),
    "upload": mark("Sent from a browser"),
    "scanner": mark("Scanned here"),
}
"""How a batch came in."""

REASONS = {
    SheetReason.NOT_NEEDED: mark("Not needed"),
    SheetReason.SCANNED_AGAIN: mark("Scanned again"),
    SheetReason.SEPARATOR: mark("Separator"),
    SheetReason.BLANK: mark("Blank"),
}
"""Why a sheet is in no document."""

WHY_WAITING = {
    SheetKind.UNREADABLE: mark("This sheet cannot be read. Take it out of the stack and scan it again."),
    SheetKind.DOUBTFUL: mark("This looks like a separator, and its code is not ours. Print a new one."),
}
"""Why a person has to look at a sheet. What follows it is nobody's, until the desk says whose."""

TAKEN_BACK = mark("It was set aside, and taken back.")

PROBLEMS = {code: refusal.sentence() for code, refusal in REFUSALS.items() if "{" not in refusal.sentence()} | {
    TooManyPages.code(): mark("There are too many sheets in this file. Scan the stack in smaller parts."),
    FileTooLarge.code(): mark("This file is too large. Scan the stack in smaller parts, or in grey."),
}
"""Why a file was refused, by its code; in a sentence that needs no figures."""
OTHER_PROBLEM = mark("This file is no stack of sheets that we can read. Scan it as PDF or TIFF.")

SCAN_PROBLEMS = {
    each.code(): each.sentence()
    for each in (escl.ScannerAway, escl.ScannerBusy, escl.FeederEmpty, escl.FeederStuck, escl.ScanBroken)
}
"""Why a scan gave nothing, by its code."""
