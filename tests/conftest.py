"""What all tests share: a desk of known people in a database file of its own, and a clock that stands still."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from solartui.i18n import language, use_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from solartui.services.container import Services

    Furnish: TypeAlias = Callable[[Services, "Clock"], None]
    Furnished: TypeAlias = tuple[Path, datetime]

_MEMORY = Path("/dev/shm")


def pytest_configure(config: pytest.Config) -> None:
    """No example fails because a machine is busy; only long runs look for new examples each time.

    Every machine stands in the same zone. A run in the background may ignore the interrupt key; the programs that are
    started here must not inherit that.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ["TZ"] = "UTC"
    time.tzset()
    from hypothesis import HealthCheck, settings

    patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("everyday", patient, derandomize=True)
    settings.register_profile("long", patient)
    settings.load_profile("everyday" if config.option.markexpr == "not slow" else "long")


def pytest_collection_finish() -> None:
    """What was collected stays to the end: to look through it for garbage each time takes a sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    """Whatever language a test speaks, the next one begins in English."""
    yield
    if language() != "en":
        use_language("en")


class Clock:
    """Tells the same time until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time of day."""
        return self.now

    def forward(self, **span: float) -> datetime:
        """Move on by a span, as `timedelta` takes it."""
        self.now += timedelta(**span)
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock that shows Monday, 23 November 2026, 9:30 UTC."""
    return Clock()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the present schema with the people of `tests.desk`; copied, never opened."""
    from tests.desk import make_template

    path = tmp_path_factory.mktemp("template") / "desk.db"
    make_template(path)
    return path


@pytest.fixture(scope="session")
def demonstration_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demonstration desk of `tests.demonstration_desk`; copied, never opened."""
    from tests.demonstration_desk import make_demonstration

    path = tmp_path_factory.mktemp("demonstration") / "desk.db"
    make_demonstration(path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An empty folder in memory, where there is one: a commit need not wait for a disk there."""
    if not os.access(_MEMORY, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=_MEMORY, prefix="solartui-") as made:
        yield Path(made)


@pytest.fixture(scope="session")
def furnished(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Furnish], Furnished]:
    """A copy of the template on which a function has put its records: made once for each function, never opened."""
    made: dict[Furnish, Furnished] = {}

    def of(furnish: Furnish) -> Furnished:
        if furnish not in made:
            from solartui.bootstrap import open_services

            path, clock = tmp_path_factory.mktemp("furnished") / "desk.db", Clock()
            shutil.copy(template, path)
            services = open_services(str(path), clock=clock)
            furnish(services, clock)
            services.close()
            made[furnish] = path, clock.now
        return made[furnish]

    return of


@pytest.fixture
def furnish() -> Furnish | None:
    """Puts records on the desk that many tests begin with; a module says which by a fixture of this name."""
    return None


@pytest.fixture
def database(
    template: Path,
    furnished: Callable[[Furnish], Furnished],
    furnish: Furnish | None,
    folder: Path,
    clock: Clock,
) -> Path:
    """A database file of its own for one test."""
    path = folder / "desk.db"
    source, clock.now = furnished(furnish) if furnish else (template, clock.now)
    shutil.copy(source, path)
    path.chmod(0o600)
    return path


@pytest.fixture
def demonstration(demonstration_template: Path, folder: Path, clock: Clock) -> Iterator[Services]:
    """The services of the admin of a demonstration desk with a database file of its own."""
    from solartui.bootstrap import open_services

    path = folder / "desk.db"
    shutil.copy(demonstration_template, path)
    path.chmod(0o600)
    opened = open_services(str(path), clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def services(database: Path, clock: Clock) -> Iterator[Services]:
    """The services of the person who runs the tests, who is the desk's admin."""
    from solartui.bootstrap import open_services

    opened = open_services(str(database), clock=clock)
    yield opened
    opened.close()
