"""Fields with the way to the services behind them, and with a draft of what was entered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar

from solartui.i18n import tr
from solartui.screens.autosave import Autosave
from solartui.screens.dialogs.confirm import ConfirmDialog
from solartui.screens.forms.choosing_screen import ChoosingScreen
from solartui.screens.forms.fields_screen import Answer
from solartui.widgets import moments

if TYPE_CHECKING:
    from datetime import datetime

    from solartui.screens.session import Session
    from solartui.widgets.form.field import Field

Reply = TypeVar("Reply")
Arguments = ParamSpec("Arguments")


class HasTopics(Protocol):
    """What a write returns."""

    @property
    def topics(self) -> frozenset[str]:
        """What may look different now."""


Written = TypeVar("Written", bound=HasTopics)


class DeskScreen(ChoosingScreen[Answer], inherit_bindings=False):
    """Knows what was entered, compares it with what was there at first, and keeps it as a draft.

    Args:
        session: the open database.
        draft: key of the draft.
    """

    BINDINGS = ChoosingScreen.BINDINGS

    def __init__(self, session: Session, draft: str) -> None:
        super().__init__()
        self.session = session
        self._base: dict[str, object] = {}
        self._autosave = Autosave(self, session.services.drafts, draft, self._to_keep)

    # ---- for subclasses

    def extra(self) -> Mapping[str, object]:
        """What the draft has to know beside the fields."""
        return {}

    def resume(self, values: Mapping[str, object]) -> None:
        """Go on with the other part of a draft, as `extra` gave it."""

    def changed(self, field: Field) -> None:
        """Keep it."""
        self._autosave.touched()

    # ---- what was entered

    @property
    def entries(self) -> dict[str, object]:
        """What is in the fields."""
        return {key: field.entry for key, field in self.fields.items()}

    @property
    def touched(self) -> list[str]:
        """The fields that differ from what they were at first."""
        return [key for key, entry in self.entries.items() if entry != self._base.get(key)]

    def begin_with(self, entries: Mapping[str, object]) -> None:
        """Show what the record is; from here on changes count."""
        for key, field in self.fields.items():
            field.put(entries.get(key))
        self._base = self.entries

    def put(self, entries: Mapping[str, object]) -> None:
        """Show other entries as if they had been typed."""
        for key, field in self.fields.items():
            if key in entries and field.entry != entries[key]:
                field.put(entries[key])
        for field in self.fields.values():
            self.changed(field)

    # ---- drafts

    def _to_keep(self) -> Mapping[str, object] | None:
        if not self.touched:
            return None
        return {"entries": self.entries, "base": self._base, **self.extra()}

    async def offer_draft(self) -> None:
        """Offer what was left unsaved the last time."""
        draft = await self._autosave.earlier()
        if draft is None:
            return
        entries, base = draft.values.get("entries"), draft.values.get("base")
        if not isinstance(entries, dict) or not isinstance(base, dict) or entries.items() <= self.entries.items():
            return
        question = tr("There is an unsaved draft from {when}.", when=self._told(draft.at.astimezone()))
        if await self.ask(ConfirmDialog(tr("Unsaved draft"), question, tr("discard it"), tr("keep it"))):
            await asyncio.to_thread(self._autosave.forget)
            return
        self.resume(draft.values)
        self._base |= base
        self.put(entries)

    def _told(self, when: datetime) -> str:
        return when.strftime("%H:%M") if when.date() == self.now.date() else moments.clock(when, self.now)

    def on_unmount(self) -> None:
        """Gone without an answer, as when the program ends: what was typed stays as a draft."""
        self._autosave.leave()

    async def answer(self, answer: Answer | None) -> None:
        """Close with an answer; the draft is not needed any more."""
        await asyncio.to_thread(self._autosave.finish)
        self.dismiss(answer)

    # ---- the way to the services

    @property
    def now(self) -> datetime:
        """The time in the person's zone."""
        return self.session.services.store.clock().astimezone()

    async def load(self, call: Callable[Arguments, Reply], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Reply:
        """The result of a service call that reads."""
        return await self.session.runner.read(call, *args, **kwargs)

    async def do(
        self, call: Callable[Arguments, Written], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Written:
        """Make a service call that writes, and let every page know what changed.

        Raises:
            SolarError: it was refused.
        """
        written = await self.session.runner.write(call, *args, **kwargs)
        self.host.changes.publish(written.topics)
        return written
