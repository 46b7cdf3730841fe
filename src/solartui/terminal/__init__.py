"""The terminal below the screens: driver, output filters, signals, faults, glyphs, clipboard and links.

Import its modules by name: those that the command line needs too (`crash`, `preflight`) load no Textual.
"""
