"""Long work that somebody watches: how far it is, and whether it is to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import ParamSpec, Protocol, TypeVar, runtime_checkable

from solartui.domain.errors import Cancelled
from solartui.i18n import tr

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")


class Watch(Protocol):
    """Whoever looks on from another thread."""

    def tell(self, done: int, total: int = 0) -> None:
        """How much is done, of how much."""

    def stopped(self) -> bool:
        """Whether the work is to stop."""


@runtime_checkable
class Listener(Watch, Protocol):
    """Somebody who looks on and wants to know what is being done just now, too."""

    def say(self, words: str) -> None:
        """What is being done from now on; nothing for the work itself. Counting begins anew."""


def _never() -> bool:
    return False


_WATCH: ContextVar[Watch | None] = ContextVar("watch", default=None)
_ENDS: ContextVar[Callable[[], bool]] = ContextVar("ends", default=_never)


@contextmanager
def watched_by(watch: Watch) -> Iterator[None]:
    """Work inside this block, in this thread, tells `watch` how far it is and stops when it says so."""
    token = _WATCH.set(watch)
    try:
        yield
    finally:
        _WATCH.reset(token)


def progress(done: int, total: int) -> None:
    """Tell whoever watches.

    Raises:
        Cancelled: it is to stop, or the program ends; the unit of work around takes back what was done.
    """
    watch = _WATCH.get()
    if watch is not None:
        watch.tell(done, total)
    if (watch is not None and watch.stopped()) or _ENDS.get()():
        raise Cancelled(tr("Stopped. Nothing was changed."))


@contextmanager
def first(words: str) -> Iterator[None]:
    """What the block does comes before the work itself: whoever watches is told in words."""
    watch = _WATCH.get()
    if isinstance(watch, Listener):
        watch.say(words)
    yield
    if isinstance(watch, Listener):
        watch.say("")


def stopped() -> bool:
    """Whether whoever watches has given up, or the program ends."""
    watch = _WATCH.get()
    return (watch is not None and watch.stopped()) or _ENDS.get()()


def call_until(
    ends: Callable[[], bool], call: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
) -> Result:
    """The result of a call that stops, where it tells how far it is, once the program ends."""
    token = _ENDS.set(ends)
    try:
        return call(*args, **kwargs)
    finally:
        _ENDS.reset(token)


def call_watched(
    watch: Watch, call: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
) -> Result:
    """The result of a call that is watched."""
    with watched_by(watch):
        return call(*args, **kwargs)
