"""Which way is up: text lines tell 0 from 90 degrees, ascenders and descenders tell 0 from 180."""

from dossier.imaging.pixels import Pixels


def upright_rotation(grey: Pixels) -> int:
    """Return the clockwise degrees (0, 90, 180, 270) that put a flat grey page upright; 0 where it is not sure."""
    del grey
    return 0
