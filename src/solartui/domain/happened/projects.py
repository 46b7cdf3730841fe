"""What happens to projects, in words."""

from __future__ import annotations

from collections.abc import Mapping

from solartui.domain.happened.words import Data, Kind, Names, Tell, named, on_project, several, shown, told
from solartui.i18n import mark, ntr, tr

KINDS: Mapping[str, Kind] = {
    "project_created": Kind("✦", mark("Project")),
    "assignee_added": Kind("◑", mark("Assignee added")),
    "assignee_removed": Kind("✗", mark("Assignee taken off")),
    "contact_added": Kind("✦", mark("Contact added")),
    "contact_removed": Kind("✗", mark("Contact taken off")),
    "contact_first": Kind("★", mark("Customer")),
}


def _project(data: Data, _names: Names) -> str:
    if data.get("lead"):
        return tr("Project started from lead {number}", number=f"#{shown(data['lead'])}")
    return tr("Project started")


SENTENCES: Mapping[str, Tell] = {
    "project_created": _project,
    "assignee_added": told(mark("Assignee added"), "name"),
    "assignee_removed": told(mark("Assignee taken off"), "name"),
    "contact_added": told(mark("Contact added"), "name"),
    "contact_removed": told(mark("Contact taken off"), "name"),
    "contact_first": told(mark("Customer"), "name"),
}

CHANGES: Mapping[str, Tell] = {
    "project.created": named(mark("Project {name} started")),
    "project.edited": several(
        mark("Project {name} edited"), lambda n: ntr("{count} project edited", "{count} projects edited", n)
    ),
    "project.assignee_added": on_project(mark("{name} put on {project}")),
    "project.assignee_removed": on_project(mark("{name} taken off {project}")),
    "project.contact_added": on_project(mark("{name} added to {project}")),
    "project.contact_removed": on_project(mark("{name} taken off {project}")),
    "project.contact_first": on_project(mark("{name} is the customer of {project}")),
}
