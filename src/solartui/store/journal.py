"""Which journal a database file gets, and why.

SQLite before 3.51.3 can lose or damage data when several processes write and checkpoint a write-ahead log, and a
write-ahead log never works over a network file system. There a rollback journal is safe.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from solartui.i18n import tr

_FIRST_SAFE = (3, 51, 3)
_REMOTE = ("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "ncpfs")


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal mode as SQLite names it, and the reason in words."""

    mode: str
    reason: str


def _file_system(path: Path) -> str:
    """The type of the file system that holds `path`; empty where the system does not tell."""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    resolved = str(path.resolve())
    for line in mounts:
        fields = line.split(" ")
        point = fields[1].replace("\\040", " ") if len(fields) > 2 else ""
        inside = resolved == point or resolved.startswith(point.rstrip("/") + "/")
        if point and inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind


def choose_journal(path: Path, version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> Journal:
    """The journal for a file, by the version of SQLite and the kind of disk."""
    number = ".".join(map(str, version))
    if version < _FIRST_SAFE:
        return Journal("delete", tr("SQLite {version} can lose data with a write-ahead log", version=number))
    kind = _file_system(path.parent)
    if kind in _REMOTE or kind.startswith("fuse."):
        return Journal("delete", tr("the file is on a network disk ({kind})", kind=kind))
    return Journal("wal", tr("SQLite {version} on a local disk", version=number))
