"""A picture of a screen, as a browser makes one."""

import pyvips

SCREEN: bytes = pyvips.Image.black(320, 200, bands=3).copy(interpretation="srgb").jpegsave_buffer()
