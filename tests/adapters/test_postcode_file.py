"""Files of postcodes, good ones and others."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from solartui.adapters import postcode_file
from solartui.adapters.postcode_file import PostcodeLine, postcode_lines
from solartui.domain.errors import NotFound, Refused

GOOD = "PL\t30-001\tKraków\tMałopolskie\t77\tKraków\t\t\t\t50.0717\t19.9433\t6"
KRAKOW = PostcodeLine("PL", "30-001", "Kraków", "Małopolskie", 50.0717, 19.9433)


def read(folder: Path, text: str | bytes, country: str | None = None) -> list[PostcodeLine | None]:
    path = folder / "codes.txt"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(postcode_lines(path, country))


@pytest.mark.parametrize(
    "text",
    [GOOD, GOOD + "\n", GOOD + "\r\n", "\ufeff" + GOOD + "\n", "\n\n" + GOOD + "\n \n", GOOD.removesuffix("\t6")],
)
def test_a_line_is_a_place(folder: Path, text: str) -> None:
    assert read(folder, text) == [KRAKOW]


@pytest.mark.parametrize(
    "line",
    [
        "hello",
        GOOD.replace("50.0717", "north"),
        GOOD.replace("50.0717", "91"),
        GOOD.replace("50.0717", "nan"),
        GOOD.replace("50.0717", "0").replace("19.9433", "0"),
        GOOD.replace("50.0717", ""),
        GOOD.replace("30-001", ""),
        GOOD.replace("Kraków\tMał", "\tMał"),
        GOOD.replace("PL", "POL"),
        GOOD.replace("PL", "7!"),
        GOOD.replace("\t", ";"),
    ],
)
def test_other_lines_are_none(folder: Path, line: str) -> None:
    assert read(folder, line) == [None]


def test_text_is_cleaned_and_cut(folder: Path) -> None:
    (line,) = read(folder, GOOD.replace("Kraków\tMał", "\x1b[31mKra\u200bków" + "x" * 300 + "\tMał"))
    assert line is not None
    assert line.place.startswith("[31mKraków")
    assert len(line.place) == 120


def test_lines_of_one_country_are_taken(folder: Path) -> None:
    text = f"{GOOD}\n{GOOD.replace('PL', 'SK')}\n{GOOD.replace('PL', 'pl')}\nbroken"
    assert [line and line.country for line in read(folder, text, "PL")] == ["PL", "PL", None]
    assert [line and line.country for line in read(folder, text)] == ["PL", "SK", "PL", None]


def test_bytes_that_are_no_text_are_no_postcodes(folder: Path) -> None:
    assert set(read(folder, bytes(range(256)) * 4)) == {None}
    assert set(read(folder, GOOD.encode("utf-16"))) == {None}
    assert read(folder, GOOD.encode("cp1250")) == [None]


def packed(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "."), text)
    return path


def test_the_largest_text_of_an_archive_is_read(folder: Path) -> None:
    path = packed(folder / "PL.zip", readme__txt="read me", PL__txt=f"{GOOD}\n{GOOD}\n", picture__png="x" * 900)
    assert list(postcode_lines(path)) == [KRAKOW, KRAKOW]


def test_an_archive_without_text_is_refused(folder: Path) -> None:
    with pytest.raises(Refused, match="holds no file of postcodes"):
        list(postcode_lines(packed(folder / "x.zip", picture__png="x")))


def test_a_broken_archive_is_refused(folder: Path) -> None:
    path = packed(folder / "x.zip", PL__txt=GOOD * 50)
    data = bytearray(path.read_bytes())
    data[45:60] = b"\xff" * 15
    path.write_bytes(data)
    with pytest.raises(Refused, match=r"cannot be read|no file of postcodes"):
        list(postcode_lines(path))


def test_what_is_too_large_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postcode_file, "_LARGEST", 150)
    assert len(read(folder, f"{GOOD}\n{GOOD}")) == 2
    with pytest.raises(Refused, match="larger than"):
        read(folder, f"{GOOD}\n" * 3)
    with pytest.raises(Refused, match="holds no file"):
        list(postcode_lines(packed(folder / "x.zip", PL__txt=f"{GOOD}\n" * 9)))


def test_a_line_without_an_end_costs_no_memory(folder: Path) -> None:
    assert set(read(folder, "x" * 100_000)) == {None}


def test_files_that_are_not_there(folder: Path) -> None:
    with pytest.raises(NotFound, match="no file"):
        list(postcode_lines(folder / "gone.txt"))
    with pytest.raises(Refused, match="cannot be read"):
        list(postcode_lines(folder))
