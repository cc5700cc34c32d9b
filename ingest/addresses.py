"""Which addresses a page may be loaded from: public ones only, however they are written."""

from __future__ import annotations

import ipaddress
import re
import socket
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from core.errors import ForbiddenAddress, NoAnswer

Resolver = Callable[[str, int], list[str]]
"""Host and port to IP addresses as text; raises OSError where there are none."""

_NUMERIC_END = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)$")
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_LOCAL_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "onion", "test")
_EMBEDDING = [
    ipaddress.IPv6Network(network)
    for network in (
        "::/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "2001::/32",
        "fec0::/10",
    )
]
"""IPv6 networks that carry an IPv4 address inside (NAT64, 6to4, Teredo), or are site-local."""


@dataclass(frozen=True, slots=True)
class Target:
    """A checked place to connect to."""

    host: str
    port: int
    addresses: tuple[str, ...]


def resolve(host: str, port: int) -> list[str]:
    """The machine's own resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_url(url: str) -> tuple[str, int]:
    """Host (lower case, no trailing dot) and port of an http(s) URL.

    Raises ForbiddenAddress for other schemes, user names, hosts that are numbers in disguise or
    local names, and anything that cannot be read in one way only.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        host = unicodedata.normalize("NFKC", parts.hostname or "").lower()
    except ValueError as error:
        raise ForbiddenAddress(name=url) from error
    odd = any(
        character.isspace() or character in "\\\0" or not character.isprintable()
        for character in url
    )
    if odd or parts.scheme not in ("http", "https") or "@" in parts.netloc:
        raise ForbiddenAddress(name=url)
    host = host.removesuffix(".")
    if not _is_plain_host(host):
        raise ForbiddenAddress(name=url)
    return host, port or (443 if parts.scheme == "https" else 80)


def target(url: str, resolver: Resolver) -> Target:
    """Where `url` leads; every address its host resolves to must be public.

    Raises ForbiddenAddress, and NoAnswer for a host nobody knows.
    """
    host, port = checked_url(url)
    try:
        addresses = [host] if _address(host) else resolver(host, port)
    except (OSError, UnicodeError) as error:
        raise NoAnswer(name=url) from error
    if not addresses:
        raise NoAnswer(name=url)
    if not all(is_public(address) for address in addresses):
        raise ForbiddenAddress(name=url)
    return Target(host, port, tuple(addresses))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also where IPv6 wraps an IPv4 one."""
    ip = _address(address)
    if ip is None or "%" in address:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (
        ip.ipv4_mapped or any(ip in network for network in _EMBEDDING)
    ):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _is_plain_host(host: str) -> bool:
    """A name with a dot that is not a number, or a canonical IP address."""
    if _address(host):
        return True
    if _NUMERIC_END.search(host) or "." not in host:
        return False
    if host.endswith(tuple(f".{name}" for name in _LOCAL_NAMES)):
        return False
    try:
        ascii_host = host.encode("idna").decode()
    except UnicodeError:
        return False
    return _HOST.fullmatch(ascii_host) is not None


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
