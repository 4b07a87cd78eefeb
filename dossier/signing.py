"""Signed tokens: what we print on paper, put into a link or hand to a device, and believe when it comes back."""

from itsdangerous import BadSignature, URLSafeSerializer

from dossier.errors import Refused
from dossier.settings import settings


class BadToken(Refused):
    """This code is not one of ours, or it is damaged. Try once more, or type the number."""


def sign(purpose: str, value: str) -> str:
    """Return a token that says `value`, for one purpose: URL-safe, without personal data, never expiring."""
    return _serializer(purpose).dumps(value)


def read(purpose: str, token: str) -> str:
    """Return what a token says.

    Raises BadToken when it was not signed by us for this purpose.
    """
    try:
        return str(_serializer(purpose).loads(token))
    except BadSignature as error:
        raise BadToken from error


def _serializer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key.get_secret_value(), salt=f"guichet.{purpose}")
