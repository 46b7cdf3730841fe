"""The base of all forms: what was entered is checked, kept as a draft, and stored as a whole or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, ParamSpec, Protocol, TypeVar

from textual.screen import Screen

from solartui.domain.errors import Invalid, Refused, SolarError, Stale
from solartui.i18n import tr
from solartui.screens.autosave import Autosave
from solartui.screens.dialogs.confirm import ConfirmDialog
from solartui.screens.forms.fields_screen import Answer, FieldsScreen
from solartui.screens.forms.merge import MergeDialog, two_versions
from solartui.widgets import moments

if TYPE_CHECKING:
    from datetime import datetime

    from solartui.adapters.drafts import Draft
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


class FormScreen(FieldsScreen[Answer], inherit_bindings=False):
    """A subclass says what is wrong with a field in `check`, and stores all of them in `store`.

    Attributes:
        NEEDED_LATER: modules that are loaded in a thread while the person reads, so that no key has to wait for them.

    Args:
        session: the open database.
        draft: key of the draft.
    """

    BINDINGS = FieldsScreen.BINDINGS
    NEEDED_LATER: ClassVar[tuple[str, ...]] = ("solartui.domain.drafts",)

    def __init__(self, session: Session, draft: str) -> None:
        super().__init__()
        self.session = session
        self._base: dict[str, object] = {}
        self._autosave = Autosave(self, session.services.drafts, draft, self._to_keep)
        self._storing = False

    # ---- for subclasses

    async def ready(self) -> None:
        """Read what the fields need: lists of what can be chosen."""

    def check(self, field: Field) -> None:
        """Whether the entry of a field is one.

        Raises:
            Invalid: it is not.
        """

    async def store(self) -> Answer | None:
        """Store what was entered; None where the person goes on writing after all.

        Raises:
            SolarError: it cannot be stored; the form stays with all that is in it.
        """
        raise NotImplementedError

    def field_for(self, name: str) -> Field | None:
        """The field that a rule means by a name."""
        return self.fields.get(name)

    def field_of(self, error: SolarError) -> Field | None:
        """The field that an error is about."""
        names: tuple[str, ...] = error.missing if isinstance(error, Refused) else ()
        if isinstance(error, Invalid) and error.field:
            names = (error.field,)
        return next((found for name in names if (found := self.field_for(name))), None)

    def entries_of(self, record: object) -> Mapping[str, object]:
        """What the fields show of a stored record, for a version that somebody else saved."""
        return {}

    def built_on(self, record: object) -> None:
        """What is entered is a change of this version of the record now."""

    def extra(self) -> Mapping[str, object]:
        """What the draft has to know beside the fields."""
        return {}

    def resume(self, values: Mapping[str, object]) -> None:
        """Go on with the other part of a draft, as `extra` gave it."""

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

    def changed(self, field: Field) -> None:
        """Keep it."""
        self._autosave.touched()

    def left(self, field: Field) -> None:
        """Say what is wrong with it, once something was entered."""
        if not field.empty:
            self._judge(field)

    def _judge(self, field: Field) -> bool:
        field.complain("")
        field.settle()
        if field.problem:
            return False
        try:
            self.check(field)
        except Invalid as problem:
            field.complain(problem.message)
            return False
        return True

    # ---- drafts

    def on_mount(self) -> None:
        """Read, and offer what was left unsaved."""
        self.dropdown.close()
        self.show_keys()
        self.begin()
        self.run_worker(self._open(), group="open")

    async def _open(self) -> None:
        try:
            await self.ready()
        except SolarError as error:
            self.notify(error.message, severity="error", markup=False)
        finally:
            self.choices_known()
        draft = await self._autosave.earlier()
        if draft is not None:
            await self._offer(draft)
        for name in self.NEEDED_LATER:
            await asyncio.to_thread(import_module, name)

    async def _offer(self, draft: Draft) -> None:
        entries, base = draft.values.get("entries"), draft.values.get("base")
        if not isinstance(entries, dict) or not isinstance(base, dict) or entries.items() <= self.entries.items():
            return
        at, now = draft.at.astimezone(), self.now
        when = at.strftime("%H:%M") if at.date() == now.date() else moments.clock(at, now)
        question = tr("There is an unsaved draft from {when}.", when=when)
        if await self.ask(ConfirmDialog(tr("Unsaved draft"), question, tr("discard it"), tr("keep it"))):
            await asyncio.to_thread(self._autosave.forget)
            return
        self.resume(draft.values)
        self._base |= base
        self.put(entries)

    def _to_keep(self) -> Mapping[str, object] | None:
        if not self.touched:
            return None
        return {"entries": self.entries, "base": self._base, **self.extra()}

    def on_unmount(self) -> None:
        """Gone without an answer, as when the program ends: what was typed stays as a draft."""
        self._autosave.leave()

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

    async def ask(self, dialog: Screen[Reply]) -> Reply | None:
        """Show a dialog and wait for its answer."""
        return await self.app.push_screen_wait(dialog)

    # ---- saving and leaving

    @property
    def occupied(self) -> bool:
        """Keys wait while the form is being stored, too."""
        return self._storing or super().occupied

    def action_save(self) -> None:
        """Store it, unless something is wrong: then the cursor goes there."""
        if self._storing:
            return
        self.dropdown.close()
        if self.here is not None:
            self.here.settle()
        wrong = [field for field in self.fields.values() if field.display and not self._judge(field)]
        if wrong:
            self.go_to(wrong[0])
            return
        self._storing = True
        self.run_worker(self._save(), group="save")

    async def _save(self) -> None:
        try:
            answer = await self._store_and_merge()
            if answer is not None:
                await asyncio.to_thread(self._autosave.finish)
                self.dismiss(answer)
                return
        except SolarError as error:
            self._refused(error)
        finally:
            self._storing = False
        self.catch_up()

    async def _store_and_merge(self) -> Answer | None:
        while True:
            try:
                return await self.store()
            except Stale as stale:
                if not await self._merge(stale):
                    return None

    async def _merge(self, stale: Stale) -> bool:
        """Let the person choose between both versions; says whether they did."""
        stored = self.entries_of(stale.theirs)
        theirs = {key: field.seen(stored.get(key))[0] for key, field in self.fields.items()}
        rows = two_versions(self.fields, self._base, theirs)
        kept: set[str] | None = set()
        if rows:
            kept = await self.ask(MergeDialog(stale.message, rows, stale.by))
        if kept is None:
            return False
        mine = self.entries
        self._base = {key: theirs.get(key, entry) for key, entry in mine.items()}
        self.put({key: mine[key] if key in kept else entry for key, entry in self._base.items()})
        self.built_on(stale.theirs)
        return True

    def _refused(self, error: SolarError) -> None:
        field = self.field_of(error)
        if field is None or not field.display:
            self.notify(error.message, severity="error", timeout=8, markup=False)
        else:
            field.complain(error.message)
            self.go_to(field)

    def action_cancel(self) -> None:
        """Close the list of choices; then the form, and ask if something was entered."""
        if self.dropdown.field is not None:
            super().action_cancel()
        elif not self._storing:
            self.run_worker(self._cancel(), group="cancel", exclusive=True)

    async def _cancel(self) -> None:
        if self.touched:
            question = tr("What you entered here is not saved yet.")
            dialog = ConfirmDialog(tr("Leave without saving"), question, tr("leave"), tr("stay"))
            if not await self.ask(dialog):
                return
        await asyncio.to_thread(self._autosave.finish)
        self.dismiss(None)
