"""From which network somebody comes, whatever he claims."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address
SOCKET = "unix"  # a proxy on the same machine that speaks through a socket
UNKNOWN = "?"


def network_of(*, remote: str, forwarded: str, trusted: Iterable[str]) -> str:
    """The network a request comes from, as text.

    The address of the connection, unless it is that of a trusted proxy: then the nearest hop of
    X-Forwarded-For that no trusted proxy stands behind. What lies further left was written by
    the visitor himself. A house behind IPv6 has a /64.

    >>> network_of(remote="10.0.0.1", forwarded="1.2.3.4, 10.9.9.9", trusted=["10.0.0.1"])
    '10.9.9.9'
    """
    proxies = list(trusted)
    hops = [each.strip() for each in forwarded.split(",") if each.strip()]
    nearest = remote
    while hops and _is_proxy(nearest, proxies):
        nearest = hops.pop()
    return _as_network(nearest)


def _is_proxy(hop: str, proxies: list[str]) -> bool:
    if not hop:
        return SOCKET in proxies
    address = _address(hop)
    return address is not None and any(
        address in ip_network(proxy, strict=False) for proxy in proxies if proxy != SOCKET
    )


def _as_network(hop: str) -> str:
    address = _address(hop)
    if address is None:
        return UNKNOWN
    if isinstance(address, IPv6Address):
        return str(ip_network((address.packed, 64), strict=False))
    return str(address)


def _address(hop: str) -> Address | None:
    """The address of a hop; an IPv4 address in the clothes of IPv6 is the IPv4 one."""
    try:
        address = ip_address(hop.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
