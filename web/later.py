"""What is refused for now and goes on by itself after a while."""

from datetime import datetime

from dossier.clock import now
from dossier.errors import Refused


class Later(Refused):
    """That is too much just now. Go on {until}, or come to the counter."""

    def __init__(self, *, until: datetime) -> None:
        self.until = until
        super().__init__(until=until)

    @property
    def wait_seconds(self) -> int:
        """Return how long it takes until it goes on, at least 1."""
        return max(1, round((self.until - now()).total_seconds()))
