import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.links.addresses import BadAddressError, canonical, site_of

SAME = [
    "https://example.com/a/b",
    "http://example.com/a/b",
    "https://www.example.com/a/b",
    "https://EXAMPLE.com/a/b",
    "https://example.com:443/a/b",
    "http://example.com:80/a/b",
    "https://example.com./a/b",
    "https://example.com/a/b/",
    "https://example.com/a/b#part",
    "https://example.com/a/b?utm_source=mail&utm_medium=x",
    "https://example.com/a/b?fbclid=1#top",
    "https://example.com/a/b?",
]
OTHERS = [
    "https://example.com/A/b",
    "https://example.com/a/b?page=2",
    "https://example.com/a%2Fb",
    "https://example.com:8443/a/b",
    "https://sub.example.com/a/b",
    "https://example.org/a/b",
    "https://example.com/a/b#!/part",
]


def test_all_the_ways_to_write_an_address_are_one() -> None:
    assert {canonical(address) for address in SAME} == {"example.com/a/b"}


def test_what_leads_elsewhere_is_told_apart() -> None:
    assert len({canonical(address) for address in [*OTHERS, SAME[0]]}) == len(OTHERS) + 1


def test_the_order_of_parameters_counts_for_nothing_and_their_values_do() -> None:
    assert canonical("https://e.com/?b=2&a=1") == canonical("https://e.com/?a=1&b=2")
    assert canonical("https://e.com/?a=1") != canonical("https://e.com/?a=2")
    assert canonical("https://e.com/?a=") != canonical("https://e.com/")


def test_letters_beyond_ascii_are_one_with_their_escapes() -> None:
    assert canonical("https://münchen.example/Straße") == canonical(
        "https://xn--mnchen-3ya.example/Stra%c3%9fe"
    )
    assert site_of("https://www.münchen.example/") == "xn--mnchen-3ya.example"


@pytest.mark.parametrize(
    "address",
    ["ftp://example.com/", "//example.com/", "example.com", "https:/example.com", "https://[::1]/",
     "https://10.0.0.1/", "https://localhost/", "https://exa mple.com/", "https://-a.com/",
     "https://a..com/", "https://user@example.com/", "https://example.com:99999/", "https://1/",
     "https://example.com/\n", "JavaScript:alert(1)", "https://" + "a" * 64 + ".com/"],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused(address: str) -> None:
    with pytest.raises(BadAddressError):
        canonical(address)


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=30))
def test_whatever_the_address_it_is_refused_or_has_one_key(path: str, query: str) -> None:
    address = f"https://example.com/{path}?{query}"
    try:
        key = canonical(address)
    except BadAddressError:
        return
    assert key.isascii()
    assert len(key) < 8_000
    assert canonical(f"http://{key}") == key
