"""The further fields of a contact's form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from solartui.domain.contact_details import SECRETS, ContactDetails, check_birth_date, checked_login, is_mask
from solartui.domain.days import parse_day
from solartui.domain.errors import Invalid
from solartui.domain.vocabulary import Gender, label
from solartui.i18n import tr
from solartui.widgets.form.choice import SegmentField
from solartui.widgets.form.field import Field, Option
from solartui.widgets.form.text_field import TextField

_DAY_CELLS = 14
_KEYS = ("login", "middle_name", "gender", "birth_date", "passport", "licence")


def detail_fields() -> tuple[Field, ...]:
    """New rows for the details."""
    genders = [Option("", "—"), *(Option(one.value, label(one)) for one in Gender)]
    return (
        TextField("login", tr("Portal login")),
        TextField("middle_name", tr("Middle name")),
        SegmentField("gender", tr("Gender"), genders),
        TextField("birth_date", tr("Date of birth"), placeholder=tr("day.month.year"), cells=_DAY_CELLS),
        TextField("passport", tr("Passport number")),
        TextField("licence", tr("Licence number")),
    )


def detail_entries(details: ContactDetails) -> dict[str, object]:
    """What stands in the rows; numbers of documents are masked."""
    found: dict[str, object] = {key: getattr(details, key) or "" for key in _KEYS}
    return found | {"gender": details.gender.value if details.gender else ""}


def detail_values(entries: Mapping[str, object]) -> dict[str, Any]:
    """What was entered, as the fields of a draft."""
    return {key: entries.get(key) or None for key in _KEYS}


def check_detail(field: Field, entry: str, today: date, before: str) -> None:
    """Whether the entry of a row is one.

    Raises:
        Invalid: it is not.
    """
    if field.key in SECRETS and is_mask(entry) and entry != before:
        raise Invalid(tr("Type the whole number, or leave it as it was."), field.key)
    try:
        if field.key == "birth_date" and (day := parse_day(entry)) is not None:
            check_birth_date(day.isoformat(), today)
        if field.key == "login":
            checked_login(entry)
    except ValueError as problem:
        raise Invalid(f"{entry} {problem}", field.key) from None
