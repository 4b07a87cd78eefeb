"""What the boxed child does with a scanned stack: count its sheets, look at one, show one, cut some out."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dossier.imaging.gate import inspect
from dossier.imaging.values import SLICE, Caps

STACK_VERBS = frozenset({"inspect_stack", "read_sheet", "show_sheet", "cut_sheets"})


def stack_value(request: Mapping[str, Any], caps: Caps) -> dict[str, Any]:
    """Return the value of a request about a stack, which may have as many sheets as the request says.

    Raises a leaf of Refused.
    """
    path, caps = Path(request["path"]), replace(caps, pdf_pages_max=request["sheets_max"])
    out_dir = Path(request["out_dir"])
    if request["verb"] == "inspect_stack":
        return inspect(path, caps).to_json()
    if request["verb"] == "cut_sheets":
        from dossier.imaging.slices import cut_sheets

        cut_sheets(path, request["indices"], out_dir / SLICE, caps)
        return {}
    from dossier.imaging.sheets import read_sheet, show_sheet

    if request["verb"] == "read_sheet":
        return read_sheet(path, request["index"], caps).to_json()
    show_sheet(path, request["index"], out_dir, caps)
    return {}
