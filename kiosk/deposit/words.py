"""What is wrong with a photo at a kiosk, whose camera hangs still, and what helps there."""

from dataclasses import dataclass

from web.catalogues import mark


@dataclass(frozen=True, slots=True)
class FaultWords:
    """What is wrong, and what to do."""

    sentence: str
    advice: str


FAULTS = {
    "blur": FaultWords(mark("This photo is not sharp."), mark("Lay the paper flat, and take your hands away.")),
    "dark": FaultWords(mark("This photo is too dark."), mark("Do not stand between the lamp and the paper.")),
    "glare": FaultWords(mark("A light shines on the paper."), mark("Move the paper a little aside.")),
    "cut_off": FaultWords(mark("A part of the paper is missing."), mark("Lay it so that you see all four corners.")),
    "too_far": FaultWords(mark("The paper is too far away."), mark("Lay it in the middle, under the camera.")),
    "upside_down": FaultWords(mark("The page is not the right way up."), mark("You may go on: we will turn it.")),
    "blank": FaultWords(mark("We see an empty page."), mark("Turn the paper over, and take it again.")),
    "not_a_document": FaultWords(mark("We see no paper here."), mark("Lay your paper under the camera.")),
}
