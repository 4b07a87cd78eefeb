"""Where the page lies on a photo: classical segments and edges, ranked; no network model, no download."""

from dossier.imaging.quadrilateral.channels import LONG_SIDE
from dossier.imaging.quadrilateral.find import find_quad

__all__ = ["LONG_SIDE", "find_quad"]
