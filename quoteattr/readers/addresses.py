"""Which machines may be asked for a page: those of the open internet.

In: the name of a host. Out: the IP address to connect to, resolved once, so that a name which first means an open
address and then a private one (DNS rebinding) gains nothing::

    resolve("example.org", 443, allow_private=False)

A page may link, or a server redirect, to machines of the user's own network, which trust whoever is inside; those
are refused unless the user allows it.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from quoteattr.errors import ReadError

# IPv6 addresses that stand for an IPv4 address in their last 32 bits (RFC 6052).
NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


def resolve(host: str, port: int, *, allow_private: bool) -> str:
    """The first IP address of a host, all of whose addresses may be asked.

    Raises:
        ReadError: there is none, or one is in a private network.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ReadError(f"cannot be reached: {reason}; check the address and the network") from error
    addresses = [str(entry[4][0]) for entry in found]
    private = next((address for address in addresses if not is_public(address)), None)
    if private and not allow_private:
        raise ReadError(f"leads to {private}, which is in a private network; --allow-private reads it all the same")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also where it is written as another kind."""
    ip = ip_address(address.split("%")[0])
    return all(part.is_global and not part.is_multicast for part in (ip, *_embedded(ip)))


def _embedded(ip: IPv4Address | IPv6Address) -> tuple[IPv4Address, ...]:
    """IPv4 addresses that an IPv6 address stands for."""
    if isinstance(ip, IPv4Address):
        return ()
    inside = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if any(ip in network for network in NAT64):
        inside.append(IPv4Address(int(ip) & 0xFFFFFFFF))
    return tuple(found for found in inside if found is not None)
