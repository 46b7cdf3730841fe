"""What a filter means to the person at the desk, in words, and what can be chosen for it."""

from __future__ import annotations

import pytest

from solartui.domain.query import QueryError
from solartui.services.container import Services
from tests.conftest import Clock
from tests.desk import SALES, add_lead, at_desk


def test_conditions_in_the_words_of_the_desk(services: Services) -> None:
    words = services.filters.words("stage:open kwh>400 -krak owner:me")
    assert [tuple(one) for one in words] == [
        ("stage", "Open"),
        ("kWh a month", "> 400"),
        ("", "not krak"),
        ("owner", "me"),
    ]
    with services.store.begin(services.actor) as work:
        work.raw.execute("UPDATE lead_stage SET label_en = 'Fresh' WHERE key = 'open'")
    assert services.filters.words("stage:fresh")[0].value == "Fresh"


def test_what_cannot_be_read_says_where_and_why(services: Services) -> None:
    for text, column, length, why in (
        ("krak stage:nowhere", 12, 7, "“nowhere” is no stage."),
        ("kwh>x", 5, 1, "“x” is no number for “kwh”"),
        ("stag:open", 1, 4, "there is no field “stag”. Did you mean stage?"),
        ("created:soon", 9, 4, "“soon” is no date."),
    ):
        with pytest.raises(QueryError) as caught:
            services.filters.query(text)
        error = caught.value
        assert (error.column, error.length) == (column, length)
        assert error.why.startswith(why)
        assert error.message.startswith(f"Column {column}: {why}")


def test_me_is_who_asks(services: Services) -> None:
    mine = add_lead(services, "Anna").id
    theirs = add_lead(at_desk(services, SALES), "Jan").id
    assert services.filters.query("owner:me").me == services.actor.user_id
    for desk, lead in ((services, mine), (at_desk(services, SALES), theirs)):
        assert [line.id for line in desk.leads.open_list("owner:me").rows(0, 9)] == [lead]


def test_everybody_can_be_chosen_who_ever_worked_here(services: Services) -> None:
    with services.store.begin(services.actor) as work:
        work.raw.execute("UPDATE user_account SET active = 0 WHERE id = ?", (SALES,))
    choices = services.filters.choices()
    assert "Anna Nowak" in [user.name for user in choices.users]
    assert [one.name for one in choices.entities][-1] == "North"
    assert [stage.key for stage in choices.stages][:2] == ["open", "contacted"]


@pytest.mark.feature("B-55")
def test_towns_channels_and_countries_are_those_of_the_leads(services: Services, clock: Clock) -> None:
    for city, channel, country in (
        ("Łódź", "Fair", "PL"),
        ("Kraków", "Web", "PL"),
        ("Kraków", "Web", "CZ"),
        ("Żagań", "", "PL"),
        ("Zabrze", "Web", None),
    ):
        fields = {"city": city, "channel": channel or None, "country": country}
        add_lead(services, f"Contact {city}", **{name: value for name, value in fields.items() if value})
    services.lead_actions.archive([add_lead(services, "Archived", city="Aleksandrów", channel="Old").id])
    services.lead_actions.delete([add_lead(services, "Deleted", city="Bochnia", channel="Gone").id])
    filters = services.filters
    assert list(filters.values("location")) == list(filters.values("city")) == ["Kraków", "Łódź", "Zabrze", "Żagań"]
    assert list(filters.values("channel")) == ["Web", "Fair"]
    assert next(iter(filters.values("country"))) == "PL"
    assert list(filters.values("region")) == []
    assert list(filters.values("name")) == list(filters.values("nonsense")) == []
    add_lead(services, "New", city="Ustroń", channel="Phone")
    assert "Ustroń" not in filters.values("city")
    clock.forward(minutes=6)
    assert list(filters.values("city")) == ["Kraków", "Łódź", "Ustroń", "Zabrze", "Żagań"]
    assert list(filters.values("channel")) == ["Web", "Fair", "Phone"]


def test_a_column_that_has_too_many_values_is_not_read(services: Services) -> None:
    from solartui.store.reading import values

    with services.store.reading() as connection, pytest.raises(KeyError):
        values.values_of(connection, "name; DROP TABLE lead", 5)


def test_an_empty_desk_has_nothing_to_choose(services: Services) -> None:
    assert [list(services.filters.values(name)) for name in ("city", "region", "channel", "country")] == [[]] * 4


@pytest.mark.parametrize(
    ("text", "left", "said"),
    [
        ("", "", 0),
        ("krak", "krak", 0),
        ("stage:gone", "", 1),
        ("stage:open,gone krak", "krak", 1),
        ("kwh>x score<y city:krak", "city:krak", 2),
        ('"unclosed stage:gone', '"unclosed stage:gone', 0),
        ("-stage:gone -krak", "-krak", 1),
        ('assignee:"Nobody Here" krak', 'assignee:"Nobody Here" krak', 1),
        ('entity:"Anna Nowak"', 'entity:"Anna Nowak"', 1),
        ('createdby:"Nort"', 'createdby:"Nort"', 1),
        ('assignee:Nort,me,none owner:"anna now"', 'assignee:Nort,me,none owner:"anna now"', 0),
    ],
)
def test_what_no_longer_means_anything_is_left_out_and_told(
    services: Services, text: str, left: str, said: int
) -> None:
    mended, problems = services.filters.mended(text)
    assert mended == left
    assert len(problems) == said
    assert all("\n" not in problem and problem for problem in problems)
    services.filters.query(mended)
