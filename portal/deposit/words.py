"""What can be wrong with a photo, in a kind sentence, and what helps."""

from dataclasses import dataclass

from web.catalogues import mark


@dataclass(frozen=True, slots=True)
class FaultWords:
    """What is wrong with a photo, and what helps."""

    sentence: str
    advice: str


FAULTS = {
    "blur": FaultWords(mark("This photo is not sharp."), mark("Hold the phone still, and take it again.")),
    "dark": FaultWords(mark("This photo is too dark."), mark("Go to a window or a lamp, and take it again.")),
    "glare": FaultWords(mark("A light shines on the paper."), mark("Move a little aside, and take it again.")),
    "cut_off": FaultWords(mark("A part of the paper is missing."), mark("Show all four corners, and take it again.")),
    "too_far": FaultWords(mark("The paper is too far away."), mark("Come closer, and take it again.")),
    "upside_down": FaultWords(mark("The page is not the right way up."), mark("Turn it with the button.")),
    "blank": FaultWords(mark("We see an empty page."), mark("Turn the paper over, or remove the page.")),
    "not_a_document": FaultWords(mark("We see no paper here."), mark("Lay the paper flat, and take it again.")),
}
