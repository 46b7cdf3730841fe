"""The base of all forms: what was entered is checked, and stored as a whole or not at all."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from solartui.domain.errors import Invalid, Refused, SolarError, Stale
from solartui.i18n import tr
from solartui.screens.dialogs.confirm import ConfirmDialog
from solartui.screens.forms.desk_screen import DeskScreen
from solartui.screens.forms.fields_screen import Answer
from solartui.screens.forms.merge import MergeDialog, two_versions

if TYPE_CHECKING:
    from solartui.screens.session import Session
    from solartui.widgets.form.field import Field

_AFTER_PAINT = 0.3


class FormScreen(DeskScreen[Answer], inherit_bindings=False):
    """A subclass says what is wrong with a field in `check`, and stores all of them in `store`.

    Args:
        session: the open database.
        draft: key of the draft.

    Attributes:
        NEEDED_LATER: modules that are loaded in a thread while the person reads, so that no key has to wait for them.
    """

    BINDINGS = DeskScreen.BINDINGS
    NEEDED_LATER: ClassVar[tuple[str, ...]] = ("solartui.domain.drafts",)

    def __init__(self, session: Session, draft: str) -> None:
        super().__init__(session, draft)
        self._storing = False
        self._can_judge = False

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

    # ---- opening

    def on_mount(self) -> None:
        """Read, and offer what was left unsaved."""
        self.dropdown.close()
        self.show_keys()
        self.begin()
        self.beside(self._open(), "open")

    async def _open(self) -> None:
        try:
            await self.ready()
        except SolarError as error:
            self.notify(error.message, severity="error", markup=False)
        finally:
            self.choices_known()
        self.beside(self._warm_up(), "warm-up")
        await self.offer_draft()

    async def _warm_up(self) -> None:
        missing = [name for name in self.NEEDED_LATER if name not in sys.modules]
        if missing:
            # Loading in a thread slows down painting: the form comes first.
            await asyncio.sleep(_AFTER_PAINT)
        for name in missing:
            await asyncio.to_thread(import_module, name)
        self._can_judge = True
        for field in self.fields.values():
            if field is not self.here:
                self.left(field)

    # ---- checking

    def left(self, field: Field) -> None:
        """Say what is wrong with it, once something was entered."""
        if self._can_judge and not field.empty and field.entry != self._base.get(field.key):
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
        wrong = [field for field in self.fields.values() if field.display and not self._judge(field)]
        if wrong:
            self.go_to(wrong[0])
            return
        self._storing = True
        self.beside(self._save(), "save")

    async def _save(self) -> None:
        try:
            answer = await self._store_and_merge()
            if answer is not None:
                await self.answer(answer)
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
        self._base = theirs
        self.put({key: mine[key] if key in kept else entry for key, entry in theirs.items()})
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
            self.beside(self._cancel(), "cancel", newest_only=True)

    async def _cancel(self) -> None:
        if self.touched:
            question = tr("What you entered here is not saved yet.")
            dialog = ConfirmDialog(tr("Leave without saving"), question, tr("leave"), tr("stay"))
            if not await self.ask(dialog):
                return
        await self.answer(None)
