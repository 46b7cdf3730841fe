"""What the doctor found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        key: its stable name.
        label: what people read.
        value: what was found.
        advice: what to do about it; empty when all is well.
    """

    key: str
    label: str
    value: str
    advice: str = ""
