"""What all forms have in common: fields, keys, checks, drafts, and what to do when somebody else saved first."""
