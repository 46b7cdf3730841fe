"""A line of a form in which nothing is entered."""

from __future__ import annotations

from solartui.widgets.form.field import Field


class LineField(Field):
    """A subclass says what the line shows, and what its keys do."""

    @property
    def entry(self) -> object:
        """Nothing is entered here."""
        return ""

    def put(self, entry: object) -> None:
        """Nothing is entered here."""

    @property
    def words(self) -> str:
        """Nothing is entered here."""
        return ""
