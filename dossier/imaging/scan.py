"""The pipeline without a server: files in, one JSON-able result each, renditions in a folder where one is given."""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

from dossier.errors import Refused
from dossier.imaging.box import Box
from dossier.imaging.values import Caps, MadePage

EXIT_REFUSED = 3


async def scanned(files: Sequence[Path], *, out: Path | None, box: Box) -> AsyncIterator[dict[str, Any]]:
    """Give one result per file: `file`, `media_type`, `refused` (code and message, or None) and `pages`.

    A refused file keeps the pages that were made before.
    """
    with tempfile.TemporaryDirectory() as scratch:
        for number, file in enumerate(files, 1):
            # Two files may have one name: the number keeps their pages apart.
            folder = Path(scratch) if out is None else out / f"{number:03d}-{file.stem}"
            yield await _scanned(file, folder, box)


async def _scanned(file: Path, folder: Path, box: Box) -> dict[str, Any]:
    result: dict[str, Any] = {"file": str(file), "media_type": None, "refused": None, "pages": []}
    try:
        found = await box.inspect(file)
        result["media_type"] = found.media_type
        for index in range(found.page_count):
            page = await box.make_page(file, index, folder / f"page-{index + 1:03d}")
            result["pages"].append(_plain(page))
    except Refused as refusal:
        result["refused"] = {"code": refusal.code(), "message": str(refusal)}
    return result


def _plain(page: MadePage) -> dict[str, Any]:
    value = page.to_json()
    del value["renditions"], value["coarsest_dpi"]  # here no page shows two
    return value


def scan(files: Sequence[Path], *, out: Path | None, json_lines: bool) -> int:
    """Scan files and print a result a line, as JSON or in words; return 0, or 3 when any was refused.

    Limits are the defaults of the settings. Raises FileNotFoundError for a file that is not there.
    """
    return asyncio.run(_scan(files, out=out, json_lines=json_lines))


async def _scan(files: Sequence[Path], *, out: Path | None, json_lines: bool) -> int:
    code = 0
    async with default_box() as box:
        async for result in scanned(files, out=out, box=box):
            print(json.dumps(result, ensure_ascii=False) if json_lines else _in_words(result), flush=True)  # noqa: T201 - its purpose
            code = EXIT_REFUSED if result["refused"] else code
    return code


def default_box() -> Box:
    """Return a box with the limits that the settings have when nobody sets them."""
    return Box(max_bytes=_default("box_max_bytes"), seconds=_default("box_seconds"), caps=default_caps())


def default_caps() -> Caps:
    """Return the caps that the settings have when nobody sets them."""
    return Caps(**{each: _default(each) for each in Caps.__dataclass_fields__})


def _default(setting: str) -> int:
    from dossier.settings import Settings

    value: int = Settings.model_fields[setting].default
    return value


def _in_words(result: dict[str, Any]) -> str:
    if result["refused"]:
        return f"{result['file']}: refused, {result['refused']['code']}: {result['refused']['message']}"
    lines = [f"{result['file']}: {result['media_type']}, {len(result['pages'])} page(s)"]
    for number, page in enumerate(result["pages"], 1):
        faults = ", ".join(page["verdict"]["faults"]) or "no fault"
        place = "whole frame" if page["quad"] is None else f"found ({page['score']:.2f})"
        codes = "".join(f", {code['format']}" for code in page["codes"])
        lines.append(f"  {number}: {page['width']} × {page['height']}, {place}, {faults}{codes}")
    return "\n".join(lines)
