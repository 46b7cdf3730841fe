"""Characters that would command a terminal."""

from __future__ import annotations

import re

# C0 and C1 controls, DEL, bidirectional marks, line separators, lone surrogates; and emoji that are joined to another
# one, which count for nothing in its width: terminals do not agree how wide the whole is.
CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
    "|\u200d[\u2190-\u2bff\U0001f000-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def without_controls(text: str) -> str:
    """`text` without controls and of the same width: they take no cell, a lone surrogate takes one."""
    return CONTROL.sub("", _SURROGATE.sub("\ufffd", text))
