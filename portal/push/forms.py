"""What a browser says of itself."""

from dataclasses import dataclass

from dossier.notices.subscription import Subscription


@dataclass(frozen=True, kw_only=True)
class Address:
    """A browser's address at its push service, and the receipt whose deposit is meant; without one, the person is."""

    endpoint: str
    receipt: str = ""


@dataclass(frozen=True, kw_only=True)
class Phone(Address):
    """The keys that messages to it are encrypted with, too."""

    p256dh: str
    auth: str

    @property
    def subscription(self) -> Subscription:
        """Return it as the dossier keeps it."""
        return Subscription(endpoint=self.endpoint, p256dh=self.p256dh, auth=self.auth)


@dataclass(frozen=True, kw_only=True)
class MovedPhone(Phone):
    """The address that it had before, too."""

    former: str
