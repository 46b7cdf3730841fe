"""The answer to a key on the terminal, before anything else is done."""

from __future__ import annotations

from textual.screen import Screen, ScreenResultType
from textual.widget import Widget


class AnsweringScreen(Screen[ScreenResultType], inherit_bindings=False):
    """A screen on which a widget can be painted out of its turn."""

    def paint(self, widget: Widget) -> bool:
        """Send what looks different in a widget; whether that was possible.

        It is not while more keys wait, which are painted together, nor before the widget has its place.
        """
        waits = self._layout_required or getattr(self.app, "waits", False)
        if waits or not self.is_current or widget not in self._compositor.visible_widgets:
            return False
        # The others keep their turn; one that has no place yet would come to be known without ever being told its size.
        others = self._dirty_widgets - {widget}
        self._compositor.update_widgets({widget})
        self._compositor_refresh()
        self._dirty_widgets |= others
        return True

    def lay_out(self) -> None:
        """Give something new on the screen its place now, and paint it: its turn is up to two frames away."""
        if self.is_current:
            self._layout_required = True
            self._on_timer_update()

    def rearrange(self) -> None:
        """Lay out and paint everything now, as one picture: other parts of the screen are shown than before."""
        if self.is_current and not getattr(self.app, "waits", False):
            for widget in self.walk_children(Widget):
                if widget.is_mounted:
                    # What Textual does in the widget's own turn: otherwise its parent would give it its old place.
                    widget._check_refresh()  # noqa: SLF001
            self.refresh()
            self._dirty_widgets.clear()
            self._dirty_widgets.add(self)
            self._layout_required = True
            self._on_timer_update()


class Answering(Widget):
    """A widget that answers keys: in its turn its answer would go by three messages, behind what else a key causes."""

    def answer(self) -> None:
        """Send what looks different now."""
        screen = self.screen if self.is_attached else None
        if isinstance(screen, AnsweringScreen) and screen.paint(self):
            self._repaint_required = False
