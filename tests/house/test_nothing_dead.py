"""Nothing lies around: every template and static file is used, every verb is proven."""

import re
from pathlib import Path

import pytest

from dossier.lifecycle import MOVES

ROOT = Path(__file__).parents[2]
CODE = [
    path
    for folder in ("asgi.py", "cli", "dossier", "web", "portal", "kiosk", "kiosk_agent", "backoffice", "api", "demo")
    for path in ([ROOT / folder] if folder.endswith(".py") else (ROOT / folder).rglob("*.py"))
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCREENS = "\n".join(path.read_text(encoding="utf-8") for path in [*CODE, *TEMPLATES])
SCRIPTS = "\n".join(
    path.read_text(encoding="utf-8") for path in (ROOT / "static").rglob("*") if path.suffix in {".js", ".css"}
)
TESTS = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_a_template_is_used(template: Path) -> None:
    used = f'"{template.relative_to(ROOT / "templates").as_posix()}"' in SCREENS
    assert used, "no handler and no template names it"


@pytest.mark.parametrize(
    "file",
    sorted(path for path in (ROOT / "static").rglob("*") if path.is_file() and path.suffix not in {".txt", ".md"}),
    ids=lambda path: path.relative_to(ROOT / "static").as_posix(),
)
def test_a_static_file_is_used(file: Path) -> None:
    name = file.relative_to(ROOT / "static").as_posix()
    used = name in SCREENS or f"/{file.name}" in SCRIPTS or f'"{file.name}"' in SCRIPTS
    assert used or file.suffix not in {".js", ".css", ".svg"}, "no page, no style sheet and no script names it"


def test_a_picture_of_an_empty_screen_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([a-z-]+)"', (ROOT / "static/img/papers.svg").read_text(encoding="utf-8")))
    named = set(re.findall(r'picture="([a-z-]+)"', SCREENS))
    assert named
    assert named - {"emblem"} <= drawn, "`emblem` is the house's own, and drawn by its macro"


@pytest.mark.parametrize("verb", sorted({move.verb for move in MOVES}))
def test_a_verb_that_moves_something_is_proven(verb: str) -> None:
    room = verb.partition(".")[0]
    (module,) = [
        path for path in (ROOT / "dossier" / room).glob("*.py") if f'"{verb}"' in path.read_text(encoding="utf-8")
    ]
    proven = f"from dossier.{room}.{module.stem} import" in TESTS
    assert proven, f"no test imports dossier/{room}/{module.name}"
