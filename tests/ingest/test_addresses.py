import pytest

from core.errors import ForbiddenAddress, NoAnswer
from ingest.addresses import is_public, target

PUBLIC = "93.184.215.14"
DNS = {
    "example.org": [PUBLIC],
    "xn--lment-bsad.fr": [PUBLIC],
    "élément.fr": [PUBLIC],
    "six.example.org": ["2606:2800:21f:cb07:6820:80da:af6b:8b2c"],
    "inside.example.org": ["10.0.0.5"],
    "both.example.org": [PUBLIC, "127.0.0.1"],
    "mapped.example.org": ["::ffff:169.254.169.254"],
    "linklocal.example.org": ["fe80::1%eth0"],
    "metadata.example.org": ["169.254.169.254"],
    "nat64.example.org": ["64:ff9b::a00:1"],
    "nobody.example.org": [],
    "127.0.0.1.nip.io": ["127.0.0.1"],
}


def resolver(host: str, port: int) -> list[str]:
    if host not in DNS:
        raise OSError("no such host")
    return DNS[host]


BLOCKED = """
http://127.0.0.1/
http://127.1/
http://127.0.0.1:8080/
http://127.0.0.1./
http://127.255.255.254/
http://localhost/
http://LOCALHOST/
http://localhost./
http://box.localhost/
http://printer.local/
http://git.internal/
http://router.lan/
http://nas.home.arpa/
http://intranet/
http://0.0.0.0/
http://0/
http://2130706433/
http://017700000001/
http://0x7f000001/
http://0x7f.0.0.1/
http://0177.0.0.1/
http://127.0.0.0x1/
http://10.0.0.1/
http://172.16.0.1/
http://172.31.255.255/
http://192.168.1.1/
http://169.254.169.254/latest/meta-data/
http://100.64.0.1/
http://192.0.2.1/
http://198.18.0.1/
http://203.0.113.7/
http://224.0.0.1/
http://240.0.0.1/
http://255.255.255.255/
http://[::1]/
http://[::]/
http://[::ffff:127.0.0.1]/
http://[::ffff:7f00:1]/
http://[::ffff:93.184.215.14]/
http://[::127.0.0.1]/
http://[64:ff9b::7f00:1]/
http://[64:ff9b:1::7f00:1]/
http://[2002:7f00:1::]/
http://[2001:0:7f00:1::]/
http://[fe80::1]/
http://[fe80::1%25eth0]/
http://[fc00::1]/
http://[fd12:3456::1]/
http://[fec0::1]/
http://[ff02::1]/
http://[2001:db8::1]/
http://inside.example.org/
http://both.example.org/
http://mapped.example.org/
http://linklocal.example.org/
http://metadata.example.org/
http://nat64.example.org/
http://127.0.0.1.nip.io/
http://example.org@127.0.0.1/
http://user:secret@example.org/
http://example.org:80@10.0.0.1/
http://example.org\\@127.0.0.1/
http://①②⑦.⓪.⓪.①/
http://１２７.0.0.1/
http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/
http://example.org%00.evil/
http://exa mple.org/
http://
http:///path
http:example.org
http://example.org:99999/
http://example.org:port/
http://[::1
http://-example-.org:80:80/
file:///etc/passwd
ftp://example.org/
gopher://example.org/
ws://example.org/
javascript:alert(1)
data:text/html,hello
//example.org/
example.org
about:blank
unix:///var/run/docker.sock
""".strip().split("\n")


@pytest.mark.parametrize("url", BLOCKED)
def test_blocked(url: str) -> None:
    with pytest.raises(ForbiddenAddress):
        target(url, resolver)


@pytest.mark.parametrize("control", ["\n", "\t", "\r", "\0", "\u200b", "\u202e"])
def test_invisible_characters_are_blocked(control: str) -> None:
    with pytest.raises(ForbiddenAddress):
        target(f"http://example.org/{control}a", resolver)


def test_there_are_enough_cases() -> None:
    assert len(BLOCKED) >= 40


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("http://example.org/a", "example.org", 80),
        ("https://EXAMPLE.org./a?b=é#c", "example.org", 443),
        ("https://example.org:8443/", "example.org", 8443),
        ("https://six.example.org/", "six.example.org", 443),
        ("http://élément.fr/", "élément.fr", 80),
        ("http://93.184.215.14/", "93.184.215.14", 80),
        (
            "http://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
            "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
            80,
        ),
    ],
)
def test_public_pages_are_allowed(url: str, host: str, port: int) -> None:
    found = target(url, resolver)
    assert (found.host, found.port) == (host, port)
    assert all(map(is_public, found.addresses))


@pytest.mark.parametrize("url", ["http://unknown.example.org/", "http://nobody.example.org/"])
def test_a_host_nobody_knows(url: str) -> None:
    with pytest.raises(NoAnswer):
        target(url, resolver)


def test_what_is_no_address_is_not_public() -> None:
    assert not is_public("example.org")
    assert not is_public("")
