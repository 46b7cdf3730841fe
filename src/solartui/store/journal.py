"""Which journal a database file gets, and why.

SQLite before 3.51.3 can lose or damage data when several processes write and checkpoint a write-ahead log, and a
write-ahead log never works over a network file system. There a rollback journal is safe.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from solartui.i18n import tr

_FIRST_SAFE = (3, 51, 3)
# Disks of another machine, or of the host of a virtual one: shared memory does not reach across.
_REMOTE = {
    "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre",
    "ncpfs", "virtiofs", "vboxsf", "vmhgfs", "prl_fs", "drvfs", "osxfs", "fakeowner", "fuse", "davfs", "gfs",
    "gfs2", "ocfs2", "gpfs", "beegfs", "pvfs2", "orangefs", "coda",
}  # fmt: skip
_OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal mode as SQLite names it, and the reason in words."""

    mode: str
    reason: str


def _file_system(path: Path) -> str:
    """The type of the file system that holds `path`; empty where the system does not tell."""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        resolved = str(path.resolve())
    except (OSError, RuntimeError):
        return ""
    best, kind = "", ""
    for line in mounts:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = _OCTAL.sub(lambda found: chr(int(found[1], 8)), fields[1])
        inside = resolved == point or resolved.startswith(point.rstrip("/") + "/")
        # A later mount on the same place hides the earlier one.
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind


def choose_journal(path: Path, version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> Journal:
    """The journal for a file, by the version of SQLite and the kind of disk."""
    number = ".".join(map(str, version))
    if version < _FIRST_SAFE:
        return Journal("delete", tr("SQLite {version} can lose data with a write-ahead log", version=number))
    kind = _file_system(path)
    if not kind:
        return Journal("delete", tr("it is not known what kind of disk the file is on"))
    if kind in _REMOTE or kind.startswith("fuse."):
        return Journal("delete", tr("the file is on a network disk ({kind})", kind=kind))
    return Journal("wal", tr("SQLite {version} on a local disk", version=number))
