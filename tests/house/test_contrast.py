"""House rule: every pair of colours that carries meaning can be read, on light, on dark, and on a paper in the dark.

Ratios are those of WCAG 2.2: 4.5 : 1 for text (1.4.3), 3 : 1 for edges and shapes (1.4.11).
"""

import re
from itertools import product
from pathlib import Path

import pytest

TOKENS = (Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css").read_text()
TEXT, EDGE = 4.5, 3.0
STATES = ("good", "look", "need", "urgent")
GROUNDS = ("desk", "sheet")

PAIRS = [
    *[(ink, ground, TEXT) for ink, ground in product(("ink", "ink-soft", "act", "act-strong", *STATES), GROUNDS)],
    *[(state, f"{state}-wash", TEXT) for state in STATES],
    *[("ink", f"{wash}-wash", TEXT) for wash in (*STATES, "act")],
    ("act-strong", "act-wash", TEXT),
    ("ink-soft", "act-wash", TEXT),
    ("ink", "well", TEXT),
    ("on-act", "act", TEXT),
    ("on-act", "act-strong", TEXT),
    ("desk", "ink", TEXT),
    *[("edge", ground, EDGE) for ground in GROUNDS],
    *[("focus", ground, EDGE) for ground in (*GROUNDS, "well")],
]


def declared(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def block_after(opening: str) -> dict[str, str]:
    """Return the colours of the rule that follows an opening, up to its closing brace."""
    assert opening in TOKENS, opening
    return declared(TOKENS.split(opening, 1)[1].split("}", 1)[0])


LIGHT = block_after("  :root,\n  .on-paper {")
DARK = LIGHT | block_after("@media (prefers-color-scheme: dark) {\n    :root {")
PAPER_IN_THE_DARK = LIGHT | block_after("/* Paper under a lamp, not a window. */\n    .on-paper {")
STRONG = LIGHT | block_after(':root[data-contrast="more"] .on-paper {')


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (#rrggbb), 0 to 1 (WCAG 2.2, definitions)."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    ("palette", "name"),
    [(LIGHT, "light"), (DARK, "dark"), (PAPER_IN_THE_DARK, "paper in the dark"), (STRONG, "strong contrast")],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_pair_can_be_read(palette: dict[str, str], name: str, front: str, ground: str, least: float) -> None:
    ratio = contrast(palette[front], palette[ground])
    assert ratio >= least, f"{name}: --{front} on --{ground} is {ratio:.2f}, needs {least}"


def test_no_colour_stands_outside_the_tokens() -> None:
    allowed = re.compile(r"#000000|#ffffff|#000\b|#0000\b|rgb\(34 30 25")  # print, masks, the veil of a dialog
    for path in sorted((Path(__file__).resolve().parents[2] / "static" / "css").rglob("*.css")):
        if path.name == "tokens.css":
            continue
        strays = [
            each for each in re.findall(r"#[0-9a-f]{3,8}\b|rgb\([^)]*\)", path.read_text()) if not allowed.match(each)
        ]
        assert not strays, f"{path.name}: {strays}"
