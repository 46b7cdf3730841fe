"""Projects of a company's own workflow, from the file to the end of the project."""

from __future__ import annotations

import pytest

from solartui.domain.errors import NotFound, NotPermitted, Refused
from solartui.domain.offers.vocabulary import ChargeKind
from solartui.services.container import Services
from solartui.store.courses import builtin_text
from tests.desk import MANAGER, SALES, VIEWER, at_desk
from tests.services.project_desk import PPE, add_project

OWN = """
id = "service"
version = 1
title = { en = "Service", pl = "Serwis" }

[[stage]]
key = "committing"
waits = ["order_signed"]
because = "The order is not signed."

[[stage]]
key = "installation"

[[event]]
key = "order_signed"
title = "Order signed"
stage = "installation"

[[task]]
key = "site"
title = "Describe the site"
stage = "committing"
place = "console"
known = "site"
effect = "site"

[[task.need]]
name = "phases"
label = "Phases"
type = "choice"
choices = ["1", "3"]
field = "phases"
required = true

[[task.need]]
name = "point"
label = "Point"
type = "text"
field = "metering_point"

[[task]]
key = "ask"
title = "Ask"
stage = "committing"
place = "console"
after = []

[[task.need]]
name = "repairable"
label = "Can be repaired"
type = "yes_no"
required = true

[[task]]
key = "repair"
title = "Repair"
stage = "installation"
place = "installer"

[[task]]
key = "accept"
title = "Accept the work"
stage = "installation"
place = "console"
sends_back = "accept.good = no"
reopens = ["repair"]

[[task.need]]
name = "good"
label = "Good"
type = "yes_no"
required = true

[[outcome]]
key = "failed"
when = "ask.repairable = no"
because = "It cannot be repaired."
"""


@pytest.fixture
def project(services: Services) -> int:
    """A project of the own workflow."""
    services.workflows.install(OWN)
    return add_project(services).id


def keys(services: Services, project: int) -> dict[str, str]:
    """How the tasks stand."""
    return {state.key: state.status.value for state in services.tasks.list(project)}


def test_a_project_goes_its_own_way(services: Services, project: int) -> None:
    assert services.projects.get(project).stage == "committing"
    assert keys(services, project) == {"site": "open", "ask": "open", "repair": "locked", "accept": "locked"}
    services.tasks.do(project, "ask", {"repairable": "yes"})
    services.tasks.do(project, "site", {"phases": "3", "point": PPE})
    course = services.tasks.course(project)
    assert (course.stage, course.next, course.waiting) == ("committing", None, "The order is not signed.")
    services.progress.event(project, "order_signed")
    services.tasks.do(project, "repair")
    services.tasks.do(project, "accept", {"good": "no"}, note="still broken")
    assert keys(services, project)["repair"] == "open"
    services.tasks.do(project, "repair")
    ended = services.tasks.do(project, "accept", {"good": "yes"}).value
    assert (ended.outcome, ended.done, ended.total, ended.metering_point) == ("completed", 4, 4, PPE)


def test_an_event_brings_it_forward_and_what_was_left_can_still_be_done(services: Services, project: int) -> None:
    assert services.progress.event(project, "order_signed").value.stage == "installation"
    assert keys(services, project) == {"site": "open", "ask": "open", "repair": "open", "accept": "locked"}
    services.tasks.do(project, "repair")
    done = services.tasks.do(project, "accept", {"good": "yes"}).value
    assert (done.stage, done.outcome) == ("installation", None)
    services.tasks.do(project, "ask", {"repairable": "yes"})
    assert services.tasks.do(project, "site", {"phases": "1", "point": PPE}).value.outcome == "completed"
    assert services.tasks.undo(project, "site").value.outcome is None
    assert services.tasks.do(project, "site").value.outcome == "completed"


def test_it_ends_by_its_own_rule(services: Services, project: int) -> None:
    failed = services.tasks.do(project, "ask", {"repairable": "no"}).value
    assert (failed.stage, failed.outcome) == ("committing", "failed")
    assert services.tasks.course(project).outcome_reason == "It cannot be repaired."
    services.undo.undo()
    assert services.projects.get(project).outcome is None
    with pytest.raises(NotFound, match=r"There is no event proposal_signed\. Known: order_signed"):
        services.progress.event(project, "proposal_signed")
    with pytest.raises(NotFound, match=r"There is no job inspection\. Known: "):
        services.progress.accept(project, "inspection")


def test_events_of_proposals_do_no_harm_to_a_workflow_that_does_not_know_them(services: Services, project: int) -> None:
    services.charges.pay(project, "500", ChargeKind.DEPOSIT)
    assert keys(services, project) == {"site": "open", "ask": "open", "repair": "locked", "accept": "locked"}


def test_old_and_new_projects_stand_side_by_side(services: Services, project: int) -> None:
    services.workflows.use("sales_project")
    sale = add_project(services, street="Inna 1").id
    assert len(services.tasks.list(sale)) > 25
    assert len(services.tasks.list(project)) == 4
    renamed = OWN.replace('key = "repair"', 'key = "mend"').replace('reopens = ["repair"]', 'reopens = ["mend"]')
    services.workflows.install(renamed.replace("version = 1", "version = 2"))
    newer = add_project(services, street="Inna 2").id
    assert list(keys(services, newer)) == ["site", "ask", "mend", "accept"]
    assert list(keys(services, project)) == ["site", "ask", "repair", "accept"]
    assert services.projects.get(newer).workflow == ("service", 2)
    found = {
        (one.workflow.id, one.workflow.version): (one.builtin, one.current, one.projects)
        for one in services.workflows.all()
    }
    assert found == {
        ("sales_project", 2): (True, False, 1), ("service", 1): (False, False, 1), ("service", 2): (False, True, 1),
    }  # fmt: skip


def test_the_same_file_again_is_put_in_use_again(services: Services, project: int) -> None:
    services.workflows.use("sales_project")
    assert services.workflows.current().workflow.id == "sales_project"
    assert services.workflows.install(OWN).value.workflow.id == "service"
    assert len(services.workflows.all()) == 2
    assert services.projects.get(project).workflow == ("service", 1)
    last = services.undo.last()
    assert last is not None
    assert last.kind == "project.created"


@pytest.mark.parametrize("user", [MANAGER, SALES, VIEWER])
def test_only_an_admin_installs(services: Services, user: int) -> None:
    person = at_desk(services, user)
    with pytest.raises(NotPermitted, match="may not install workflows"):
        person.workflows.install(OWN)
    with pytest.raises(NotPermitted, match="may not install workflows"):
        person.workflows.use("sales_project")
    assert person.workflows.check(OWN).id == "service"
    assert person.workflows.text() == builtin_text()
    assert len(services.workflows.all()) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: id is missing."),
        (OWN.replace('place = "installer"', 'place = "roof"'), "line 58: roof is none of: console"),
        (OWN.replace("accept.good = no", "accept.great = no"), "line 65: there is no condition accept.great."),
        (builtin_text().replace("Sales project", "Sale"), "Version 2 of sales_project is there already"),
    ],
)
def test_what_cannot_be_used_is_not_kept(services: Services, text: str, message: str) -> None:
    with pytest.raises(Refused) as caught:
        services.workflows.install(text)
    assert caught.value.message.startswith(message)
    assert [one.current for one in services.workflows.all()] == [True]
