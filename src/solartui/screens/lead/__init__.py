"""One lead: its page and its form."""
