"""Criteria of a filter panel for the fields that the desk defined for itself."""

from __future__ import annotations

from solartui.domain.query import QueryContext
from solartui.domain.query.ast import Choice, Condition, value_text
from solartui.domain.query.fields import Field as Asked
from solartui.domain.query.fields import Kind
from solartui.i18n import tr
from solartui.screens.lists.criteria import day_options
from solartui.widgets.cells import cell_text
from solartui.widgets.form.choice import ChoiceField, SegmentField
from solartui.widgets.form.field import Field, Option
from solartui.widgets.form.several_field import SeveralField
from solartui.widgets.form.text_field import TextField

_DAYS = ("today", "this-week", "next-week", "this-month", "next-month", "<today", "7d", "30d", "none")


def own_criteria(context: QueryContext) -> tuple[Field, ...]:
    """A criterion for each field; their keys are the names of the filter language."""
    return tuple(_criterion(entry, context) for entry in context.catalogue.own)


def _criterion(entry: Asked, context: QueryContext) -> Field:
    title = cell_text(entry.label)
    match entry.kind:
        case Kind.CHOICE:
            options = [Option(_written(entry, choice), cell_text(choice)) for choice in entry.choices]
            return SeveralField(entry.name, title, [Option("none", tr("none")), *options])
        case Kind.ANSWER:
            answers = [("", tr("any")), ("yes", tr("yes")), ("no", tr("no")), ("none", tr("none"))]
            return SegmentField(entry.name, title, [Option(key, word) for key, word in answers])
        case Kind.DAY:
            days = day_options(entry.name, _DAYS, context)
            return ChoiceField(entry.name, title, days, free=True, placeholder=tr("7d · this month · 2026-11-01.."))
        case Kind.NUMBER:
            return TextField(entry.name, title, placeholder=tr(">400 · 400..800 · none"))
        case _:
            return TextField(entry.name, title, placeholder=tr("words of it; or none"))


def _written(entry: Asked, choice: str) -> str:
    """A choice as the filter language writes it."""
    return value_text(Condition(entry.name, (Choice(choice),), about=entry), Choice(choice))
