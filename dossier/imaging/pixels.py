"""The one form in which pictures pass between the steps."""

from cv2.typing import MatLike

Pixels = MatLike
"""8 bits a channel: height × width × 3, blue first, as OpenCV wants it; height × width where it is called grey."""
