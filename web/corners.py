"""The form that sets the four corners of a page, in percent of its photo: the same at the portal and at the desk."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Annotated

from dossier.deposits.corners import CORNER_MIN_AREA, REACH, WHOLE_PHOTO, CornersView
from dossier.imaging.values import Quad
from web.catalogues import gettext, mark
from web.forms import Form, NotANumber, blank, read
from web.scope import AnyRequest

LABELS: Mapping[str, str] = {
    "top_left": mark("Top left corner"),
    "top_right": mark("Top right corner"),
    "bottom_right": mark("Bottom right corner"),
    "bottom_left": mark("Bottom left corner"),
}
"""Corners as the form names them, clockwise, and in words."""
_PERCENT = re.compile(r"-?\d{1,3}([.,]\d{1,9})?")


class Preset(Enum):
    """Corners that nobody needs to set one by one."""

    WHOLE = "whole"  # the photo as it is
    FOUND = "found"  # as the service finds them


def read_share(typed: str) -> float:
    """Read a percentage as a share: `12.5` or `12,5` is 0.125. Raises NotANumber."""
    if not _PERCENT.fullmatch(typed):
        raise NotANumber
    return float(typed.replace(",", ".")) / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Corners:
    """Where each corner lies, from the photo's left and from its top."""

    top_left_x: Annotated[float, read_share]
    top_left_y: Annotated[float, read_share]
    top_right_x: Annotated[float, read_share]
    top_right_y: Annotated[float, read_share]
    bottom_right_x: Annotated[float, read_share]
    bottom_right_y: Annotated[float, read_share]
    bottom_left_x: Annotated[float, read_share]
    bottom_left_y: Annotated[float, read_share]

    @property
    def quad(self) -> Quad:
        """Return the corners as the dossier wants them."""
        return tuple((getattr(self, f"{name}_x"), getattr(self, f"{name}_y")) for name in LABELS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Whether a preset was chosen."""

    to: Preset | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks for."""

    quad: Quad | None  # None: find them again


async def read_corners(request: AnyRequest) -> Form[Asked]:
    """Read the request's form: four corners, or a preset whatever stands in the fields."""
    choice, form = (await read(request, Choice)).value, await read(request, Corners)
    asked = None if form.value is None else Asked(form.value.quad)
    if choice is not None and choice.to is not None:
        asked = Asked(WHOLE_PHOTO if choice.to is Preset.WHOLE else None)
    return Form(asked, form.typed, form.ticked, form.errors)


def shown_corners(view: CornersView) -> Form[Corners]:
    """Return the form as it is first shown: with the corners that hold, none farther out than one may be set."""
    shares = (min(max(share, -REACH), 1 + REACH) for point in view.quad for share in point)
    names = (f"{name}_{axis}" for name in LABELS for axis in "xy")
    figures = (f"{100 * share:.2f}".rstrip("0").rstrip(".") for share in shares)
    return blank(Corners, **dict(zip(names, figures, strict=True)))


def wrong_corners(form: Form[Asked]) -> list[tuple[str, str]]:
    """Return what is wrong, for the summary above the form: the field to go to, and a sentence that names its corner.

    Two figures of a corner that are wrong in the same way are one.
    """
    told: dict[str, str] = {}
    for name, fault in form.wrong:
        label = gettext(LABELS[name.rpartition("_")[0]])
        told.setdefault(gettext("{label}: {sentence}", label=label, sentence=fault), name)
    return [(name, words) for words, name in told.items()]


BOUNDS = {"corners": LABELS, "reach": REACH, "least": CORNER_MIN_AREA, "wrong": wrong_corners}
"""What the macros of corners know of the rule: which there are, how far out, how small, what is wrong with them."""
