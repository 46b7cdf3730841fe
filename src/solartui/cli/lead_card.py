"""One lead with everything about it, for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from solartui.cli.layout import print_pairs
from solartui.cli.lead_columns import TITLES, plain_text, text_of
from solartui.cli.printing import say, write
from solartui.domain.text import clean_block
from solartui.i18n import ntr, tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from solartui.services.container import Services

_SHOWN = (
    "stage", "type", "grid_connection", "source", "channel", "contact", "emails", "phones", "address", "coordinates",
    "assignee", "owner", "monthly_kwh", "consumption", "interests", "score", "last_contacted", "next_follow_up",
    "follow_up_note", "lost_reason", "archived", "created_by", "created_entity", "created_at", "updated_at", "version",
    "projects", "external_id",
)  # fmt: skip
_INTERESTS = ("panel", "battery", "heat_pump")


def print_card(lead: dict[str, Any], stages: Mapping[str, str], own: Mapping[str, str]) -> None:
    """Print a lead as labels and values, `own` being what the desk calls its own fields."""
    say(f"#{lead['id']}  {lead['name']}")
    print_pairs([*(_pair(lead, key, stages) for key in _SHOWN), *_own(lead, own)])


def _own(lead: dict[str, Any], labels: Mapping[str, str]) -> Iterator[tuple[str, object]]:
    """What the desk keeps in lists and fields of its own."""
    for key, title in (("partner", tr("Partner")), ("service_location", tr("Service location"))):
        yield title, lead[key]["name"] if lead[key] else None
    for key, value in lead["custom"].items():
        yield labels.get(key, key), plain_text(value)


def _pair(lead: dict[str, Any], key: str, stages: Mapping[str, str]) -> tuple[str, object]:
    match key:
        case "contact":
            return tr("Contact"), f"{lead['contact']['name']} (#{lead['contact']['id']})"
        case "emails":
            return tr("E-mail"), ", ".join(lead["contact"]["emails"])
        case "phones":
            return tr("Phone"), ", ".join(lead["contact"]["phones"])
        case "coordinates":
            here = lead["latitude"] is not None
            return tr("Coordinates"), f"{lead['latitude']:.5f}, {lead['longitude']:.5f}" if here else None
        case "interests":
            wanted = [tr(TITLES[name]) for name in _INTERESTS if lead[name]]
            return tr("Interested in"), ", ".join(wanted)
        case "consumption":
            return tr("Consumption"), _months(lead["consumption"])
        case "projects":
            return tr("Projects"), ", ".join(f"{p['name']} (#{p['id']})" for p in lead["projects"])
        case "archived":
            return tr("Archived"), tr("yes") if lead["archived"] else None
    return tr(TITLES[key]), text_of(lead, key, stages)


def _months(values: list[float | None] | None) -> str | None:
    if values is None:
        return None
    return " ".join("–" if value is None else f"{value:.0f}" for value in values) + " kWh"


def print_notes(services: Services, number: int) -> None:
    """Print the notes of a lead, and how much there is of the rest."""
    from solartui.domain.records import Subject

    subject = Subject("lead", number)
    for note in services.notes.of(subject):
        when = note.created_at.astimezone()
        file = f" [{note.document.name}]" if note.document else ""
        write("\n")
        say(f"{when:%Y-%m-%d %H:%M} {note.author}{file}")
        write("".join(f"  {line}\n" for line in clean_block(note.body).splitlines()))
    counts = services.activity.counts(subject)
    write("\n")
    say(
        ", ".join(
            (
                ntr("{count} note", "{count} notes", counts["note"]),
                ntr("{count} document", "{count} documents", counts["document"]),
                ntr("{count} activity", "{count} activities", counts["activity"]),
            )
        )
    )
