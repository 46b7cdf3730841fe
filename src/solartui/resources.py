"""Files that come with the program, wherever it is installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def styles_dir() -> Path:
    """The folder of style sheets: inside the installed package, else beside ``src`` in a checkout.

    Raises:
        FileNotFoundError: it is in neither place, so the installation is damaged.
    """
    for folder in (_PACKAGE / "styles", _PACKAGE.parent.parent / "styles"):
        if (folder / "base.tcss").is_file():
            return folder
    raise FileNotFoundError(_PACKAGE / "styles" / "base.tcss")


def style_sheets() -> list[Path]:
    """All style sheets, the general one first, as absolute paths."""
    folder = styles_dir()
    return sorted(folder.glob("*.tcss"), key=lambda path: (path.name != "base.tcss", path.name))
