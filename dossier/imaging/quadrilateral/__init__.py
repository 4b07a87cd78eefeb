"""Where the page lies on a photo: classical segments and edges, ranked; no network model, no download."""

from dossier.imaging.quadrilateral.bent_sides import bent_sides
from dossier.imaging.quadrilateral.channels import sampled
from dossier.imaging.quadrilateral.find import find_quad, find_quads

__all__ = ["bent_sides", "find_quad", "find_quads", "sampled"]
