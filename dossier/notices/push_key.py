"""The key by which push services know an installation (VAPID, RFC 8292)."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

KEY_BYTES = 32


def new_push_key() -> str:
    """Return a new private key: 32 bytes in base64url."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return _text(number.to_bytes(KEY_BYTES, "big"))


def public_key(private_key: str) -> str:
    """Return what a browser is given: the public key's point, uncompressed, in base64url. Raises ValueError."""
    return _text(_loaded(private_key).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def pems(private_key: str) -> tuple[bytes, bytes]:
    """Return the private and the public key as PEM. Raises ValueError."""
    key = _loaded(private_key)
    return (
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    )


def _loaded(private_key: str) -> ec.EllipticCurvePrivateKey:
    raw = urlsafe_b64decode(private_key + "=" * (-len(private_key) % 4))
    if len(raw) != KEY_BYTES:
        raise ValueError(len(raw))
    return ec.derive_private_key(int.from_bytes(raw, "big"), ec.SECP256R1())


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
