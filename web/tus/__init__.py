"""Resumable upload at `/uploads`: the door to `dossier/uploads` that speaks tus 1.0 (https://tus.io/protocols)."""

from web.tus.routes import ROUTER, locking

__all__ = ["ROUTER", "locking"]
