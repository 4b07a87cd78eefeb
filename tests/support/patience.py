"""How long tests wait for what comes about in the end: on a machine that a second run of tests shares, it comes late.

Not for what is promised within a time: there a test names the time that is promised, and its unit.
"""

from playwright.async_api import expect

PATIENCE_MS = 30_000
PATIENCE_SECONDS = PATIENCE_MS / 1000


def pytest_configure() -> None:
    """Have whatever is expected of a page without a time of its own be waited for as long."""
    expect.set_options(timeout=PATIENCE_MS)
