"""Any text either means something, which can be written down again, or is refused with its place."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from solartui.domain.errors import Invalid
from solartui.domain.query import Query, QueryError, parse, to_text
from solartui.domain.query.document import (
    SIGNS,
    Indexed,
    numbered,
    plain_words,
    search_text,
    sections,
    token,
    tokens,
    unnumbered_text,
)
from solartui.domain.query.lexer import MAX_LENGTH
from tests.property.query_desk import CONTEXT, query_texts

pieces = st.sampled_from(
    ['"', "-", ":", ",", "<", ">=", "..", "#", " ", "\\", "*", "(", "NEAR(", "AND", "%", "_", "\x00", "\ud800", "none",
     "me", "stage", "open", "kwh", "due", "created", "7d", "400", "city", "archived", "id", "phone", "601 234 567",
     "\u0301", "\u200b", "\u3000", "Ǿ", "²", "2026-11-22", "+", "late", "any", "\n", "ß", "00012345678"]
)  # fmt: skip
mixtures = st.lists(pieces, max_size=14).map("".join)
anything = st.one_of(st.text(max_size=60), mixtures, query_texts, st.text(alphabet='0123456789 -+()./_a"', max_size=30))


def read(text: str) -> Query | QueryError:
    try:
        return parse(text, CONTEXT)
    except QueryError as error:
        return error


@settings(max_examples=600, deadline=None)
@given(anything)
@example('"')
@example('city:"Nowy \\')
@example("-")
@example("12 -345")
@example("\ud800:\udfff")
def test_any_text_is_understood_or_refused_with_its_place(text: str) -> None:
    result = read(text)
    if isinstance(result, QueryError):
        assert isinstance(result, Invalid)
        assert result.field == "query"
        assert "\n" not in result.message
        assert 1 <= result.column <= len(text) + 1
    else:
        assert parse(to_text(result), CONTEXT) == result
        assert to_text(parse(to_text(result), CONTEXT)) == to_text(result)
        assert hash(result) == hash(parse(to_text(result), CONTEXT))


@pytest.mark.parametrize(
    "text",
    [
        "a" * MAX_LENGTH,
        "a " * (MAX_LENGTH // 2),
        "1 " * (MAX_LENGTH // 2),
        '"' * MAX_LENGTH,
        "-" * MAX_LENGTH,
        "city:" + "a," * 4000,
        "city:" + "ﷺ" * 4000,
        "x" * (MAX_LENGTH + 1),
        "(" * MAX_LENGTH,
        "\\" * MAX_LENGTH,
        "id:" + ",".join(map(str, range(1500))),
    ],
)
def test_long_texts_are_understood_or_refused(text: str) -> None:
    result = read(text)
    assert isinstance(result, QueryError) or parse(to_text(result), CONTEXT) == result


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=20))
def test_words_of_words_are_the_same_words(text: str) -> None:
    found = plain_words(text)
    assert plain_words(" ".join(found)) == found


@settings(max_examples=400, deadline=None)
@given(anything)
@example("Jan Nowak 7 – „Kraków”")
@example("Straße 00012345678 Ǿ")
def test_the_index_keeps_the_words_that_filters_see(text: str) -> None:
    assert [*tokens(text)] == [token(word) for word in plain_words(text)]


@settings(max_examples=100, deadline=None)
@given(st.lists(anything, min_size=7, max_size=7), st.integers(1, 2**53))
def test_the_text_of_a_lead_has_its_sections_in_order(texts: list[str], number: int) -> None:
    name, contact, street, postcode, city, region, email = texts
    lead = Indexed(
        name=name, contact=contact, street=street, postcode=postcode, city=city, region=region, channel=None,
        emails=[email], phones=(),
    )  # fmt: skip
    found = sections(lead_id=number, **lead)
    assert [*found] == [*SIGNS]
    whole = "".join(SIGNS[key] + SIGNS[key].join(dict.fromkeys(words)) for key, words in found.items() if words)
    assert search_text(lead_id=number, **lead) == whole
    assert numbered(unnumbered_text(**lead), number) == whole
