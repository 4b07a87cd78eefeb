"""What a client needs that speaks with servers at loopback alone."""

import ssl

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""As httpx's `verify`: by itself each client reads all authorities that the machine trusts, 24 ms of processor time."""
