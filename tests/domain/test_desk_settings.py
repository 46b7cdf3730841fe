"""Settings of the desk: what each kind can hold."""

from __future__ import annotations

import pytest

from solartui.domain.desk_settings import GROUPS, SETTINGS
from solartui.domain.desk_settings import setting as named
from solartui.domain.errors import Invalid, NotFound
from solartui.domain.setting import Setting, SettingKind, Value


def setting(kind: SettingKind, **more: object) -> Setting:
    default: Value = {SettingKind.NUMBER: 5.0, SettingKind.YES_NO: False}.get(kind, "")
    return Setting("a.b", kind, default, "A", "B.", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        (SettingKind.YES_NO, "TAK", True),
        (SettingKind.YES_NO, "off", False),
        (SettingKind.YES_NO, True, True),
        (SettingKind.NUMBER, " 2,5 ", 2.5),
        (SettingKind.NUMBER, 10, 10.0),
        (SettingKind.TEXT, " a\x1b[31mb ", "a[31mb"),
        (SettingKind.COMMAND, "pass show mail", "pass show mail"),
    ],
)
def test_values_are_read_as_people_write_them(kind: SettingKind, typed: object, stored: Value) -> None:
    assert setting(kind, most=10).read(typed) == stored


@pytest.mark.parametrize("typed", ["x", "", "11", "-1", "nan", "inf", "1e400"])
def test_a_number_has_bounds(typed: str) -> None:
    with pytest.raises(Invalid, match=r"^a\.b is "):
        setting(SettingKind.NUMBER, most=10).read(typed)


@pytest.mark.parametrize("typed", ["", "perhaps", "2"])
def test_yes_or_no_is_nothing_else(typed: str) -> None:
    with pytest.raises(Invalid, match=r"^[a-z.]+ is yes or no\.$"):
        setting(SettingKind.YES_NO).read(typed)


def test_a_choice_is_one_of_its_words() -> None:
    one = setting(SettingKind.CHOICE, choices=("off", "photon"))
    assert one.read("photon") == "photon"
    with pytest.raises(Invalid, match="off, photon"):
        one.read("Photon")


def test_a_text_may_have_a_check_of_its_own() -> None:
    def no(_text: str) -> None:
        raise Invalid("no address")

    one = setting(SettingKind.TEXT, check=no)
    assert one.read("") == ""
    with pytest.raises(Invalid, match="no address"):
        one.read("x")


def test_every_setting_can_hold_its_default() -> None:
    for one in SETTINGS.values():
        assert one.read(one.default) == one.default, one.key
        assert one.group in GROUPS


def test_a_name_that_is_none() -> None:
    with pytest.raises(NotFound):
        named("company")


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("mail.host", ("smtp.dach.example", "127.0.0.1", "[::1]", ""), ("evil host", "a;b", "smtp://x", "a@b")),
        ("mail.from", ("biuro@dach.example", "Biuro@ŁÓDŹ.example", ""), ("biuro", "a@b@c", "a b@x.example")),
        ("mail.port", (25, 65535), (0, -1, 65536)),
    ],
)
def test_a_mail_server_is_checked_when_it_is_entered(
    key: str, good: tuple[object, ...], bad: tuple[object, ...]
) -> None:
    for value in good:
        assert named(key).read(value) == value
    for value in bad:
        with pytest.raises(Invalid) as caught:
            named(key).read(value)
        assert caught.value.message.endswith(".")
