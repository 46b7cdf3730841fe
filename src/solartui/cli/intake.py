"""``solartui intake``: leads as the Lead Generator of a web site sends them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from solartui.adapters.text_input import read_text
from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.entry import lead_fields
from solartui.cli.grammar import Command, argument, with_call
from solartui.domain.errors import Invalid, NotFound, Refused
from solartui.i18n import mark, ntr, tr


@click.command(
    "intake", cls=Command, help=mark("Take in leads of the Lead Generator: JSON, one lead, a list, or one a line.")
)
@argument("source", metavar="FILE")
@with_call
def intake(call: Call, source: str) -> None:
    """Each lead by itself: one that is refused does not keep out the others."""
    documents = list(_documents(read_text(source), source))
    taken: list[int] = []
    refused: list[dict[str, Any]] = []
    services = call.open(make=True)
    for number, document in enumerate(documents, 1):
        try:
            taken.append(services.intake.take(_draft(document)).value.id)
        except (Invalid, Refused, NotFound) as error:
            refused.append({"number": number, "reason": error.message})
    if call.as_json:
        printing.print_json({"taken": taken, "refused": refused})
    else:
        printing.say(ntr("{count} lead taken in", "{count} leads taken in", len(taken)))
        for one in refused:
            printing.warn(tr("Lead {number}: {reason}", number=one["number"], reason=one["reason"]))
    if refused and not taken:
        raise Refused(tr("Nothing was taken in."))


def _documents(text: str, source: str) -> Iterator[Any]:
    """The objects of one document, or of a document a line.

    Raises:
        Invalid: it is no JSON.
    """
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield from _lines(text, source)
        return
    yield from whole if isinstance(whole, list) else [whole]


def _lines(text: str, source: str) -> Iterator[Any]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError):
                message = tr("{path} is no JSON: line {line}, column {column}.", path=source, line=number, column=1)
                raise Invalid(message) from None


def _draft(document: Any) -> Any:
    from solartui.domain.drafts import ContactDraft, LeadDraft, validated

    if not isinstance(document, dict):
        raise Invalid(tr("It is no JSON object."))
    fields, person = lead_fields({key: value for key, value in document.items() if key != "source"})
    fields.pop("contact_id", None)
    if person is not None:
        fields["new_contact"] = validated(ContactDraft, person)
    return validated(LeadDraft, fields)
