"""One thing that an admin sets for the whole desk: its kind, its default and what it can hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from solartui.domain.errors import Invalid
from solartui.domain.text import clean
from solartui.domain.typed_numbers import plain_number
from solartui.i18n import tr

Value = str | float | bool

_LONGEST = 500
_YES = frozenset({"yes", "true", "on", "1", "tak"})
_NO = frozenset({"no", "false", "off", "0", "nie"})


class SettingKind(StrEnum):
    """What a setting can hold. A command is a text that is run to learn a secret; secrets are never stored."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of the desk.

    Attributes:
        key: its stable name; the part before the dot is its group.
        default: what holds until somebody sets it.
        label: its name for people, a text for `tr`.
        help: one sentence about it, a text for `tr`.
        choices: what a choice may be.
        least: the smallest number.
        most: the largest number.
        check: raises `Invalid` for a text that cannot be.
    """

    key: str
    kind: SettingKind
    default: Value
    label: str
    help: str
    choices: tuple[str, ...] = ()
    least: float = 0
    most: float = 1_000_000
    check: Callable[[str], object] | None = None

    @property
    def group(self) -> str:
        """What it is about, a key of `GROUPS`."""
        return self.key.partition(".")[0]

    def read(self, value: object) -> Value:
        """A value as it is stored, of a typed text or of JSON.

        Raises:
            Invalid: it cannot be a value of this setting.
        """
        if self.kind is SettingKind.YES_NO:
            return self._yes_no(value)
        if self.kind is SettingKind.NUMBER:
            return self._number(value)
        text = clean(str(value)).strip()
        if len(text) > _LONGEST:
            raise self._wrong(tr("is longer than {n} letters", n=_LONGEST))
        if self.choices and text not in self.choices:
            raise self._wrong(tr("is one of: {known}", known=", ".join(self.choices)))
        if self.check is not None and text:
            self.check(text)
        return text

    def _yes_no(self, value: object) -> bool:
        if isinstance(value, bool):
            return value
        word = str(value).strip().casefold()
        if word not in _YES | _NO:
            raise self._wrong(tr("is yes or no"))
        return word in _YES

    def _number(self, value: object) -> float:
        try:
            number = float(plain_number(str(value)))
        except ValueError:
            raise self._wrong(tr("is a number")) from None
        # What is no number is in no order, too.
        if not self.least <= number <= self.most:
            raise self._wrong(tr("is between {least} and {most}", least=f"{self.least:g}", most=f"{self.most:g}"))
        return number

    def _wrong(self, what: str) -> Invalid:
        return Invalid(f"{self.key} {what}.", self.key)
