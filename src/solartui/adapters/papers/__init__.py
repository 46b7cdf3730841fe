"""Papers for customers, typeset: templates, fonts, and the program that turns them into pages."""
