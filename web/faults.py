"""What can be wrong with a photo, in a sentence that every room says; what helps depends on the camera of the room."""

from dataclasses import dataclass

from web.catalogues import mark

_SENTENCES = {
    "blur": mark("This photo is not sharp."),
    "dark": mark("This photo is too dark."),
    "glare": mark("A light shines on the paper."),
    "cut_off": mark("A part of the paper is missing."),
    "too_far": mark("The paper is too far away."),
    "upside_down": mark("The page is not the right way up."),
    "blank": mark("We see an empty page."),
    "not_a_document": mark("We see no paper here."),
}


@dataclass(frozen=True, slots=True)
class FaultWords:
    """What is wrong with a photo, and what helps."""

    sentence: str
    advice: str


def faults(advice: dict[str, str]) -> dict[str, FaultWords]:
    """Return the words for each fault, with a room's advice. Raises KeyError for a fault that has none."""
    return {fault: FaultWords(sentence, advice[fault]) for fault, sentence in _SENTENCES.items()}
