"""Text files as Excel, web forms and old programs write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solartui.adapters import delimited_text
from solartui.adapters.delimited_text import delimiter_of, encoding_of, rows_of
from solartui.adapters.workbook_kinds import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.feature("B-68")

POLISH = "Imię;Miasto\r\nŻaneta Łęcka;Świętochłowice\r\nGrzegórz Brzęczyszczykiewicz;Łódź\r\n"


def rows(tmp_path: Path, content: bytes | str) -> list[list[object]]:
    """The rows of a text file, without their numbers."""
    path = tmp_path / "a.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [cells for _, cells in rows_of(path)]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"), ("utf-32", "utf-32"), ("cp1250", "cp1250"), ("iso8859-2", "iso8859-2"),
    ],
)  # fmt: skip
def test_encodings_are_found_out(tmp_path: Path, written: str, found: str) -> None:
    content = POLISH.encode(written)
    assert rows(tmp_path, content)[1] == ["Żaneta Łęcka", "Świętochłowice"]
    assert encoding_of(tmp_path / "a.csv") == found


def test_big_endian_with_its_mark(tmp_path: Path) -> None:
    assert rows(tmp_path, b"\xfe\xff" + POLISH.encode("utf-16-be"))[2][1] == "Łódź"


def test_letters_of_dos(tmp_path: Path) -> None:
    text = "Imię;Miejscowość\nŻółć;Świętochłowice\n"
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode("cp852"))
    assert encoding_of(path) == "cp852"
    path.write_bytes(text.encode("cp1250"))
    assert encoding_of(path) == "cp1250"
    path.write_bytes("Nom;Ville\nJosé\x83;Besançon à côté\n".encode("latin-1"))
    assert encoding_of(path) == "latin-1"


def test_western_text_is_read_at_last(tmp_path: Path) -> None:
    content = "Name;Ort\r\nMüller;K\x98ln\x81\r\n".encode("latin-1")
    assert rows(tmp_path, content)[1][0] == "Müller"
    assert encoding_of(tmp_path / "a.csv") == "latin-1"


def test_one_damaged_byte_does_not_spoil_all_letters(tmp_path: Path) -> None:
    content = POLISH.encode() + b"Ja\xffn;Gda\xc5\x84sk\r\n" + POLISH.encode() * 3
    found = rows(tmp_path, content)
    assert found[1] == ["Żaneta Łęcka", "Świętochłowice"]
    assert found[3] == ["Ja\ufffdn", "Gdańsk"]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_signs_are_found_out(tmp_path: Path, sign: str) -> None:
    lines = [["Imię", "Uwagi", "kWh"], ["Jan", "a", "1"], ["Anna", "b", "2"]]
    assert rows(tmp_path, "\n".join(sign.join(line) for line in lines)) == lines


def test_decimal_commas_do_not_part_cells(tmp_path: Path) -> None:
    found = rows(tmp_path, "Klient;Zużycie;Uwagi\nJan;12,5;Kraków, ul. Długa\nAnna;7,25;\nEwa;1,5;x, y\n")
    assert found[1:] == [["Jan", "12,5", "Kraków, ul. Długa"], ["Anna", "7,25"], ["Ewa", "1,5", "x, y"]]


def test_one_column_stays_one_column(tmp_path: Path) -> None:
    assert rows(tmp_path, "E-mail\na@x.pl\nb@x.pl\n") == [["E-mail"], ["a@x.pl"], ["b@x.pl"]]
    assert rows(tmp_path, "x") == [["x"]]
    assert delimiter_of([]) == (";", 1)


def test_the_sign_that_excel_is_told(tmp_path: Path) -> None:
    assert rows(tmp_path, "sep=|\na|b;c\n1|2;3\n") == [["a", "b;c"], ["1", "2;3"]]
    assert [number for number, _ in rows_of(tmp_path / "a.csv")] == [1, 2]


def test_quoted_cells_hold_signs_quotes_and_lines(tmp_path: Path) -> None:
    found = rows(tmp_path, 'a;b;c\r\n"x;y";"say ""yes""";"one\r\ntwo\nthree"\r\n1;2;3\r\n')
    assert found == [["a", "b", "c"], ["x;y", 'say "yes"', "one\r\ntwo\nthree"], ["1", "2", "3"]]
    assert [number for number, _ in rows_of(tmp_path / "a.csv")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("body", "first"),
    [
        ('"Jan;601;x\nAnna;602;y\nEwa;603;z\n', ["Jan", "601", "x"]),
        ('"Jan;601;x\nAnna;602;"y"\nEwa;603;z\n', ["Jan", "601", "x"]),
        ('Jan;"601;x\nAnna;602;y\nEwa;603;z\n', ["Jan", "601", "x"]),
        ('Jan;601;"x\nAnna;602;y\nEwa;603;z\n', ["Jan", "601", "x"]),
        ('Jan "Janek;601;x\nAnna;602;y\nEwa;603;z\n', ['Jan "Janek', "601", "x"]),
        ('5" pipe;601;x\nAnna;602;y\nEwa;603;z\n', ['5" pipe', "601", "x"]),
    ],
)
def test_a_quote_that_is_not_closed_swallows_nothing(tmp_path: Path, body: str, first: list[str]) -> None:
    found = rows(tmp_path, "Klient;Telefon;Uwagi\n" + body)
    assert found[1] == first
    assert [row[0] for row in found[2:]] == ["Anna", "Ewa"]


def test_an_open_quote_in_the_last_line(tmp_path: Path) -> None:
    assert rows(tmp_path, 'a;b\nc;"d\n') == [["a", "b"], ["c", "d\n"]]


def test_a_long_note_of_many_lines_is_one_cell(tmp_path: Path) -> None:
    note = "\n".join(f"line {i}; with a sign" for i in range(300))
    found = rows(tmp_path, f'Klient;Uwagi;Kod\nJan;"{note}";1\nAnna;x;2\n')
    assert found[1:] == [["Jan", note, "1"], ["Anna", "x", "2"]]


def test_a_file_full_of_open_quotes_is_read_line_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited_text, "_MOST_REPAIRS", 5)
    lines = [f'"Jan {i};60{i};x' for i in range(40)] + ['"Anna ""A""";1;"y"', "Ewa;2;z"]
    found = rows(tmp_path, "Klient;Telefon;Uwagi\n" + "\n".join(lines))
    assert [row[0] for row in found] == ["Klient", *(f"Jan {i}" for i in range(40)), 'Anna "A"', "Ewa"]


def test_a_cell_without_end_is_cut_off_at_its_line(tmp_path: Path) -> None:
    lines = "\n".join(f"{i};{'x' * 90}" for i in range(3000))
    found = rows(tmp_path, f'a;b\n"open;1\n{lines}\n')
    assert len(found) == 3002
    assert found[1] == ["open", "1"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    assert rows(tmp_path, f"a;b{end}{end}1;2{end}") == [["a", "b"], ["1", "2"]]
    assert [number for number, _ in rows_of(tmp_path / "a.csv")] == [1, 3]


def test_what_cannot_be_in_text_is_left_out(tmp_path: Path) -> None:
    assert rows(tmp_path, b"a;b\x00c\n;\n \x00;d\n") == [["a", "bc"], [" ", "d"]]


@pytest.mark.feature("B-69")
@pytest.mark.parametrize(
    ("cell", "read"),
    [("'=1+1", "=1+1"), ("'+48601", "+48601"), ("''=x", "'=x"), ("'hello", "'hello"), ("'", "'"), ("''", "''"),
     ("'-", "-"), ("'@x", "@x"), ("'＝1", "＝1"), ("''＠x", "'＠x"), ("it's", "it's")],
)  # fmt: skip
def test_apostrophes_before_formulas_are_taken_away(tmp_path: Path, cell: str, read: str) -> None:
    assert rows(tmp_path, f"a;{cell}\n") == [["a", read]]


@settings(suppress_health_check=list(HealthCheck), deadline=None)
@given(st.binary(max_size=400) | st.text(alphabet="a;,\"\n\r'=\t| ż", max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    try:
        found = list(rows_of(path))
    except Unreadable:
        return
    assert all(cells and cells[-1] is not None for _, cells in found)
    assert [number for number, _ in found] == sorted({number for number, _ in found})


@pytest.mark.parametrize("mark", ["utf-8", "utf-8-sig"])
def test_two_files_put_together_keep_their_letters(tmp_path: Path, mark: str) -> None:
    content = "Klient;Miasto\nŻaneta;Łódź\n".encode(mark) + "Gęślą;Świdnica\n".encode("cp1250")
    assert rows(tmp_path, content)[1:] == [["Żaneta", "Łódź"], ["Gęślą", "Świdnica"]]


def test_capital_letters_of_windows_are_no_letters_of_the_caucasus(tmp_path: Path) -> None:
    content = "KLIENT;MIASTO\nSPÓŁKA;OPOLE\nPRÓŻNIA;GDYNIA\n".encode("cp1250")
    assert rows(tmp_path, content)[1:] == [["SPÓŁKA", "OPOLE"], ["PRÓŻNIA", "GDYNIA"]]


def test_a_quoted_cell_behind_a_blank_is_one_cell(tmp_path: Path) -> None:
    content = b'Klient , Telefon , Miasto\n"Anna" , "601234567" , "Opole"\nJan, 602345678, "Nowy, Targ"\n'
    assert rows(tmp_path, content)[1:] == [["Anna ", "601234567 ", "Opole"], ["Jan", "602345678", "Nowy, Targ"]]
    # Here it is the text that has quotes in it.
    assert rows(tmp_path, b'Klient,Uwagi\nJan, "Janek" Kot\nEwa,x\n')[1] == ["Jan", ' "Janek" Kot']


def test_a_text_of_several_hundred_thousand_characters_is_one_cell(tmp_path: Path) -> None:
    long = "z" * 300_000
    found = rows(tmp_path, f"Imię;Uwagi\nJan;{long}\nEwa;krótka\n")
    assert found == [["Imię", "Uwagi"], ["Jan", long], ["Ewa", "krótka"]]
