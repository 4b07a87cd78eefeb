"""What the boxed child does with one request: the gate, a page, a glance or a look for codes; told in plain values."""

import traceback
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dossier.errors import Refused
from dossier.imaging.gate import inspect
from dossier.imaging.loaders import is_out_of_memory
from dossier.imaging.refusals import TooMuchMemory
from dossier.imaging.stacks import STACK_VERBS, stack_value
from dossier.imaging.values import Caps, Recipe, Under


def answer(request: Mapping[str, Any], caps: Caps) -> dict[str, Any]:
    """Return `value`, or `refused` with its facts, or `crashed` with the place of a fault of ours."""
    try:
        return {"value": _value(request, caps)}
    except Refused as refusal:
        return {"refused": refusal.code(), "facts": refusal.facts}
    except Exception as error:  # noqa: BLE001 - the parent must hear of any fault of ours, and go on
        if is_out_of_memory(error):
            return {"refused": TooMuchMemory.code(), "facts": {}}
        # The place, not the message: that might hold what a file says.
        place = traceback.extract_tb(error.__traceback__)[-1]
        return {"crashed": f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"}


def _value(request: Mapping[str, Any], caps: Caps) -> dict[str, Any]:
    path = Path(request["path"])
    if request["verb"] == "inspect":
        return inspect(path, caps).to_json()
    if request["verb"] in STACK_VERBS:
        return stack_value(request, caps)
    if request["verb"] in {"text", "unpack"}:
        return _bytes_value(request, path)
    # What works on pixels takes twice as long to load as the gate, which is all that a web process needs
    from dossier.imaging.glance import glance
    from dossier.imaging.look import codes_in_view
    from dossier.imaging.pipeline import make_page

    if request["verb"] == "codes":
        return {"codes": [asdict(each) for each in codes_in_view(path, caps)]}
    index, out_dir = request["index"], Path(request["out_dir"])
    if request["verb"] == "glance":
        return glance(path, index, out_dir, caps).to_json()
    under = None if request["under"] is None else Under.from_json(request["under"])
    return make_page(path, index, out_dir, Recipe.from_json(request["recipe"]), caps, under).to_json()


def _bytes_value(request: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Do what needs no pixels: the words of a page, the files of a package."""
    if request["verb"] == "text":
        from dossier.imaging.words import page_text

        return page_text(path, request["index"]).to_json()
    from dossier.imaging.packages import Room, unpack

    return unpack(path, Path(request["out_dir"]), Room(**request["room"])).to_json()
