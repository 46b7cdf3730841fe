"""Fields of a desk's own at their edges: what each kind holds, what it refuses, and how keys and choices are made."""

from __future__ import annotations

import pytest

from solartui.domain.custom_fields import (
    COLUMNS,
    KIND_LABELS,
    RECORD_LABELS,
    CustomField,
    FieldKind,
    RecordKind,
    checked_choices,
    checked_key,
    checked_label,
    key_of,
)
from solartui.domain.errors import Invalid
from solartui.i18n import tr, use_language

HOSTILE = "\x1b]52;c;aGk=\x07\u202eevil\u2066"


def field(kind: str, *choices: str, label: str = "Roof") -> CustomField:
    return CustomField(1, "lead", "roof", label, kind, choices)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (None, None),
        ("", None),
        ("   \t\n ", None),
        ("  red   tiles ", "red tiles"),
        ("two\nlines", "two lines"),
        ("Żółć", "Żółć"),
        ("e\u0301", "é"),
        (12, "12"),
        (-0.5, "-0.5"),
        ("[/bold] <b>", "[/bold] <b>"),
        (f"a{HOSTILE}b", "a]52;c;aGk=evilb"),
        ("x" * 500, "x" * 500),
        (f"  {'x' * 500}  ", "x" * 500),
        ("日本語", "日本語"),
    ],
)
def test_a_text_is_kept_clean(typed: object, stored: object) -> None:
    assert field("text").parse(typed) == stored


@pytest.mark.parametrize("typed", ["x" * 501, True, False, [], ["a"], {}, {"a": 1}, "\u200b", "\u202e\u2066", "\x1b"])
def test_what_is_no_text(typed: object) -> None:
    with pytest.raises(Invalid) as refused:
        field("text").parse(typed)
    assert refused.value.field == "roof"
    assert str(refused.value).startswith("Roof: ")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (None, None),
        ("", None),
        ("  ", None),
        (0, 0.0),
        ("0", 0.0),
        ("-0", 0.0),
        ("2,5", 2.5),
        ("2.5", 2.5),
        (" 1 234,5 ", 1234.5),
        ("1\u00a0234\u202f567", 1234567.0),
        ("-40", -40.0),
        ("+7", 7.0),
        ("1e3", 1000.0),
        (10**15, 1e15),
        ("12345678901", 12345678901.0),
        (0.1, 0.1),
        (".5", 0.5),
    ],
)
def test_a_number_is_read(typed: object, stored: object) -> None:
    assert field("number").parse(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "nan", "NaN", "inf", "-Infinity", "1e999", "1,2,3", "1.23,5", "1_000", "0x10", "12 kW", "--1", "5-", True,
        False, [], {}, float("nan"), float("inf"), 10**400, -(10**400),
    ],
)  # fmt: skip
def test_what_is_no_number(typed: object) -> None:
    with pytest.raises(Invalid, match="is no number"):
        field("number").parse(typed)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (None, None),
        ("", None),
        (" ", None),
        ("2026-05-17", "2026-05-17"),
        ("17.05.2026", "2026-05-17"),
        ("17/5/2026", "2026-05-17"),
        ("1.2.1980", "1980-02-01"),
        ("2024-02-29", "2024-02-29"),
        ("29.02.2000", "2000-02-29"),
        ("31.12.2026", "2026-12-31"),
        ("1900-01-01", "1900-01-01"),
        ("2200-12-31", "2200-12-31"),
        ("2026-05-17T23:59:59Z", "2026-05-17"),
        ("  2026.5.7 ", "2026-05-07"),
    ],
)
def test_a_day_is_read(typed: object, stored: object) -> None:
    assert field("date").parse(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "2026-02-29", "1900-02-29", "29.02.2100", "31.04.2026", "2026-13-01", "2026-00-10", "0.1.2026", "32.1.2026",
        "1899-12-31", "2201-01-01", "17.05.26", "May 17", "tomorrow", "20260517", "٢٠٢٦-٠٥-١٧", 20260517, True, [], 0,
    ],
)  # fmt: skip
def test_what_is_no_day(typed: object) -> None:
    with pytest.raises(Invalid, match="is no date"):
        field("date").parse(typed)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (None, None),
        ("", None),
        (" \t", None),
        ("Tiles", "Tiles"),
        ("tiles", "Tiles"),
        (" TILES ", "Tiles"),
        ("flat roof", "Flat roof"),
        ("FlatRoof", "Flat roof"),
        ("żużel", "Żużel"),
        ("Ｔｉｌｅｓ", "Tiles"),
        ("0", "0"),
        (0, "0"),
        (3, "3"),
    ],
)
def test_a_choice_is_found_by_its_words(typed: object, stored: object) -> None:
    assert field("choice", "Tiles", "Flat roof", "Żużel", "0", "3").parse(typed) == stored


@pytest.mark.parametrize("typed", ["straw", "Tile", "zuzel", False, True, 1, [], ["Tiles"], {"Tiles": 1}])
def test_what_is_none_of_the_choices(typed: object) -> None:
    with pytest.raises(Invalid, match="is none of: Tiles, Żużel"):
        field("choice", "Tiles", "Żużel").parse(typed)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (None, None),
        ("", None),
        ("   ", None),
        (True, True),
        (False, False),
        ("yes", True),
        ("TAK", True),
        ("no", False),
        ("nie", False),
        ("1", True),
        ("0", False),
        (1, True),
        (0, False),
    ],
)
def test_yes_and_no_in_either_language(typed: object, stored: object) -> None:
    assert field("yes_no").parse(typed) is stored


@pytest.mark.parametrize("typed", ["maybe", "2", 2, "yess", [], {}, 0.5, "ja"])
def test_what_is_neither_yes_nor_no(typed: object) -> None:
    with pytest.raises(Invalid, match="is neither yes nor no"):
        field("yes_no").parse(typed)


@pytest.mark.parametrize("kind", list(FieldKind))
def test_nothing_hostile_comes_back_in_a_message(kind: str) -> None:
    with pytest.raises(Invalid) as refused:
        field(kind, "a").parse({HOSTILE: "x" * 5_000})
    message = str(refused.value)
    assert message.isprintable()
    assert len(message) < 200


@pytest.mark.parametrize(
    ("kind", "value", "english", "polish"),
    [
        ("text", None, "", ""),
        ("text", "Tiles", "Tiles", "Tiles"),
        ("yes_no", True, "yes", "tak"),
        ("yes_no", False, "no", "nie"),
        ("number", 3.0, "3", "3"),
        ("number", 0.1, "0.1", "0.1"),
        ("number", 0.1 + 0.2, "0.3", "0.3"),
        ("number", 12345678901.0, "12345678901", "12345678901"),
        ("number", 1234567.89123, "1234567.89123", "1234567.89123"),
        ("number", -0.0, "0", "0"),
        ("number", -2.5, "-2.5", "-2.5"),
        ("date", "2026-05-17", "2026-05-17", "2026-05-17"),
    ],
)
def test_values_are_shown(kind: str, value: str | float | bool | None, english: str, polish: str) -> None:
    assert field(kind).shown(value) == english
    use_language("pl")
    assert field(kind).shown(value) == polish


@pytest.mark.parametrize("number", [0.0, 1.5, -17.25, 600123456.0, 98765432109876.0, 0.000125, 2 / 3])
def test_what_is_shown_of_a_number_can_be_typed_again(number: float) -> None:
    one = field("number")
    assert one.parse(one.shown(number)) == pytest.approx(number, rel=1e-14, abs=0)


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Roof", "roof"),
        ("Dach: materiał", "dach_material"),
        ("Ładowarka – typ", "ladowarka_typ"),
        ("  kWh / month ", "kwh_month"),
        ("2 falowniki", "field_2_falowniki"),
        ("", "field"),
        ("!!!", "field"),
        ("日本", "field"),
        ("_x_", "x"),
        ("İstanbul", "istanbul"),
        ("Straße", "strasse"),
        ("a" * 70, "a" * 40),
        ("a" * 39 + " b", "a" * 39),
        ("9" * 70, "field_" + "9" * 34),
        (HOSTILE, "field_52_c_agk_evil"),
    ],
)
def test_a_key_is_made_of_a_label(label: str, key: str) -> None:
    assert key_of(label) == key
    assert checked_key(key_of(label)) == key


@pytest.mark.parametrize(
    ("typed", "key"),
    [("roof", "roof"), (" Roof ", "roof"), ("roof-type", "roof_type"), ("r2", "r2"), ("a" * 40, "a" * 40)],
)
def test_keys_are_plain(typed: str, key: str) -> None:
    assert checked_key(typed) == key


@pytest.mark.parametrize(
    "typed", ["", " ", "2roof", "_roof", "dach ładny", "łata", "a" * 41, "a.b", "a\nb", HOSTILE, "-a"]
)
def test_what_is_no_key(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_key(typed)
    assert refused.value.field == "key"
    assert str(refused.value).isprintable()


def test_labels_have_something_to_read() -> None:
    assert checked_label("  Roof \n type ") == "Roof type"
    assert checked_label("Ż" * 60) == "Ż" * 60
    for label in ("", "  ", "\u200b\u202e", "Ż" * 61):
        with pytest.raises(Invalid) as refused:
            checked_label(label)
        assert refused.value.field == "label"


@pytest.mark.parametrize(
    ("choices", "stored"),
    [
        (["a"], ["a"]),
        ([" a ", "", "  ", "b"], ["a", "b"]),
        (["Tak", "Nie"], ["Tak", "Nie"]),
        (["x" * 100], ["x" * 100]),
        ([str(n) for n in range(100)], [str(n) for n in range(100)]),
    ],
)
def test_choices_are_kept_in_their_order(choices: list[str], stored: list[str]) -> None:
    assert checked_choices("choice", choices) == stored


@pytest.mark.parametrize(
    ("kind", "choices"),
    [
        ("choice", []),
        ("choice", ["", "  ", "\u200b"]),
        ("choice", ["a", "A"]),
        ("choice", ["flat roof", "FlatRoof"]),
        ("choice", ["Żar", "żar"]),
        ("choice", ["x" * 101]),
        ("choice", [str(n) for n in range(101)]),
        ("text", ["a"]),
        ("number", ["1"]),
        ("yes_no", ["yes", "no"]),
    ],
)
def test_choices_that_make_no_sense(kind: str, choices: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        checked_choices(kind, choices)
    assert refused.value.field == "choices"


@pytest.mark.parametrize("kind", [kind for kind in FieldKind if kind is not FieldKind.CHOICE])
def test_other_kinds_have_no_choices(kind: str) -> None:
    assert checked_choices(kind, []) is None
    assert checked_choices(kind, ["", " "]) is None


@pytest.mark.parametrize("language", ["en", "pl"])
def test_every_kind_and_record_has_a_word_and_a_column(language: str) -> None:
    use_language(language)
    assert set(KIND_LABELS) == set(COLUMNS) == set(FieldKind)
    assert set(RECORD_LABELS) == set(RecordKind)
    words = [tr(word) for word in (*KIND_LABELS.values(), *RECORD_LABELS.values())]
    assert len(set(words)) == len(words)
    assert all(words)
    assert set(COLUMNS.values()) == {"text", "number", "day", "flag"}
