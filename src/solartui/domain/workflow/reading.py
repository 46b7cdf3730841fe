"""A workflow out of its TOML text; what is wrong is told with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from solartui.domain.text import clean
from solartui.domain.vocabulary import ProjectStage
from solartui.domain.workflow.checking import check
from solartui.domain.workflow.conditions import Condition, read_condition
from solartui.domain.workflow.course import Result
from solartui.domain.workflow.lines import Entry, load
from solartui.domain.workflow.model import (
    Checklist,
    Document,
    Ending,
    Event,
    Job,
    Need,
    NeedType,
    Place,
    Stage,
    Task,
    Words,
    Workflow,
)
from solartui.i18n import tr

EFFECTS = ("site", "deposit", "invoice", "payment", "serials", "quote")
KNOWN = ("customer", "site")
FIELDS = ("phases", "metering_point", "capacity_kwp", "battery_kwh")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_STAGES = tuple(stage.value for stage in ProjectStage if stage is not ProjectStage.COMPLETED)
_TOP = ("id", "version", "title", "stage", "task", "job", "checklist", "event", "outcome")
_TASK = (
    "key", "title", "stage", "place", "job", "need", "after", "when", "because", "waived", "done_on", "since",
    "known", "effect", "sends_back", "reopens", "once", "documents",
)  # fmt: skip
_NEED = ("name", "label", "type", "choices", "required", "unless", "field", "words", "today", "must")
_JOB = ("key", "starts", "schedule", "prepared", "submits", "reviews", "commissioned")
_MOST_TASKS, _MOST_PARTS, _LARGEST_VERSION = 200, 50, 1_000_000
_LONGEST_WORDS = 200


def read_workflow(text: str) -> Workflow:
    """The workflow of a text.

    Raises:
        Refused: it is none, or makes no sense; the message is one line and names the line where the text is wrong.
    """
    top = load(text)
    top.only(_TOP)
    tasks = list(top.entries("task", _MOST_TASKS))
    answers = frozenset(_answers(tasks))
    stages = tuple(_stage(entry) for entry in top.entries("stage", len(_STAGES)))
    workflow = Workflow(
        id=_name(top, "id"),
        version=_version(top),
        title=_words(top, "title"),
        stages=stages,
        tasks=tuple(_task(entry, answers) for entry in tasks),
        jobs=tuple(_job(entry) for entry in top.entries("job", _MOST_PARTS)),
        checklists=tuple(_checklist(entry, answers) for entry in top.entries("checklist", _MOST_PARTS)),
        events=tuple(_event(entry) for entry in top.entries("event", _MOST_PARTS)),
        endings=tuple(_ending(entry, answers) for entry in top.entries("outcome", _MOST_PARTS)),
    )
    check(workflow, top)
    return workflow


def _version(top: Entry) -> int:
    version: int = top.get("version", int)
    if not 1 <= version <= _LARGEST_VERSION:
        raise top.wrong("version", tr("version is a whole number from 1 on."))
    return version


def _name(entry: Entry, name: str) -> str:
    value: str = entry.get(name, str)
    if not _NAME.fullmatch(value):
        shown = clean(value)[:60]
        raise entry.wrong(name, tr("“{text}” is no key: small letters, digits and _ only.", text=shown))
    return value


def _names(entry: Entry, name: str) -> tuple[str, ...]:
    values = entry.texts(name)
    for value in values:
        if not _NAME.fullmatch(value):
            raise entry.wrong(name, tr("“{text}” is no key: small letters, digits and _ only.", text=value[:60]))
    return values


def _words(entry: Entry, name: str) -> Words:
    """A text, or a table of texts by language."""
    value: Any = entry.get(name, (str, dict))
    found = _spoken(value)
    if found is None:
        raise entry.wrong(name, tr("{name} needs a text, or texts by language such as en and pl.", name=name))
    return found


def _spoken(value: object) -> Words | None:
    texts = {"en": value} if isinstance(value, str) else value
    if not isinstance(texts, dict) or not 0 < len(texts) <= _MOST_PARTS:
        return None
    read: dict[str, str] = {}
    for language, text in texts.items():
        if not isinstance(text, str) or len(text) > _LONGEST_WORDS or not re.fullmatch(r"[a-z]{2}", language):
            return None
        read[language] = clean(text)
    return Words(read) if all(read.values()) else None


def _optional_words(entry: Entry, name: str) -> Words | None:
    return _words(entry, name) if name in entry.data else None


def _answers(tasks: list[Entry]) -> Iterator[str]:
    """The answers that conditions can ask for."""
    for task in tasks:
        needs = task.data.get("need")
        for need in needs if isinstance(needs, list) else []:
            if isinstance(need, dict) and need.get("type") != NeedType.FILE:
                yield f"{task.data.get('key')}.{need.get('name')}"


def _condition(entry: Entry, name: str, answers: frozenset[str]) -> Condition | None:
    text = entry.text(name)
    if text is None:
        return None
    try:
        return read_condition(text, answers)
    except ValueError as problem:
        raise entry.wrong(name, tr("there is no condition {text}.", text=clean(str(problem))[:60])) from None


def _stage(entry: Entry) -> Stage:
    entry.only(("key", "waits", "because"))
    return Stage(ProjectStage(entry.one_of("key", _STAGES)), _names(entry, "waits"), _optional_words(entry, "because"))


def _optional(entry: Entry, name: str, read: Callable[[Entry, str], str]) -> str | None:
    return read(entry, name) if name in entry.data else None


def _task(entry: Entry, answers: frozenset[str]) -> Task:
    entry.only(_TASK)
    return Task(
        key=_name(entry, "key"),
        title=_words(entry, "title"),
        stage=ProjectStage(entry.one_of("stage", _STAGES)),
        place=Place(entry.one_of("place", tuple(Place))),
        job=_optional(entry, "job", _name),
        needs=tuple(_need(need, answers) for need in entry.entries("need", _MOST_PARTS)),
        after=_names(entry, "after") if "after" in entry.data else None,
        when=_condition(entry, "when", answers),
        because=_optional_words(entry, "because"),
        waived=_condition(entry, "waived", answers),
        done_on=frozenset(_names(entry, "done_on")),
        since=_optional(entry, "since", _name),
        known=entry.one_of("known", KNOWN) if "known" in entry.data else None,
        effect=entry.one_of("effect", EFFECTS) if "effect" in entry.data else None,
        sends_back=_condition(entry, "sends_back", answers),
        reopens=_names(entry, "reopens"),
        once=entry.get("once", bool, False),
        documents=entry.get("documents", bool, False),
    )


def _need(entry: Entry, answers: frozenset[str]) -> Need:
    entry.only(_NEED)
    kind = NeedType(entry.one_of("type", tuple(NeedType)))
    choices = entry.texts("choices", _MOST_PARTS)
    if (kind is NeedType.CHOICE) != bool(choices) or len(set(choices)) < len(choices):
        raise entry.wrong("choices", tr("choices are what a need of the type choice has, each once."))
    field = entry.one_of("field", FIELDS) if "field" in entry.data else None
    return Need(
        name=_name(entry, "name"),
        label=_words(entry, "label"),
        type=kind,
        choices=choices,
        required=entry.get("required", bool, False),
        unless=_condition(entry, "unless", answers),
        field=field,
        words=_choice_words(entry, choices),
        today=entry.get("today", bool, False),
        must=_must(entry, kind, choices),
    )


def _must(entry: Entry, kind: NeedType, choices: tuple[str, ...]) -> tuple[str, ...]:
    """The answers with which work goes on: one, or a list of them."""
    if "must" not in entry.data:
        return ()
    one = isinstance(entry.data["must"], str)
    wanted = (entry.get("must", str),) if one else entry.texts("must", _MOST_PARTS)
    known = ("yes", "no") if kind is NeedType.YES_NO else choices
    if not wanted or not set(wanted) <= set(known):
        raise entry.wrong("must", tr("must names answers of a need of the type yes_no or choice."))
    return wanted


def _choice_words(entry: Entry, choices: tuple[str, ...]) -> Mapping[str, Words]:
    given = entry.get("words", dict, {})
    found = {choice: _spoken(value) for choice, value in given.items()}
    if not set(found) <= set(choices) or None in found.values():
        raise entry.wrong("words", tr("words name some of the choices, each with its text."))
    return {choice: words for choice, words in found.items() if words is not None}


def _job(entry: Entry) -> Job:
    entry.only(_JOB)
    return Job(
        key=_name(entry, "key"),
        starts=_name(entry, "starts"),
        schedule=_name(entry, "schedule"),
        prepared=_names(entry, "prepared"),
        submits=_names(entry, "submits"),
        reviews=_name(entry, "reviews"),
        commissioned=_names(entry, "commissioned"),
    )


def _checklist(entry: Entry, answers: frozenset[str]) -> Checklist:
    entry.only(("task", "regulations", "document"))
    documents = tuple(_document(one, answers) for one in entry.entries("document", _MOST_PARTS))
    if not documents:
        raise entry.wrong(None, tr("the checklist has no document."))
    if len({document.key for document in documents}) < len(documents):
        raise entry.wrong(None, tr("the checklist has two documents of one key."))
    return Checklist(_name(entry, "task"), _names(entry, "regulations"), documents)


def _document(entry: Entry, answers: frozenset[str]) -> Document:
    entry.only(("key", "title", "when"))
    return Document(_name(entry, "key"), _words(entry, "title"), _condition(entry, "when", answers))


def _event(entry: Entry) -> Event:
    entry.only(("key", "title", "stage"))
    stage = entry.one_of("stage", _STAGES) if "stage" in entry.data else None
    return Event(_name(entry, "key"), _words(entry, "title"), ProjectStage(stage) if stage else None)


def _ending(entry: Entry, answers: frozenset[str]) -> Ending:
    entry.only(("key", "when", "because"))
    key = entry.one_of("key", tuple(result for result in Result if result is not Result.COMPLETED))
    when = _condition(entry, "when", answers)
    if when is None:
        raise entry.wrong("when", tr("{name} is missing.", name="when"))
    return Ending(key, when, _words(entry, "because"))
