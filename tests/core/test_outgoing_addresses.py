"""Which addresses Tandem asks over HTTP: none inside, however they are written."""

from ipaddress import ip_address

import pytest

from tandem.core.outgoing import Unreachable
from tandem.core.outgoing.fetching import checked
from tandem.core.outgoing.judging import Inside, Place, is_public, place_of

NONE = Inside()
NAMED = Inside.of(
    ["Calendar.Intranet", "10.1.2.3:8443", "localhost:8000", "metadata.google.internal"]
)

_LITERAL = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.254 127.0.0.1
127.1.2.3 127.255.255.254 169.254.0.1 169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255
192.0.0.1 192.0.0.192 192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1 192.168.0.1 192.168.255.255
192.175.48.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1
255.255.255.255 168.63.129.16
[::] [::1] [0:0:0:0:0:0:0:1] [::0001] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:8.8.8.8]
[::ffff:a9fe:a9fe] [::FFFF:10.0.0.1] [::127.0.0.1] [::ffff:0:127.0.0.1] [64:ff9b::7f00:1]
[64:ff9b::8.8.8.8] [64:ff9b:1::1] [100::1] [2001::1] [2001:0:7f00:1::] [2001:2::1] [2001:10::1]
[2001:20::1] [2001:db8::1] [2002:7f00:1::] [2002:a9fe:a9fe::1] [2002:808:808::1] [2620:4f:8000::1]
[3fff::1] [5f00::1] [fc00::1] [fd00:ec2::254] [fd20:ce::254] [fd12:3456:789a::1] [fe80::1]
[fe80::1%25eth0] [fe80::1%eth0] [2606:4700::1%25eth0] [fec0::1] [ff02::1] [ff0e::1]
[2606:4700::5efe:10.0.0.1] [2606:4700::200:5efe:7f00:1] [4000::1] [e000::1]
"""
LITERAL = _LITERAL.split()
_DISGUISED = """
2130706433 017700000001 0x7f000001 0x7F.0x0.0x0.0x1 0x7f.1 127.1 127.0.1 0177.0.0.1 0177.0.0.01
127.0.0.1. 127.0.0.01 127.000.000.001 10.1 10.0.258 0xa9fea9fe 2852039166 0251.0376.0251.0376
0xA9.254.0251.254 3232235521 192.168.257 00000300.0250.0.1 134744072 8.8.8 8.8 08.8.8.8 0 1 4294967295
4294967296 １２７.０.０.１ 127。0。0。1 127．0．0．1 127｡0｡0｡1 ①②⑦.⓪.⓪.① 1２7.0.0.1 ８.８.８.８ ٣.٣.٣.٣ %31%32%37.0.0.1
127.0.0.1%00.example.org 127%2e0%2e0%2e1 localhost LOCALHOST LocalHost localhost. LOCALHOST.
ｌｏｃａｌｈｏｓｔ ⓛⓞⓒⓐⓛⓗⓞⓢⓣ loc\u00adalhost loc\u200balhost localhoſt %6c%6f%63alhost a.localhost sub.localhost.
localhost.localdomain db intranet printer metadata metadata.google.internal METADATA.google.INTERNAL
instance-data.ec2.internal kubernetes.default.svc.cluster.local router.lan nas.home
calendar.intranet 1.0.0.127.in-addr.arpa x.home.arpa [127.0.0.1] [::1 ::1 [::1]] [[::1]] ::ffff:127.0.0.1
[0:0:0:0:0:ffff:127.0.0.1] [::ffff:0x7f.1] [v1.x] [localhost] []
user@127.0.0.1 user:password@10.0.0.1 example.org@127.0.0.1 example.org:80@127.0.0.1 127.0.0.1@example.org
example.org\\@127.0.0.1 127.0.0.1\\.example.org example.org%40127.0.0.1 :@example.org @example.org
faß.example.org example。org exa\tmple.org example..org .example.org
-a.example.org a-.example.org example.org:22 example.org:25 example.org:6379 example.org:0 example.org:
example.org:８０ example.org:80:80 example.org:-80 example.org:99999 example.org:8080 example.org.
℀.example.org *.example.org example.org,127.0.0.1 example.org;127.0.0.1
"""
DISGUISED = [one for line in _DISGUISED.strip("\n").split("\n") for one in line.split(" ") if one]
OTHER_WAYS = [
    *(
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://127.0.0.1:6379/_x",
        "ldap://example.org",
    ),
    *(
        "data:text/plain,x",
        "javascript:alert(1)",
        "dict://127.0.0.1:11211/",
        "webcal://example.org/",
    ),
    *("//example.org/", "///example.org", "https:example.org", "https:/example.org", "example.org"),
    *("", " ", "https://", "https:///path", "http://?x", "http://#x", "https//example.org"),
    *(
        "https://example.org/a b",
        "https://example.org/\x00",
        "jar:https://example.org!/",
        "https:\\\\x",
    ),
    *("https://example.org\r\nHost: x/", "https://exa\nmple.org/"),
    *("unix:/run/docker.sock", "http+unix://x/", "https://example.org/" + "x" * 2_000),
]


@pytest.mark.parametrize("host", LITERAL + DISGUISED)
def test_nobody_is_sent_inside_however_it_is_written(host: str) -> None:
    for scheme in ("http", "https"):
        assert not isinstance(place_of(f"{scheme}://{host}/calendar.ics", NONE), Place)


@pytest.mark.parametrize("address", OTHER_WAYS)
def test_only_http_is_spoken_and_only_whole_addresses(address: str) -> None:
    assert not isinstance(place_of(address, NONE), Place)


def test_the_table_is_long_enough() -> None:
    assert len(set(LITERAL + DISGUISED + OTHER_WAYS)) >= 200


@pytest.mark.parametrize(
    ("address", "host", "port", "target"),
    [
        ("https://calendar.example.org", "calendar.example.org", 443, "/"),
        ("HTTPS://Calendar.Example.org:443/A?b=c#d", "calendar.example.org", 443, "/A?b=c"),
        ("http://example.org/öffnung?ä=1", "example.org", 80, "/%C3%B6ffnung?%C3%A4=1"),
        ("https://müller.example.org/", "xn--mller-kva.example.org", 443, "/"),
        ("https://8.8.8.8/x%20y", "8.8.8.8", 443, "/x%20y"),
        ("https://[2606:4700:0::1111]/", "2606:4700::1111", 443, "/"),
    ],
)
def test_what_is_public_is_read_as_it_is_written(
    address: str, host: str, port: int, target: str
) -> None:
    place = place_of(address, NONE)
    assert isinstance(place, Place)
    assert (place.host, place.port, place.target, place.inside) == (host, port, target, False)


@pytest.mark.parametrize("ip", [one.strip("[]") for one in LITERAL if "%25" not in one])
def test_a_name_that_leads_inside_is_not_followed(ip: str) -> None:
    place = place_of("https://calendar.example.org/", NONE)
    assert isinstance(place, Place)
    assert not is_public(ip_address(ip))
    for found in ([ip], ["8.8.8.8", ip], [ip, "2606:4700::1111"]):
        with pytest.raises(Unreachable):
            checked(place, found)


def test_a_name_that_leads_nowhere_is_said_to_be_unknown() -> None:
    place = place_of("https://calendar.example.org/", NONE)
    assert isinstance(place, Place)
    with pytest.raises(Unreachable, match="no host called"):
        checked(place, [])
    assert [str(one) for one in checked(place, ["8.8.8.8", "8.8.8.8"])] == ["8.8.8.8"]


@pytest.mark.parametrize(
    ("address", "found", "may"),
    [
        ("https://calendar.intranet/", "10.0.0.5", True),
        ("https://CALENDAR.intranet:443/", "192.168.7.7", True),
        ("https://calendar.intranet/", "fd12:3456::1", True),
        ("https://calendar.intranet/", "8.8.8.8", True),
        # What somebody else may have pointed the name at, and what no company means.
        ("https://calendar.intranet/", "127.0.0.1", False),
        ("https://calendar.intranet/", "::1", False),
        ("https://calendar.intranet/", "169.254.169.254", False),
        ("https://calendar.intranet/", "fd00:ec2::254", False),
        ("https://calendar.intranet/", "::ffff:10.0.0.5", False),
        ("https://calendar.intranet/", "224.0.0.1", False),
        ("https://metadata.google.internal/", "169.254.169.254", False),
        ("https://10.1.2.3:8443/", "10.1.2.3", True),
        ("http://localhost:8000/", "127.0.0.1", True),
    ],
)
def test_what_the_operator_named_may_be_inside_and_no_more(
    address: str, found: str, may: bool
) -> None:
    place = place_of(address, NAMED)
    assert isinstance(place, Place)
    if may:
        assert checked(place, [found])
    else:
        with pytest.raises(Unreachable):
            checked(place, [found])


@pytest.mark.parametrize(
    "address",
    [
        *("https://calendar.intranet:8443/", "https://other.intranet/", "https://10.1.2.3/"),
        *("http://localhost/", "https://x.calendar.intranet/", "https://calendar.intranet./"),
        *("http://10.1.2.4:8443/", "https://user@calendar.intranet/"),
    ],
)
def test_a_host_is_named_whole_with_its_port(address: str) -> None:
    assert not isinstance(place_of(address, NAMED), Place)
