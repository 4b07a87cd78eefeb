"""What helps when something is wrong with a photo at a kiosk, whose camera hangs still."""

from web.catalogues import mark
from web.faults import faults

FAULTS = faults(
    {
        "blur": mark("Lay the paper flat, and take your hands away."),
        "dark": mark("Do not stand between the lamp and the paper."),
        "glare": mark("Move the paper a little aside."),
        "cut_off": mark("Lay it so that you see all four corners."),
        "too_far": mark("Lay it in the middle, under the camera."),
        "upside_down": mark("You may go on: we will turn it."),
        "blank": mark("Turn the paper over, and take it again."),
        "not_a_document": mark("Lay your paper under the camera."),
    }
)
