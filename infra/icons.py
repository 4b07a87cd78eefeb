"""Renders the app icons (PNG) from the emblem: run it again when `static/img/emblem.svg` changes."""

from pathlib import Path

import pyvips

IMAGES = Path(__file__).resolve().parent.parent / "static" / "img"
VIEW_BOX_PX = 64
ACCENT_RGB = [42.0, 63.0, 157.0]
SAFE_ZONE = 0.8
"""Share of a maskable icon that no launcher cuts off (W3C Web App Manifest, `purpose: maskable`)."""


def rendered(size_px: int) -> pyvips.Image:
    """Return the emblem as a square sRGB image with alpha, `size_px` wide."""
    return pyvips.Image.svgload(str(IMAGES / "emblem.svg"), scale=size_px / VIEW_BOX_PX)


def full_bleed(size_px: int, share: float) -> pyvips.Image:
    """Return the emblem on its own colour to all four edges, drawn over `share` of the width."""
    inner = rendered(round(size_px * share)).flatten(background=ACCENT_RGB)
    return inner.gravity("centre", size_px, size_px, extend="background", background=ACCENT_RGB)


def main() -> None:
    """Write every icon that the manifest and the pages name."""
    for size_px in (192, 512):
        rendered(size_px).pngsave(str(IMAGES / f"icon-{size_px}.png"), palette=True)
    full_bleed(512, SAFE_ZONE).pngsave(str(IMAGES / "icon-maskable-512.png"), palette=True)
    full_bleed(180, 1.0).pngsave(str(IMAGES / "apple-touch-icon-180.png"), palette=True)


if __name__ == "__main__":
    main()
