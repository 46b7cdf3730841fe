# Everything here is also a plain command, for machines without just.

python := if path_exists(".venv/bin/python") == "true" { ".venv/bin/python" } else { "python3" }

# List what there is
default:
    @just --list --unsorted

# Layout, lint, types, floors, sizes, translations, key list and all tests
check:
    {{ python }} -m scripts.check

# The tests; further words go to pytest: just test tests/domain -k stage
test *arguments:
    {{ python }} -m pytest -n auto {{ arguments }}

# Lay out the source and mend what can be mended by itself
format:
    {{ python }} -m ruff format .
    {{ python }} -m ruff check --fix .

# Collect the texts, keep what is translated, compile
messages:
    {{ python }} -m scripts.messages

# Write docs/keys.md from the commands
keys:
    {{ python }} -m solartui keys --markdown --lang en > docs/keys.md

# Draw the pictures of the screens for the README
pictures:
    {{ python }} -m scripts.pictures

# Measure, as ratios to an anchor in the same run: just bench first_rows keys
bench *names:
    {{ python }} -m bench {{ names }}
