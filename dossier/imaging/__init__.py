"""The imaging room: bytes of a photo, scan or PDF become pages, codes and a verdict; pure, and run in a boxed child."""
