"""The filter language: what a text means, how it is written down, and how it is refused."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from solartui import i18n
from solartui.domain.query import Condition, Query, QueryContext, QueryError, Words, parse, term_text, to_text
from solartui.domain.query.ast import Choice, Date, Empty, Me, Number, Text
from solartui.domain.query.fields import FIELDS, compact, field_named
from solartui.domain.query.lexer import MAX_LENGTH, last_words, without
from solartui.domain.query.parser import MAX_WORDS
from solartui.domain.stages import SEEDED, Stage
from solartui.domain.vocabulary import StageKind

ZONE = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=ZONE)
CONTEXT = QueryContext(SEEDED, NOW, ZONE, 7)


def read(text: str) -> Query:
    return parse(text, CONTEXT)


def refused(text: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        read(text)
    return caught.value


@pytest.mark.feature("B-54", "B-08")
def test_a_text_with_several_conditions() -> None:
    text = "stage:open,contacted type:residential kwh>400 city:krak created<7d owner:me -archived dach"
    query = read(text)
    assert query.terms[:3] == (
        Condition("stage", (Choice("open"), Choice("contacted"))),
        Condition("type", (Choice("residential"),)),
        Condition("kwh", (Number(">", 400),)),
    )
    assert query.terms[4:6] == (Condition("created", (Date("<", "7d"),)), Condition("owner", (Me(),)))
    assert query.terms[-1] == Words(("dach",))
    assert to_text(query) == text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        # English and Polish names and values
        ('etap:otwarte,"wizja lokalna"', "stage:open,site_visit"),
        ("STAGE:Open", "stage:open"),
        ("stage:cont", "stage:contacted"),
        ("typ:mieszkaniowy,rolniczy", "type:residential,agricultural"),
        ("type:comm", "type:commercial"),
        ("przyłącze:on-grid,zero", "grid:on_grid,zero_injection"),
        ("źródło:leadgen", "source:company_leadgen"),
        ('miasto:"Nowy Sącz",Łódź', 'city:"Nowy Sącz",Łódź'),
        ("kraj:Polska,au,niemcy", "country:PL,AU,DE"),
        ("przypisany:ja,brak", "assignee:me,none"),
        ("assignee:unassigned", "assignee:none"),
        ("assignee:ann,kowal", "assignee:ann,kowal"),
        ("utworzył:system", "createdby:none"),
        ("jednostka:kraków", "entity:kraków"),
        ("bateria:tak heat-pump:nie pv:dowolne", "battery:yes heatpump:no panel:any"),
        ("source:none", "source:none"),
        # numbers
        ("zużycie>=400,5", "kwh>=400.5"),
        ("kwh=400", "kwh:400"),
        ("kwh:>400,none", "kwh:>400,none"),
        ("kwh:300..500,..10,9000..", "kwh:300..500,..10,9000.."),
        ("score<50 score:none", "score<50 score:none"),
        # dates
        ("utworzono:dziś updated:wczoraj", "created:today updated:yesterday"),
        ("termin:spóźnione", "due:late"),
        ("due<=today due:none", "due<=today due:none"),
        ("contacted:nigdy", "contacted:never"),
        ('created:"this month" created:last_week', "created:this-month created:last-week"),
        ("created>2t created<1r created:5g", "created>2w created<1y created:5h"),
        ("created:22.11.2026 created:2026-1-5", "created:2026-11-22 created:2026-01-05"),
        ("created:2026-11-01..2026-11-30", "created:2026-11-01..2026-11-30"),
        ("created:2026-11..", "created:2026-11.."),
        # numbers of leads
        ("#123 -#5", "id:123 -id:5"),
        ("id:1,2,3", "id:1,2,3"),
        # flags
        ("archived", "archived"),
        ("-zarchiwizowane", "-archived"),
        ("archived:no", "-archived"),
        ("archived:any", "archived:any"),
        ("-archived:yes", "-archived"),
        ("converted:tak", "converted:yes"),
        ("-converted:yes", "converted:no"),
        # free text
        ("Dach Żółć", "dach zolc"),
        ("Nowak-Kowalska", "nowak kowalska"),
        ('-"jan kowalski"', '-"jan kowalski"'),
        ("anna@example.com", "anna example com"),
        ("*** ?? -", ""),
        ("", ""),
        # telephone numbers
        ("+48 601-234 567", "48601234567"),
        ("(22) 123 45 67 anna", "221234567 anna"),
        ("0048 601 234 567", "48601234567"),
        ("0601234567", "601234567"),
        ("30-001", "30001"),
        ("12 34", '12 "34"'),
        ("601234567 -12345", "601234567 -12345"),
        ("tel:601-234", "phone:601234"),
        # what looks like a field and is none
        ('"a:b" "12:30"', 'a b 12 "30"'),
        ("10:30", '10 "30"'),
        (":x", "x"),
        ('"archived" "me"', '"archived" me'),
        ('city:"none" owner:"me"', 'city:"none" owner:"me"'),
        (r'city:"a \"b\" \\c"', r'city:"a \"b\" \\c"'),
        ('city:"Nowy', "city:Nowy"),
        # the same thing twice
        ("dach dach stage:open,open stage:open", "dach stage:open"),
        # a comma after which somebody is still typing
        ("stage:open,", "stage:open"),
    ],
)
def test_what_a_text_means(text: str, canonical: str) -> None:
    query = read(text)
    assert to_text(query) == canonical
    assert read(canonical) == query


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("dach foo:bar", 6, "“foo”"),
        ("citty:x", 1, "Did you mean city?"),
        ("http://example.com", 1, "Quotes make it text"),
        ("stage:open,nope", 12, "Known: Open, Contacted, Assigned, Site visit, Converted, Lost, Closed"),
        ("stage:c", 7, "“c” is no stage"),
        ("type:castle", 6, "Known: Residential, Commercial, Industrial, Agricultural"),
        ("grid:x", 6, "Known: On-Grid, Off-Grid, Zero Injection"),
        ("country:Atlantis", 9, "two-letter codes"),
        ("stage:", 7, "needs a value, such as open"),
        ("city: krak", 6, "needs a value, such as krak"),
        ("stage:open,,lost", 12, "needs a value"),
        ('city:""', 6, "needs a value"),
        ("city:!!", 6, "nothing to search for"),
        ("kwh>many", 5, "“many” is no number"),
        ("kwh:1..x", 5, "is no number"),
        ("kwh:..", 5, "is no number"),
        ("city>krak", 1, "cannot be compared. Write city:krak"),
        ("created<soon", 9, "“soon” is no date"),
        ("created:31.02.2026", 9, "is no date"),
        ("created:late", 9, "is no date"),
        ("due<late", 5, "is no date"),
        ("created:7d..today", 9, "is no date"),
        ("created<101y", 9, "is no date"),
        ("created:1850", 9, "is no date"),
        ("contacted<never", 11, "is no date"),
        ("battery:maybe", 9, "Known: yes, no, any"),
        ("-archived:any", 2, "nothing is left"),
        ("phone:abc", 7, "is no phone number"),
        ("a" * 101, 1, "too long to search for"),
        ("a" * (MAX_LENGTH + 1), MAX_LENGTH + 1, "at most 10000 characters"),
        ("a b " * MAX_WORDS, 2 * MAX_WORDS + 1, "at most 200 words"),
    ],
)
def test_what_is_refused_names_its_place(text: str, column: int, said: str) -> None:
    error = refused(text)
    assert (error.column, error.field, error.exit_status) == (column, "query", 2)
    assert error.message.startswith(f"Column {column}: ")
    assert said in error.message


def test_somebody_has_to_be_me() -> None:
    with pytest.raises(QueryError, match="no current user"):
        parse("owner:me", QueryContext(SEEDED, NOW, ZONE, None))


def test_stages_of_the_admin_are_known_by_key_and_by_name() -> None:
    own = Stage("waiting_bank", "Waiting for the bank", "Czeka na bank", StageKind.WORKING, 8, "open", "○")
    twin = Stage("open_2", "Open", "Otwarte", StageKind.OPEN, 9, "open", "○")
    context = QueryContext((*SEEDED, own, twin), NOW, ZONE, 7)
    assert parse('etap:"czeka na bank"', context).terms == (Condition("stage", (Choice("waiting_bank"),)),)
    assert to_text(parse("stage:otwarte", context)) == "stage:open,open_2"
    assert to_text(parse("stage:open_2", context)) == "stage:open_2"
    assert to_text(parse("stage:open", context)) == "stage:open"


def test_known_values_are_told_in_the_language_in_use() -> None:
    i18n.use_language("pl")
    assert "Otwarte, Skontaktowano" in refused("stage:nope").message


def test_a_list_of_numbers_may_be_long() -> None:
    numbers = ",".join(map(str, range(1, 1001)))
    assert len(next(read(f"id:{numbers}").conditions("id")).values) == 1000


def test_terms_are_replaced_and_taken_out() -> None:
    query = read("dach stage:open city:krak")
    stage = Condition("stage", (Choice("lost"),))
    assert to_text(query.replacing("stage", stage)) == "dach stage:lost city:krak"
    assert to_text(query.replacing("stage", None)) == "dach city:krak"
    assert to_text(query.replacing("owner", Condition("owner", (Empty(),)))) == "dach stage:open city:krak owner:none"
    assert to_text(query.without(Words(("dach",)))) == "stage:open city:krak"
    assert query.at(datetime(2027, 1, 1, tzinfo=ZONE)).now.year == 2027
    assert [term_text(term) for term in query.terms] == ["dach", "stage:open", "city:krak"]


def test_every_field_has_one_owner_for_each_of_its_names() -> None:
    names = [name for field in FIELDS.values() for name in (field.name, *field.aliases)]
    assert len(names) == len(set(names))
    assert all(name == compact(name) for name in names)
    assert all(field_named(name) is FIELDS[field.name] for field in FIELDS.values() for name in field.aliases)


@pytest.mark.parametrize("name", FIELDS)
def test_the_example_of_every_field_is_understood(name: str) -> None:
    assert list(read(f"{name}:{FIELDS[name].example}").conditions(name))


def test_a_value_keeps_the_spelling_it_was_typed_in() -> None:
    assert read('city:"Nowy   Sącz\x1b"').terms == (Condition("city", (Text("Nowy Sącz"),)),)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("krak stage:nowhere", "krak"),
        ("stage:nowhere", ""),
        (" -stage:nowhere ", ""),
        ('krak city:"nowy sącz" -type:"x y', 'krak city:"nowy sącz"'),
        ("stage:open,nowhere krak", "krak"),
        ("jan  stage:nowhere krak kwh>", "jan  krak kwh>"),
        ("-" + "x" * 101, ""),
    ],
)
def test_what_is_left_without_the_first_piece_that_cannot_be_read(text: str, rest: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text, CONTEXT)
    assert without(text, caught.value.column) == rest


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("krak", ""),
        ("owner:me krak jan 601 234", "owner:me "),
        ('krak owner:me "nowy sącz"', "krak owner:me "),
        ("krak -jan", "krak -jan"),
        ("owner:me", "owner:me"),
        ("x" * 10_001, "x" * 10_001),
    ],
)
def test_the_words_at_the_end_of_a_text(text: str, kept: str) -> None:
    assert text[: last_words(text)] == kept
