"""The light table's codes in words: why a page is set aside, and what an act was."""

from web.catalogues import mark

REASONS = {
    "blank": mark("Blank"),
    "separator": mark("Separator"),
    "double": mark("Double"),
    "retaken": mark("Taken again"),
}
"""Why a page is set aside, and could be."""

ACTS = {
    "cut": mark("the cut"),
    "merge": mark("the merge"),
    "move": mark("the move"),
    "copy": mark("the copy"),
    "set_aside": mark("what was set aside"),
    "take_back": mark("what was taken back"),
    "turn": mark("the turn"),
}
"""What can be undone and redone."""

MARKS = "123456789BEFGHILNOPQVWYZ"
"""The key that moves a page into a document, in the order of documents: figures, then letters that do nothing else."""
