"""Where a webhook may go: odd spellings, names of one's own network, and every sort of address that is not open."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.values.refused import Refused
from bot.webhooks import addresses

HOW, HTTPS, USER, PORT, ODD, INSIDE = (
    f"webhook-{one}" for one in ("how", "https", "userinfo", "port", "odd-number", "private")
)

WRITTEN = {
    "https://example.org": "https://example.org/",
    "https://example.org/": "https://example.org/",
    "HTTPS://Example.ORG/Path?q=1&b=2": "https://example.org/Path?q=1&b=2",
    "https://example.org./hook": "https://example.org/hook",
    "https://example.org:443/": "https://example.org/",
    "https://example.org:8443/a": "https://example.org:8443/a",
    "https://example.org/a#part": "https://example.org/a",
    "https://münchen.example/": "https://xn--mnchen-3ya.example/",
    "https://xn--mnchen-3ya.example/": "https://xn--mnchen-3ya.example/",
    "https://城管.中国/": "https://xn--uisq74f.xn--fiqs8s/",
    "https://9.9.9.9/x": "https://9.9.9.9/x",
    "https://[2620:fe::fe]/": "https://[2620:fe::fe]/",
    "https://[2620:FE::00FE]:8443/": "https://[2620:fe::fe]:8443/",
    "https://a_b.example.org/": "https://a_b.example.org/",
    "https://3com.example/": "https://3com.example/",
    # what is wrong
    "example.org": HTTPS,
    "ftp://example.org/": HTTPS,
    "http://example.org/": HTTPS,
    "javascript:alert(1)": HTTPS,
    "https://": HOW,
    "https:///path": HOW,
    "https://exa mple.org/": HOW,
    "https://example.org/\tx": HOW,
    "https://example.org\\@127.0.0.1/": HOW,
    "https://example..org/": HOW,
    "https://-example.org/": HOW,
    "https://example.org/中": HOW,
    "https://[2620:fe::fe/": HOW,
    "https://example.org:99999/": HOW,
    "https://example.org:x/": HOW,
    f"https://example.org/{'a' * 500}": HOW,
    f"https://{'a' * 64}.org/": HOW,
    "https://user:pass@example.org/": USER,
    "https://example.org@10.0.0.1/": USER,
    "https://@example.org/": USER,
    "https://example.org:22/": PORT,
    "https://example.org:80/": PORT,
    "https://example.org:0/": PORT,
    "https://2130706433/": ODD,
    "https://0x7f000001/": ODD,
    "https://0177.0.0.1/": ODD,
    "https://127.1/": ODD,
    "https://0x7f.0.0.1/": ODD,
    "https://127.0.0.0x1/": ODD,
    "https://1.2.3.4.5/": ODD,
    "https://１２７.1/": ODD,
    "https://[fe80::1%25eth0]/": INSIDE,
    "https://127.0.0.1/": INSIDE,
    "https://127.0.0.1./": INSIDE,
    "https://１２７.０.０.１/": INSIDE,
    "https://10.0.0.1/": INSIDE,
    "https://0.0.0.0/": INSIDE,
    "https://169.254.169.254/latest/meta-data": INSIDE,
    "https://[::1]/": INSIDE,
    "https://[::ffff:10.0.0.1]/": INSIDE,
    "https://localhost/": INSIDE,
    "https://LOCALHOST./": INSIDE,
    "https://a.localhost/": INSIDE,
    "https://printer.local/": INSIDE,
    "https://db.internal/": INSIDE,
    "https://router.home.arpa/": INSIDE,
    "https://intranet/": INSIDE,
}
"""What somebody writes: what becomes of it, or why it is refused."""


@pytest.mark.parametrize(("text", "becomes"), WRITTEN.items())
def test_what_somebody_writes_is_one_address_or_has_one_reason(text: str, becomes: str) -> None:
    """The same for every spelling of the same place."""
    try:
        said = addresses.read(text).url
    except Refused as refusal:
        said = refusal.key
    assert said == becomes


CLOSED = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.255.255.255",
    "169.254.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.170",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::10.0.0.1",
    "::8.8.8.8",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:169.254.169.254",
    "64:ff9b::10.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:0a00:0001::1",
    "2002:0808:0808::1",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "localhost",
    "08.8.8.8",
    "8.8.8",
    "0x8.8.8.8",
]
OPEN = [
    "1.1.1.1",
    "9.9.9.9",
    "11.0.0.1",
    "100.63.255.255",
    "100.128.0.1",
    "126.255.255.255",
    "128.0.0.1",
    "169.253.255.255",
    "169.255.0.1",
    "172.15.255.255",
    "172.32.0.1",
    "192.167.255.255",
    "192.169.0.1",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2620:fe::fe",
    "64:ff9b::8.8.8.8",
]


@pytest.mark.parametrize("address", CLOSED)
def test_an_address_that_is_not_open_to_all_is_never_called(address: str) -> None:
    """Our own machine, our own networks, those of carriers, of links and of many, and other spellings of them."""
    assert not addresses.may_go_to(address)


@pytest.mark.parametrize("address", OPEN)
def test_an_address_of_the_open_network_may_be_called(address: str) -> None:
    """Up to the very edges of what is closed."""
    assert addresses.may_go_to(address)


NEVER = [
    "0.0.0.0",
    "::",
    "169.254.169.254",
    "fe80::1",
    "224.0.0.1",
    "ff02::1",
    "255.255.255.255",
    "::ffff:169.254.169.254",
    "::ffff:0.0.0.0",
    "64:ff9b::a9fe:a9fe",
    "nothing",
]


@pytest.mark.parametrize("address", NEVER)
def test_even_where_private_ones_are_allowed_some_are_not(address: str) -> None:
    """Where a cloud keeps the keys of its machines there is no receiver."""
    assert not addresses.may_go_to(address, private=True)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.1", "192.168.1.1", "fd12::1", "::1", "::ffff:10.0.0.1", "1.1.1.1"]
)
def test_where_private_ones_are_allowed_they_are_called(address: str) -> None:
    """A receiver in the office's own network."""
    assert addresses.may_go_to(address, private=True)


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("http://intranet/hook", "http://intranet/hook"),
        ("http://localhost:8080/", "http://localhost:8080/"),
        ("https://192.168.1.5:8443/", "https://192.168.1.5:8443/"),
        ("http://[::1]:9000/", "http://[::1]:9000/"),
        ("http://169.254.169.254/", INSIDE),
        ("http://127.1/", ODD),
        ("gopher://intranet/", "webhook-scheme"),
        ("http://intranet:25/", PORT),
    ],
)
def test_names_of_the_own_network_are_taken_where_that_is_allowed(text: str, becomes: str) -> None:
    """Also without TLS; odd spellings stay refused."""
    try:
        said = addresses.read(text, private=True).url
    except Refused as refusal:
        said = refusal.key
    assert said == becomes


PIECES = st.lists(
    st.sampled_from(
        [
            "https://",
            "http://",
            "[",
            "]",
            "::",
            "127.0.0.1",
            "0x7f",
            ".",
            "。",
            "@",
            ":",
            "/",
            "?",
            "#",
            "%",
            "\\",
            "xn--",
            "a",
            "例",
            "\u200d",
            "1",
            "localhost",
            "\t",
            " ",
            "v1.",
            "80",
            "99999999999",
        ]
    )
    | st.text(max_size=3),
    max_size=9,
).map("".join)


@given(st.one_of(PIECES, PIECES.map("https://".__add__), st.text(max_size=40).map("https://".__add__)), st.booleans())
@example("https://[v1.x]/", False)
@example("https://１２７。０。０。１/", False)
@example("https://xn--/", False)
def test_whatever_is_written_is_an_address_or_refused(text: str, private: bool) -> None:
    """Never anything else; and an address reads as itself."""
    try:
        address = addresses.read(text, private=private)
    except Refused as refusal:
        assert refusal.key.startswith("webhook-")
        return
    assert addresses.read(address.url, private=private) == address
    assert address.url.isascii()
