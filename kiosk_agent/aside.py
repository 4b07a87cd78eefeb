"""The page between two visits: on another site than the kiosk, so that its browser ends the process of the last."""

from html import escape

_PAGE = """<!doctype html>
<html lang="en">
  <head>
    <title>Guichet</title>
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="refresh" content="0;url={start}">
  </head>
  <body></body>
</html>
"""


def aside(start: str) -> bytes:
    """Return the page, empty, that leads on to where a visit begins, at once, and leaves no entry behind."""
    return _PAGE.format(start=escape(start)).encode()
