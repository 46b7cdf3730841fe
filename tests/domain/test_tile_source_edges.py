"""Whose pictures of places are fetched: addresses that are asked, and those that mean harm."""

from __future__ import annotations

import pytest

from solartui.domain.errors import Invalid
from solartui.domain.tile_sources import (
    CHOICES,
    OFF,
    OWN,
    SOURCES,
    check_address,
    check_template,
    is_local,
    source_named,
)


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("localhost", True),
        ("tiles.localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost.example", False),
        ("notlocalhost", False),
        ("10.0.0.1", False),
        ("0.0.0.0", False),
        ("127.0.0.1.example", False),
        ("", False),
    ],
)
def test_what_is_this_very_machine(host: str, local: bool) -> None:
    assert is_local(host) is local


@pytest.mark.parametrize(
    "address",
    [
        "", "x", "https://", "https:///x", "http://tiles.example/1", "ftp://tiles.example/1", "https://a b/1",
        "https://tiles.example/\x1b", "https://tiles.example/\u202e", "https://[::1", "https://tiles.example:99999/1",
        "https://user@tiles.example/1", "https://u:p@tiles.example/", "https://:p@tiles.example/", "file:///etc/passwd",
        "javascript:alert(1)", "https://tiles.example/\n1", "http://localhost@tiles.example/",
    ],
)  # fmt: skip
def test_addresses_that_are_not_asked(address: str) -> None:
    with pytest.raises(Invalid):
        check_address(address)


@pytest.mark.parametrize(
    "template",
    [
        "https://tiles.example/{z}/{x}", "https://tiles.example/{z}/{x}/{y}/{y}", "https://{x}.example/{z}/{y}",
        "https://tiles.example/{z}/{x}/{y}/{s}", "https://tiles.example/{}/{z}/{x}/{y}", "{z}{x}{y}", "",
        "http://tiles.example/{z}/{x}/{y}", "https://u:{key}@tiles.example/{z}/{x}/{y}",
        "https://{key}/{z}/{x}/{y}", "https://tiles.example:{z}/{x}/{y}", "https://tiles.example/{Z}/{X}/{Y}",
    ],
)  # fmt: skip
def test_templates_that_are_refused(template: str) -> None:
    with pytest.raises(Invalid):
        check_template(template)


def test_a_key_is_written_so_that_it_stays_one_value() -> None:
    source = source_named(OWN, "https://tiles.example/{z}/{x}/{y}?key={key}")
    assert source is not None
    assert source.address(3, 2, 1, "a&b=c/../d #e") == "https://tiles.example/3/2/1?key=a%26b%3Dc%2F..%2Fd%20%23e"
    assert (source.needs_key, source.host, source.accepted_as) == (True, "tiles.example", "tiles.example")


def test_sources_by_their_names() -> None:
    assert set(CHOICES) == {OFF, OWN, *SOURCES}
    assert source_named(OFF) is source_named(OWN) is source_named("nobody") is None
    for key, source in SOURCES.items():
        check_template(source.template)
        check_address(source.more)
        assert source.accepted_as == source.key == key
        assert source.attribution
    assert len({source.folder for source in SOURCES.values()}) == len(SOURCES)
    one, two = (source_named(OWN, f"https://{name}.example/{{z}}/{{x}}/{{y}}") for name in "ab")
    assert one
    assert two
    assert one.folder != two.folder
    assert one.folder.replace("-", "").isalnum()
