"""What helps when something is wrong with a photo that was taken by hand."""

from web.catalogues import mark
from web.faults import faults

FAULTS = faults(
    {
        "blur": mark("Hold the phone still, and take it again."),
        "dark": mark("Go to a window or a lamp, and take it again."),
        "glare": mark("Move a little aside, and take it again."),
        "cut_off": mark("Show all four corners, and take it again."),
        "too_far": mark("Come closer, and take it again."),
        "upside_down": mark("Turn it with the button."),
        "blank": mark("Turn the paper over, or remove the page."),
        "not_a_document": mark("Lay the paper flat, and take it again."),
    }
)
