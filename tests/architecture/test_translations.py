"""Every text has its Polish twin, and the catalogue that the program reads is the one in the repository."""

from __future__ import annotations

import gettext
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Message

from scripts import messages

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_catalogues_are_complete_current_and_compiled(language: str) -> None:
    assert messages.problems(language, messages.collect()) == []


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small program with three texts, one of them a plural."""
    source = tmp_path / "src"
    source.mkdir()
    (source / "a.py").write_text('tr("Leads")\nntr("{count} lead", "{count} leads", n)\nTITLE = mark("Board")\n')
    for name, value in (("ROOT", tmp_path), ("SOURCE", source), ("LOCALES", tmp_path / "locales")):
        monkeypatch.setattr(messages, name, value)
    return source / "a.py"


def test_texts_are_collected_translated_and_compiled(project: Path) -> None:
    assert messages.update("pl", messages.collect()) == 3
    path = messages.path_of("pl", "po")
    text = path.read_text(encoding="utf-8")
    for number, form in enumerate(("lead", "leady", "leadów")):
        text = text.replace(f'msgstr[{number}] ""', f'msgstr[{number}] "{{count}} {form}"')
    text = text.replace('"Leads"\nmsgstr ""', '"Leads"\nmsgstr "Leady"')
    path.write_text(text.replace('"Board"\nmsgstr ""', '"Board"\nmsgstr "Tablica"'), encoding="utf-8")
    assert messages.problems("pl", messages.collect()) == ["pl: compiled from another text; run scripts.messages"]

    assert messages.update("pl", messages.collect()) == 0
    assert messages.problems("pl", messages.collect()) == []
    polish = gettext.translation("solartui", messages.LOCALES, ["pl"])
    assert [polish.ngettext("{count} lead", "{count} leads", n) for n in (1, 22, 25)] == [
        "{count} lead",
        "{count} leady",
        "{count} leadów",
    ]
    assert polish.gettext("Board") == "Tablica"


def test_texts_inside_f_strings_are_collected(project: Path) -> None:
    project.write_text("""f"{tr('Leads')}: {tr(text)} {ntr('{count} lead', '{count} leads', n)}"\n""")
    found = {messages.parts(each.id) for each in messages.collect() if each.id}
    assert found == {("Leads",), ("{count} lead", "{count} leads")}


def test_a_second_run_changes_no_byte(project: Path) -> None:
    messages.update("pl", messages.collect())
    before = [messages.path_of("pl", ending).read_bytes() for ending in ("po", "mo")]
    project.write_text("\n\n" + project.read_text())
    messages.update("pl", messages.collect())
    assert [messages.path_of("pl", ending).read_bytes() for ending in ("po", "mo")] == before


def test_texts_that_came_or_went_are_named(project: Path) -> None:
    messages.update("pl", messages.collect())
    project.write_text('tr("Leads")\ntr("Projects")\n')
    found = messages.problems("pl", messages.collect())
    assert "pl: not in the catalogue: 'Projects'" in found
    assert "pl: no longer in the source: 'Board'" in found
    assert "pl: not translated: 'Leads'" in found


@pytest.mark.parametrize(
    ("text", "translation", "differ"),
    [
        ("Moved to {stage}", "Przeniesiono: {stage}", False),
        ("Moved to {stage}", "Przeniesiono: {etap}", True),
        ("Moved to {stage}", "Przeniesiono", True),
        ("{score:.1f} points", "{score:.1f} punktu", False),
        (("{count} lead", "{count} leads"), ("Jeden lead", "{count} leady", "{count} leadów"), False),
        (("{count} lead of {n}", "{count} leads of {n}"), ("{count}", "{count}", "{count}"), True),
    ],
)
def test_places_for_values_are_compared(text: str, translation: str, differ: bool) -> None:
    assert messages.places_differ(Message(text, translation)) is differ
