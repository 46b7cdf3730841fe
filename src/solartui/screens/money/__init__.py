"""The money of a project on its page: the ledger, and what is entered there."""
