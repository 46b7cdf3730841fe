"""Workflows of a company: what is wrong in a file is told in one line, with the line where it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from solartui.domain.errors import Refused
from solartui.domain.workflow.conditions import read_condition
from solartui.domain.workflow.reading import read_workflow
from solartui.store.courses import builtin_text
from tests.domain.workflow.plays import Play, facts

SMALL = """\
id = "short"
version = 3
title = "Short way"

[[stage]]
key = "quoting"

[[stage]]
key = "installation"

[[event]]
key = "rain"
title = "It rains"

[[task]]
key = "offer"
title = { en = "Make an offer", pl = "Przygotuj ofertę" }
stage = "quoting"
place = "console"

[[task.need]]
name = "size"
label = "Size"
type = "choice"
choices = ["small", "large"]
required = true

[[task]]
key = "crane"
title = "Order a crane"
stage = "installation"
place = "console"
when = "offer.size = large"

[[task]]
key = "build"
title = "Build"
stage = "installation"
place = "installer"
job = "visit"

[[task]]
key = "look"
title = "Look at it"
stage = "installation"
place = "installer"
job = "visit"
after = []

[[job]]
key = "visit"
starts = "build"
schedule = "build"
submits = ["build"]
reviews = "look"
"""


def small(old: str = "", new: str = "") -> str:
    """The small workflow with a place of it changed."""
    assert not old or SMALL.count(old) >= 1, old
    return SMALL.replace(old, new, 1)


def test_a_small_workflow_is_played() -> None:
    play = Play(facts(), read_workflow(SMALL))
    assert [state.key for state in play.course.tasks] == ["offer", "crane", "build", "look"]
    assert (play.course.stage, play.course.total) == ("quoting", 3)
    play.do("offer", size="large")
    assert (play.course.stage, play.course.total) == ("installation", 4)
    assert [play.status(key) for key in ("crane", "build", "look")] == ["open", "locked", "open"]
    assert play.reopen("offer").do("offer", size="small").status("crane") == "skipped"
    assert play.until().course.outcome == "completed"


WRONG: list[tuple[str, str]] = [
    ("", "line 1: id is missing"),
    ("id = ", "This is no TOML: Invalid value"),
    (small("[[stage]]", "[[stage"), "line 5: this is no TOML"),
    (small('id = "short"', 'id = "Short!"'), "line 1: “Short!” is no key"),
    (small("version = 3", "version = 0"), "line 2: version is a whole number from 1 on"),
    (small("version = 3", "version = true"), "line 2: version is not of the right kind"),
    (small("version = 3", 'version = "3"'), "line 2: version is not of the right kind"),
    (small('title = "Short way"', 'title = ""'), "line 3: title needs a text"),
    (small('title = "Short way"', 'title = { xx1 = "a" }'), "line 3: title needs a text"),
    (small('title = "Short way"', 'titel = "Short way"'), "line 3: there is no key titel. Did you mean title?"),
    (small('key = "quoting"', 'key = "dreaming"'), "line 6: dreaming is none of: onboarding"),
    (small('key = "quoting"', 'key = "completed"'), "line 6: completed is none of: onboarding"),
    (small('key = "quoting"', 'key = "installation"'), "line 9: stages stand in this order"),
    (small('key = "quoting"', 'key = "quoting"\nwaits = ["thunder"]'), "line 7: there is no thunder."),
    (small('key = "rain"', 'key = "visit_accepted"'), "line 12: there are two events visit_accepted"),
    (small('stage = "quoting"', 'stage = "considering"'), "line 18: the workflow has no stage considering"),
    (small('stage = "quoting"', 'stage = "nowhere"'), "line 18: nowhere is none of"),
    (small('place = "console"', 'place = "moon"'), "line 19: moon is none of: console, installer"),
    (small('type = "choice"', 'type = "colour"'), "line 24: colour is none of: text, number"),
    (small('type = "choice"', 'type = "text"'), "line 25: choices are what a need of the type choice has"),
    (small('choices = ["small", "large"]', "choices = [1]"), "line 25: choices needs a list of texts"),
    (small('choices = ["small", "large"]', 'choices = ["a", "a"]'), "line 25: choices are what"),
    (small("required = true", 'required = "yes"'), "line 26: required is not of the right kind"),
    (small("required = true", 'field = "colour"'), "line 26: colour is none of: phases"),
    (small("required = true", 'words = { huge = "x" }'), "line 26: words name some of the choices"),
    (small('key = "crane"', 'key = "offer"'), "line 29: there are two tasks offer"),
    (small("offer.size = large", "offer.colour = red"), "line 33: there is no condition offer.colour"),
    (small("offer.size = large", "size of it"), "line 33: there is no condition size of it"),
    (small("offer.size = large", "capacity_kwp > much"), "line 33: there is no condition capacity_kwp > much"),
    (small("offer.size = large", "off_grid = yes"), "line 33: there is no condition off_grid = yes"),
    (small('job = "visit"', 'job = "party"'), "line 40: there is no party."),
    (small("after = []", 'after = ["look"]'), "line 42: look waits for itself"),
    (small("after = []", 'after = ["nobody"]'), "line 48: there is no nobody."),
    (small("after = []", 'done_on = ["thunder"]'), "line 48: there is no thunder."),
    (small("after = []", 'since = "build"'), "line 48: since needs done_on"),
    (small("after = []", 'sends_back = "offer.size = large"'), "line 48: sends_back and reopens need each other"),
    (small("after = []", 'known = "weather"'), "line 48: weather is none of: customer, site"),
    (small("after = []", 'effect = "fireworks"'), "line 48: fireworks is none of"),
    (small("after = []", "documents = true"), "line 48: there is no checklist for look"),
    (small('stage = "installation"\nplace = "console"', 'stage = "quoting"\nplace = "console"\nafter = ["look"]'),
     "line 28: crane waits for look, which stands in a later stage"),
    (small('reviews = "look"', 'reviews = "nothing"'), "line 55: there is no nothing."),
    (small('key = "visit"', 'key = "visit"\ncolour = 1'), "line 52: there is no key colour"),
    (SMALL + '[[checklist]]\ntask = "look"\n', "line 56: the checklist has no document"),
    (SMALL + '[[checklist]]\ntask = "look"\n[[checklist.document]]\nkey = "a"\ntitle = "A"\n',
     "line 57: there is no look."),
    (SMALL + '[[outcome]]\nkey = "won"\n', "line 57: won is none of: failed"),
    (SMALL + '[[outcome]]\nkey = "failed"\nbecause = "x"\n', "line 56: when is missing"),
    (SMALL + "[[task]]\nkey = 5\n", "line 57: key is not of the right kind"),
    (SMALL + "[task2]\nx = 1\n", "line 56: there is no key task2. Did you mean task?"),
    ("task = 5\n" + SMALL.split("[[task]]", maxsplit=1)[0], "line 1: task is not of the right kind"),
    ('stage = ["x"]\nid = "a"\nversion = 1\ntitle = "t"', "line 1: stage needs [[stage]] tables"),
    ('id = "a"\nversion = 1\ntitle = "t"', "line 1: [[stage]] is missing"),
    ('id = "a"\nversion = 1\ntitle = "t"\n[[stage]]\nkey = "quoting"', "line 1: [[task]] is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_what_is_wrong_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(Refused, match=f"^{re.escape(message)}") as caught:
        read_workflow(text)
    assert "\n" not in caught.value.message
    assert caught.value.exit_status == 4


def test_conditions_that_wait_for_each_other_are_refused() -> None:
    needs = '\n[[task.need]]\nname = "a"\nlabel = "A"\ntype = "yes_no"\n'
    text = small("after = []\n", 'after = []\nwhen = "build.a = yes"\n' + needs)
    text = text.replace('job = "visit"\n', 'job = "visit"\nafter = []\nwhen = "look.a = yes"\n' + needs, 1)
    with pytest.raises(Refused, match="waits for itself"):
        read_workflow(text)


HOSTILE = [
    "x = " + "[" * 100_000,
    "x = " + "[\n" * 50_000,
    ("a." * 400 + "b = 1\n") * 200,
    "a = " + "{a = " * 190,
    "a." * 50_000 + "b = 1",
    "x = " + "9" * 100_000,
    'id = "' + "x" * 300_000 + '"',
    SMALL + '[[task]]\nkey = "k"\ntitle = "t"\nstage = "installation"\nplace = "console"\n' * 250,
    SMALL.replace('"Build"', '"' + "B" * 500 + '"'),
    "\x00" * 100,
    "id = '\u202e'",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_files_end_in_one_line(text: str) -> None:
    with pytest.raises(Refused) as caught:
        read_workflow(text)
    assert len(caught.value.message) < 300
    assert caught.value.message.isprintable()


def test_signs_that_command_a_terminal_are_dropped() -> None:
    workflow = read_workflow(SMALL.replace("Build", "\\u001b]0;gone\\u0007"))
    assert str(workflow.tasks[2].title) == "]0;gone"


def test_the_line_is_found_around_texts_of_several_lines() -> None:
    text = small('title = "Short way"', 'title = """Short\n[[stage]]\nway"""').replace(
        'place = "console"', 'place = "moon"', 1
    )
    with pytest.raises(Refused, match=r"^line 21: moon"):
        read_workflow(text)


def test_every_line_of_the_program_s_own_workflow_can_be_spoilt() -> None:
    """A key that means nothing is noticed wherever it stands."""
    lines = builtin_text().split("\n")
    places = [number for number, line in enumerate(lines) if re.match(r"(key|name|task) = ", line)]
    for number in places:
        spoilt = [*lines[:number], "nonsense = 1", *lines[number:]]
        with pytest.raises(Refused, match=f"^line {number + 1}: there is no key nonsense"):
            read_workflow("\n".join(spoilt))


@pytest.mark.parametrize(
    ("text", "known", "holds"),
    [
        ("off_grid", {"off_grid": True}, True),
        ("not off_grid", {"off_grid": True}, False),
        ("not off_grid", {}, True),
        ("capacity_kwp > 6.5", {"capacity_kwp": 6.6}, True),
        ("capacity_kwp > 6.5", {"capacity_kwp": 6.5}, False),
        ("capacity_kwp >= 6.5", {"capacity_kwp": 6.5}, True),
        ("capacity_kwp < 6.5 and battery_kwh > 1", {"capacity_kwp": 5.0, "battery_kwh": 2.0}, True),
        ("capacity_kwp < 6.5 and battery_kwh > 1", {"capacity_kwp": 5.0}, False),
        ("phases = 3", {"phases": 3.0}, True),
        ("phases != 3", {"phases": 1.0}, True),
        ("country = au", {"country": "AU"}, True),
        ("region != WA", {"region": "NSW"}, True),
        ("t.a = yes", {"t.a": True}, True),
        ("t.a = yes", {"t.a": False}, False),
        ("t.a = yes", {}, None),
        ("not t.a = yes", {}, None),
        ("t.a = yes and off_grid", {}, False),
    ],
)  # fmt: skip
def test_conditions(text: str, known: dict[str, object], holds: bool | None) -> None:
    assert read_condition(text, {"t.a"}).holds(known.get) is holds


def test_the_example_of_the_documentation_is_complete() -> None:
    page = (Path(__file__).parents[3] / "docs" / "workflow.md").read_text(encoding="utf-8")
    example = page.split("```toml\n", 1)[1].split("```", maxsplit=1)[0]
    play = Play(facts(), read_workflow(example))
    assert play.course.next is not None
    play.do("describe_fault", roof=True)
    assert play.course.waiting == "The customer has not signed the order."
    play.event("order_signed")
    assert [state.key for state in play.course.tasks if state.doable] == ["order_scaffold", "order_parts"]
    assert play.until().course.outcome == "completed"
