"""An open deposit that a sender has a permit for."""

from tests.support.tus import permit

__all__ = ["permit"]
