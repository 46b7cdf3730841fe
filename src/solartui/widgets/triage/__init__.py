"""One lead on a page of its own, with what matters for deciding about it."""
