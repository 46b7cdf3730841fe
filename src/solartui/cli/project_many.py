"""What is done with one project, with several, or with all that a filter lets through, as one change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.documents import print_project, project_document, project_pairs
from solartui.cli.entry import assignments
from solartui.cli.grammar import RECORD_ID, Group, argument, option, with_call
from solartui.domain.errors import Invalid, Refused
from solartui.domain.selection import Chosen
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from solartui.domain.projects import Project
    from solartui.services.result import Changed, Outcome

# Its commands are those of ``solartui projects``, which loads them one by one.
_projects = Group("projects")
_numbers = argument("numbers", metavar="ID...", type=RECORD_ID, nargs=-1)
_filter = option(
    "--filter", "query", metavar="QUERY", help=mark("All that a filter lets through, in the place of their numbers.")
)
_reason = option("--reason", metavar="TEXT", help=mark("Why."))


def _chosen(numbers: tuple[int, ...], query: str | None) -> Chosen:
    """Which projects are meant.

    Raises:
        Invalid: none is named, or they are named in both ways.
    """
    if bool(numbers) == (query is not None) or (query is not None and not query.strip()):
        raise Invalid(tr("Say which projects: their numbers, or --filter QUERY."))
    return Chosen(query=query) if query is not None else Chosen.of(numbers)


def _each(call: Call, numbers: tuple[int, ...], query: str | None, act: Callable[[Chosen], Changed[Outcome]]) -> None:
    """Do something with projects, print those that are named or were changed, and say which were refused.

    Raises:
        Refused: one at least was; the others are done.
    """
    outcome = act(_chosen(numbers, query)).value
    refused = dict(outcome.refused)
    wanted = dict.fromkeys(numbers or outcome.changed)
    found = (call.open().projects.get(number) for number in wanted if number not in refused)
    if len(numbers) == 1:
        print_project(call, next(found))
    elif call.as_json:
        printing.print_json_array(map(project_document, found))
    else:
        _print_cards(call, found)
    (first, why), *others = [*refused.items()] or [(0, "")]
    for number, reason in others:
        printing.warn(tr("Project {id}: {reason}", id=number, reason=reason))
    if refused:
        raise Refused(tr("Project {id}: {reason}", id=first, reason=why))


def _print_cards(call: Call, projects: Iterable[Project]) -> None:
    from solartui.cli.layout import print_pairs
    from solartui.cli.own_fields import labels

    own, any_there = labels(call.open(), "project"), False
    for project in projects:
        printing.write("\n" if any_there else "")
        print_pairs(project_pairs(project, own))
        any_there = True
    if not any_there:
        printing.warn(tr("No projects."))


@_projects.command("assign", help=mark("Put somebody on projects, or take them off."))
@option("--remove", is_flag=True, help=mark("Take them off."))
@_filter
@_numbers
@argument("who", metavar="WHO")
@with_call
def _assign(call: Call, *, numbers: tuple[int, ...], who: str, query: str | None, remove: bool) -> None:
    actions = call.open().project_actions
    act = actions.unassign if remove else actions.assign
    _each(call, numbers, query, lambda those: act(those, who))


@_projects.command("move", help=mark("Let projects go to a stage, as far as their tasks are done."))
@_filter
@_numbers
@argument("stage", metavar="STAGE")
@with_call
def _move(call: Call, *, numbers: tuple[int, ...], stage: str, query: str | None) -> None:
    actions = call.open().project_actions
    _each(call, numbers, query, lambda those: actions.move(those, stage))


@_projects.command("stage", help=mark("Put projects into a later stage than their tasks say."))
@_reason
@_filter
@_numbers
@argument("stage", metavar="STAGE")
@with_call
def _stage(call: Call, *, numbers: tuple[int, ...], stage: str, query: str | None, reason: str | None) -> None:
    actions = call.open().project_actions
    _each(call, numbers, query, lambda those: actions.put(those, stage, reason or ""))


@_projects.command("outcome", help=mark("End projects: failed, lost, cancelled or closed; none takes that back."))
@_reason
@_filter
@_numbers
@argument("outcome", metavar="OUTCOME")
@with_call
def _outcome(call: Call, *, numbers: tuple[int, ...], outcome: str, query: str | None, reason: str | None) -> None:
    actions = call.open().project_actions
    wanted = None if outcome == "none" else outcome
    _each(call, numbers, query, lambda those: actions.outcome(those, wanted, reason))


@_projects.command("set", help=mark("Give a field of several projects the same value. An empty value clears it."))
@_filter
@_numbers
@argument("assignment", metavar="FIELD=VALUE")
@with_call
def _set(call: Call, *, numbers: tuple[int, ...], assignment: str, query: str | None) -> None:
    actions = call.open().project_actions
    field, value = next(iter(assignments([assignment]).items()))
    _each(call, numbers, query, lambda those: actions.set_field(those, field, value))
