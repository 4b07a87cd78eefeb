"""The parts of a paper file in words."""

from web.catalogues import mark

PARTS = {
    "social": mark("Social"),
    "litigation": mark("Litigation"),
    "debt": mark("Debt mediation"),
    "housing": mark("Housing"),
    "medical": mark("Medical"),
    "administrative": mark("Administrative"),
    "other": mark("Other papers"),
}
