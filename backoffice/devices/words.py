"""The state of a kiosk and its printer, in words and by how much it needs somebody."""

from web.catalogues import mark

PRINTER = {
    "none": ("look", mark("No printer")),
    "good": ("good", mark("ready")),
    "low": ("look", mark("paper ends soon")),
    "no_paper": ("need", mark("no paper")),
    "cover_open": ("need", mark("cover open")),
    "broken": ("need", mark("needs a hand")),
    "offline": ("need", mark("does not print")),
    "away": ("need", mark("does not answer")),
    "silent": ("urgent", mark("not heard of")),
    "screen": ("urgent", mark("screen not seen")),
    "no_camera": ("need", mark("no camera")),
    "keeps": ("need", mark("keeps papers")),
    "aside": ("urgent", mark("papers it cannot read")),
}
"""State → how it is shown, and its word; of a kiosk with a service. The last five are of the kiosk itself."""
WHAT_TO_DO = {
    "none": mark("An administrator writes down where its printer is. Until then no receipt comes on paper."),
    "low": mark("Put a new roll in soon."),
    "no_paper": mark("Put a new roll in. Receipts of people who left are not printed."),
    "cover_open": mark("Close the cover of the printer."),
    "broken": mark("Open the printer, and look for jammed paper."),
    "offline": mark("Look at the lamps of the printer."),
    "away": mark("Look whether the printer is on, and its cable in."),
    "screen": mark("Look at its screen. If it is dark or does not move, start the kiosk anew."),
    "no_camera": mark("Look whether the cable of its camera is in. Until then nobody can hand papers in there."),
    "keeps": mark(
        "It took papers in without network, and hands them on by itself. Leave it on, and look at its network cable."
    ),
    "aside": mark(
        "It cannot send a deposit that it took in: its disk is damaged. Have IT save what lies in its folder put-aside."
    ),
    "silent": mark("Look whether the kiosk is on, and its network cable in."),
}
