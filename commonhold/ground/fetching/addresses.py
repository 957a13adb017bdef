"""Which addresses of the network are everybody's, and not this machine's, its neighbours' or nobody's."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address

# Global by the registry, but a cloud's own: it answers questions about the machine that asks.
_METADATA = frozenset({ip_address("168.63.129.16")})
# RFC 6052 and RFC 4291: the last 32 bits are an IPv4 address that a gateway would go to.
_BEAR_IPV4 = [IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("::/96")]
# Set apart by the registry, though Python takes some of them for global.
_SET_APART = [ip_network("192.0.0.0/24"), ip_network("192.88.99.0/24")]


def is_public(address: Address) -> bool:
    """May a stranger's link lead us there? An IPv6 address that stands for an IPv4 one is judged as that."""
    if isinstance(address, IPv6Address) and (inner := _borne_by(address)) is not None:
        return is_public(inner)
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and address not in _METADATA
        and not any(address in each for each in _SET_APART)
    )


def _borne_by(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in each for each in _BEAR_IPV4):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None
