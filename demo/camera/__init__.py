"""The camera of the demo: photographs, scans and films invented papers on tables that numpy lays."""

from demo.camera.feed import camera_feed
from demo.camera.flatbed import scan
from demo.camera.jpeg import Photo
from demo.camera.phone import Fault, photograph
from demo.camera.surfaces import Background

__all__ = ["Background", "Fault", "Photo", "camera_feed", "photograph", "scan"]
