"""Asks which TCP ports of this machine are free, so that a taken one is told in a sentence."""

import random
import socket

_OWN_PORTS = range(10_240, 32_768)
"""From the last port that browsers refuse to the first that Linux gives to whoever calls out (`ip_local_port_range`):
one of those may be another's a moment after it was free."""


def port_is_free(host: str, port: int) -> bool:
    """Tell whether a TCP port can be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(host: str) -> int:
    """Return a TCP port of an IPv4 address that nobody listens on now. Raises OSError where there is none."""
    for port in random.sample(_OWN_PORTS, len(_OWN_PORTS)):
        if port_is_free(host, port):
            return port
    msg = f"no port of {host} is free"
    raise OSError(msg)
