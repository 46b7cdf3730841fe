"""Where things are kept and what the environment asks for."""

from __future__ import annotations

import os

# Every call of the program imports this module; pathlib and typing are slow to load.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

DATABASE_VARIABLE = "SOLARTUI_DATABASE"
_APPLICATION = "solartui"


def _private(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def data_dir() -> Path:
    """The folder of the default database, made with mode 0700 where it is missing."""
    from platformdirs import user_data_path

    return _private(user_data_path(_APPLICATION, appauthor=False))


def state_dir() -> Path:
    """The folder of drafts, made with mode 0700 where it is missing."""
    from platformdirs import user_state_path

    return _private(user_state_path(_APPLICATION, appauthor=False))


def log_dir() -> Path:
    """The folder of log files, made with mode 0700 where it is missing."""
    from platformdirs import user_log_path

    return _private(user_log_path(_APPLICATION, appauthor=False))


def cache_dir() -> Path:
    """The folder of what can be fetched again, made with mode 0700 where it is missing."""
    from platformdirs import user_cache_path

    return _private(user_cache_path(_APPLICATION, appauthor=False))


def config_file() -> Path:
    """The file of a person's own settings: ``[keys]`` by command id, and ``theme``. It need not exist."""
    from platformdirs import user_config_path

    return user_config_path(_APPLICATION, appauthor=False) / "config.toml"


def database_target(option: str | None) -> str:
    """The database to open: the option, else ``SOLARTUI_DATABASE``, else the file under the user data folder."""
    return option or os.environ.get(DATABASE_VARIABLE) or str(data_dir() / "solartui.db")
