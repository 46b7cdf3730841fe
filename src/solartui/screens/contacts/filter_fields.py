"""The fields of the filter panel of contacts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from solartui.domain.vocabulary import ContactKind, ContactOrigin
from solartui.i18n import tr
from solartui.screens.lists.criteria import PAST, date_field, words_of
from solartui.screens.lists.own_criteria import own_criteria
from solartui.widgets.cells import number
from solartui.widgets.form.field import Field
from solartui.widgets.form.several_field import MarksField
from solartui.widgets.form.text_field import TextField

if TYPE_CHECKING:
    from solartui.domain.query import QueryContext
    from solartui.services.filters import Choices


class ContactCriteria:
    """Typed handles on every field; their keys are the names of the filter language.

    Args:
        context: what a filter needs to be understood.
    """

    shown = ("kind", "origin", "company", "email", "phone", "login", "leads", "projects", "created", "updated")
    values = ()

    def __init__(self, context: QueryContext) -> None:
        some = tr("words of it; or none")
        count = tr("0 · >1 · 2..5")
        self.words = TextField("words", tr("Search"), placeholder=tr("name, company, e-mail or phone"))
        self.kind = MarksField("kind", tr("Kind"), words_of(ContactKind))
        self.origin = MarksField("origin", tr("Origin"), words_of(ContactOrigin))
        self.company = TextField("company", tr("Company"), placeholder=some)
        self.email = TextField("email", tr("E-mail"), placeholder=some)
        self.phone = TextField("phone", tr("Phone"), placeholder=tr("601 234 567 · none"))
        self.login = TextField("login", tr("Login"), placeholder=some)
        self.leads = TextField("leads", tr("Leads"), placeholder=count)
        self.projects = TextField("projects", tr("Projects"), placeholder=count)
        self.created = date_field("created", tr("Added"), PAST, context)
        self.updated = date_field("updated", tr("Updated"), PAST, context)
        self.own = own_criteria(context)
        self.also = TextField("also", tr("And also"), placeholder=tr("any other condition, such as -company:none"))

    def sections(self) -> Iterator[tuple[str, tuple[Field, ...]]]:
        """The sections with their fields, in the order in which enter goes through them."""
        yield tr("Contact"), (self.words, self.kind, self.origin, self.company)
        yield tr("Details"), (self.email, self.phone, self.login)
        yield tr("Leads and projects"), (self.leads, self.projects)
        yield tr("Dates"), (self.created, self.updated)
        if self.own:
            yield tr("Own fields"), self.own
        yield tr("Anything else"), (self.also,)

    def offer(self, choices: Choices, values: Mapping[str, Sequence[str]]) -> None:
        """Everything is typed."""

    def remark(self, count: int, total: int) -> str:
        """How many contacts the filter leaves."""
        return tr("{count} of {total} contacts", count=number(count), total=number(total))
