"""Where a request really comes from, when proxies that we trust stand between."""

from ipaddress import IPv6Address, ip_address, ip_network

from web.scope import Connection, settings_of


def client_address(connection: Connection) -> str:
    """Return the client's address: the peer's, or the last in X-Forwarded-For that no trusted proxy has."""
    trusted = [ip_network(each, strict=False) for each in settings_of(connection).trusted_proxies]
    hops = [hop.strip() for hop in connection.headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    address = connection.client.host if connection.client else ""
    while hops and any(parsed in network for network in trusted if (parsed := _parsed(address)) is not None):
        address = hops.pop()
    return address


def network_of(address: str) -> str:
    """Return what one household or office shares: an IPv4 address, or the /64 of an IPv6 one."""
    parsed = _parsed(address)
    return str(ip_network(f"{parsed}/64", strict=False)) if isinstance(parsed, IPv6Address) else address


def _parsed(address: str) -> object:
    try:
        return ip_address(address)
    except ValueError:
        return None
