"""Projects driven from outside by somebody who knows only the JSON: places, branches, wrong words, wrong files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Shell

PPE, NMI = "590123456789012345", "20019857328"
PROJECT = {
    "id", "name", "stage", "outcome", "progress", "lead", "contacts", "assignees", "type", "grid_connection",
    "address", "latitude", "longitude", "regulation", "phases", "metering_point", "capacity_kwp", "battery_kwh",
    "price_net", "price_gross", "currency", "price_per_kwp_net", "price_per_kwp_gross", "workflow", "created_at",
    "updated_at", "version",
}  # fmt: skip
FIRST = ["add_customer", "onboard_site", "add_sales_project", "link_design", "create_proposals", "sync_design"]
INSPECTION = ["start_inspection_job", "schedule_inspection_job", "inspection_checklist", "review_inspection"]
BEFORE = [
    "start_installation", "start_installation_job", "lodge_connection_application", "upload_connection_permission",
    "schedule_installation_job", "set_up_certificate_site", "order_stock",
]  # fmt: skip
DURING = ["pre_installation_checklist", "roof_works", "system_installation", "commissioning_sheet"]
POLAND = ("--country", "PL", "--city", "Kraków", "--street", "Długa 1")
USUAL = {
    "text": "x", "number": "100", "date": "2026-11-20", "datetime": "2026-12-01 10:00", "yes_no": "yes", "list": "A1",
}  # fmt: skip
OUTSIDE = "the customer signs"


class Story:
    """One project, and short ways to go on with it."""

    def __init__(self, shell: Shell, folder: Path, *site: str) -> None:
        self.shell = shell
        self.paper = folder / "paper.pdf"
        self.paper.write_bytes(b"paper")
        shell.json("contacts", "add", "--name", "Jan Kowalski", "--email", "jan@x.example")
        self.id = int(shell.json("projects", "add", "--contact", 1, *(site or POLAND))["id"])

    @property
    def shown(self) -> Any:
        return self.shell.json("projects", "show", self.id)

    @property
    def state(self) -> tuple[str, str | None]:
        shown = self.shown
        return shown["stage"], shown["outcome"]

    @property
    def tasks(self) -> dict[str, Any]:
        return {task["key"]: task for task in self.shell.json("projects", "tasks", self.id)}

    def open(self) -> list[str]:
        """The tasks that can be done now."""
        return [key for key, task in self.tasks.items() if task["status"] == "open"]

    def do(self, key: str, *words: str) -> Any:
        return self.shell.json("projects", "do", self.id, key, *words)

    def no(self, status: int, key: str, *words: str) -> str:
        """A task that cannot be done so: the one line that says why."""
        return self.shell.refused(status, "projects", "do", self.id, key, *words)

    def job(self, job: str) -> str:
        return str(self.shell.json("projects", "job", self.id, job)["status"])

    def stage(self, stage: str) -> None:
        """Begin in a stage; how projects come here is another story."""
        self.shell.json("projects", "stage", self.id, stage, "--reason", "moved in")

    def words(self, task: Any, answers: dict[str, str]) -> list[str]:
        """What a task asks for."""
        found: list[str] = []
        for need in (need for need in task["needs"] if need["required"]):
            name = need["name"]
            if need["type"] == "file":
                found += ["--attach", f"{name}={self.paper}"]
            else:
                usual = need["choices"][0] if need["choices"] else USUAL[need["type"]]
                found.append(f"{name}={answers.get(name, usual)}")
        return found

    def drive(self, until: str = "", **answers: str) -> list[str]:
        """Do what is open in its order, until a task has its turn; the keys as they were done."""
        done: list[str] = []
        while True:
            task = next((task for task in self.tasks.values() if task["status"] == "open"), None)
            if task is None and self.state == ("considering", None):
                self.shell.json("projects", "event", self.id, "proposal_signed")
                done.append(OUTSIDE)
            elif task is None or task["key"] == until:
                return done
            else:
                self.do(task["key"], *self.words(task, answers))
                done.append(task["key"])


@pytest.fixture
def story(shell: Shell, tmp_path: Path) -> Story:
    """A project in Kraków of which no more is known."""
    return Story(shell, tmp_path)


AU = ("--country", "AU", "--city", "Perth", "--region", "WA")
BERLIN = ("--country", "DE", "--city", "Berlin", "--grid-connection", "off_grid")
BATTERY = (*POLAND, "--battery-kwh", "10", "--capacity-kwp", "0")
LARGE = (*POLAND, "--capacity-kwp", "6.6")
GERMANY = ("--country", "DE", "--city", "Bonn")
# Of a site: what is asked for, what is left out, the papers, and answers other than the usual ones.
SITES: dict[str, tuple[tuple[str, ...], dict[str, str], set[str], list[str]]] = {
    "poland": (POLAND, {"metering_point": PPE}, {"set_up_certificate_site"},
               ["measurement_protocol", "operator_notification", "data_sheets"]),
    "above 6.5 kW": (LARGE, {"metering_point": PPE}, {"set_up_certificate_site"},
                     ["measurement_protocol", "operator_notification", "fire_agreement", "data_sheets"]),
    "battery alone": (BATTERY, {"metering_point": PPE}, {"set_up_certificate_site", "roof_works"},
                      ["measurement_protocol", "operator_notification", "data_sheets"]),
    "australia": (AU, {"metering_point": NMI}, set(),
                  ["stc_assignment", "electrical_certificate", "completion_notice", "written_statement",
                   "installation_photos"]),
    "germany": (GERMANY, {"metering_point": "DE0001"}, {"set_up_certificate_site"},
                ["commissioning_report", "operator_confirmation", "installation_photos"]),
    "off the grid": (BERLIN, {}, {"set_up_certificate_site", "lodge_connection_application",
                                  "upload_connection_permission"},
                     ["commissioning_report", "installation_photos"]),
}  # fmt: skip


@pytest.mark.feature("E-01", "E-03", "E-26", "E-30", "E-36", "E-39", "E-40")
@pytest.mark.parametrize("name", SITES)
def test_each_site_goes_its_way_in_order(shell: Shell, tmp_path: Path, name: str) -> None:
    site, answers, skipped, papers = SITES[name]
    story = Story(shell, tmp_path, *site)
    done = story.drive(quote_needs_update="no", serial_numbers="S1", **answers)
    documents = [f"upload_compliance_documents:{paper}" for paper in papers]
    usual = [*BEFORE, *DURING, "review_installation", "update_serial_numbers", *documents, "invoice_customer",
             "confirm_payment"]  # fmt: skip
    wanted = [*FIRST[1:], OUTSIDE, "confirm_commitment", *INSPECTION, *usual]
    assert done == [key for key in wanted if key not in skipped]
    shown = story.shown
    assert (shown["stage"], shown["outcome"]) == ("completed", "completed")
    assert shown["progress"]["done"] == shown["progress"]["total"]
    tasks = story.tasks
    assert all(tasks[key]["status"] == "skipped" and tasks[key]["reason"] for key in skipped)
    assert {task["status"] for task in tasks.values()} <= {"done", "skipped"}
    assert (story.job("inspection"), story.job("installation")) == ("completed", "completed")


@pytest.mark.feature("E-03")
def test_a_company_that_does_not_inspect(shell: Shell, tmp_path: Path) -> None:
    shell.json("settings", "set", "projects.inspection", "no")
    story = Story(shell, tmp_path)
    done = story.drive("start_installation", metering_point=PPE)
    assert done == [*FIRST[1:], OUTSIDE, "confirm_commitment"]
    assert story.state == ("installation", None)
    assert {story.tasks[key]["status"] for key in INSPECTION} == {"skipped"}
    assert "started" in shell.refused(4, "projects", "job", story.id, "inspection")


@pytest.mark.feature("E-02", "E-04")
def test_a_project_and_its_tasks_as_documents(story: Story) -> None:
    shown = story.shown
    assert set(shown) - {"custom"} == PROJECT
    assert (shown["workflow"], shown["progress"]["done"]) == ({"id": "sales_project", "version": 2}, 1)
    assert shown["address"] == {
        "street": "Długa 1", "postcode": None, "city": "Kraków", "region": None, "country": "PL",
        "text": "Długa 1, Kraków, PL",
    }  # fmt: skip
    tasks = list(story.tasks.values())
    assert [task["key"] for task in tasks[:6]] == FIRST
    assert [task["status"] for task in tasks[:3]] == ["done", "open", "locked"]
    for task in tasks:
        assert task["place"] in {"console", "installer", "design_tool", "either"}
        assert (task["status"] in {"locked", "skipped"}) == bool(task["reason"]), task
        assert task["job"] in {None, "inspection", "installation"}
        for need in task["needs"]:
            assert (need["type"] == "choice") == bool(need["choices"])
    assert {task["key"] for task in tasks if task["conditional"]} == {
        "update_quote_after_inspection", "update_quote_after_installation", "update_serial_numbers",
    }  # fmt: skip
    assert story.shell.json("projects", "list")[0] == shown


# The words, the status, and a part of the line.
SITE_ERRORS: list[tuple[tuple[str, ...], int, str]] = [
    ((), 4, "Missing: phases (Phases), metering_point"),
    (("phases=3",), 4, "Missing: metering_point"),
    (("phases=",), 4, "Missing"),
    (("phases=4",), 2, "phases: 4 is none of: 1, 2, 3"),
    (("phases=nan",), 2, "phases: nan is none of"),
    (("phases=-1",), 2, "phases: -1 is none of"),
    (("phases=3", "phases=3"), 2, "phases: is given more than once"),
    (("phases=\x1b[31m3",), 2, "phases: "),
    (("phases=3", "metering_point=59012345678901234"), 2, "is no PPE number, which has 18 digits"),
    (("phases=3", f"metering_point={NMI}"), 2, "is no PPE number"),
    (("phases=3", "metering_point=" + "9" * 6_000), 2, "is longer than 5000 characters"),
    (("phases=3", f"metering_point={PPE}", "evil=1"), 2, "There is no value evil here"),
    (("phases=3", f"metering_point={PPE}", "bills=x.pdf"), 2, "bills is a file: --attach bills=FILE"),
    (("phases=3", f"metering_point={PPE}", "--attach", "phases=x"), 2, "There is no file phases here"),
    (("phases=3", f"metering_point={PPE}", "--attach", "bills="), 2, "“bills=” is not of the form name=value"),
    (("phases=3", f"metering_point={PPE}", "--attach", "bills=/nope/x"), 3, "There is no file /nope/x."),
    (("phases=3", f"metering_point={PPE}", "--attach", "bills=/dev/zero"), 4, "/dev/zero is no ordinary file."),
    (("phases=3", f"metering_point={PPE}", "--attach", "bills=/"), 4, "is no ordinary file."),
    (("phases=3", f"metering_point={PPE}", "--note", "x" * 30_000), 2, "note: is longer than 20000 characters"),
    (("phases=3", f"metering_point={PPE}", "--if-version", "-1"), 2, "-1 is no count"),
    (("phases=3", f"metering_point={PPE}", "--if-version", "9"), 4, "changed meanwhile"),
]


@pytest.mark.feature("E-06")
def test_what_no_site_says(story: Story) -> None:
    for words, status, message in SITE_ERRORS:
        assert message in story.no(status, "onboard_site", *words)
    assert story.state == ("onboarding", None)


def test_files_that_are_none(story: Story, tmp_path: Path) -> None:
    pipe, large = tmp_path / "pipe", tmp_path / "large.pdf"
    os.mkfifo(pipe)
    with large.open("wb") as file:
        file.truncate(10 * 1024 * 1024 + 1)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "to-pipe").symlink_to(pipe)
    for name, message in (
        (pipe, "is no ordinary file"),
        (tmp_path / "to-pipe", "is a link"),
        (tmp_path / "loop", "is a link"),
        (large, "10 MiB at most"),
        (f"{tmp_path}/a\0b", "cannot be read"),
        (f"{tmp_path}/{'n' * 300}", "cannot be read"),
    ):
        words = ("phases=3", f"metering_point={PPE}", "--attach", f"bills={name}")
        assert message in story.no(4, "onboard_site", *words)
    assert story.open() == ["onboard_site"]


@pytest.mark.feature("E-06")
@pytest.mark.parametrize(
    ("site", "good", "bad"),
    [
        (POLAND, ["5901 2345 6789 012345", PPE], ["", "abc", NMI, "５"]),
        (AU, [NMI, "2001985732", "nbbbx111100"], ["20019857327", "2001985O328", PPE, "200198573"]),
        (GERMANY, ["DE 0001", "żółw"], []),
    ],
)
def test_metering_points_by_country(
    shell: Shell, tmp_path: Path, site: tuple[str, ...], good: list[str], bad: list[str]
) -> None:
    story = Story(shell, tmp_path, *site)
    for number in bad:
        answer = shell("projects", "do", story.id, "onboard_site", "phases=1", f"metering_point={number}")
        assert answer.status in {2, 4}, number
    for number in good:
        assert story.do("onboard_site", "phases=1", f"metering_point={number}")["stage"] == "quoting"
        shell.json("projects", "undo", story.id, "onboard_site")


AMOUNTS = [
    ("NaN", "NaN is no number"), ("inf", "is no number"), ("-1", "is less than 0"), ("1e13", "is no number"),
    ("1e400", "is no number"), ("0,001", "PLN has 2 decimals"), ("1.0,50", "is no number"), ("0x10", "is no number"),
    ("1_000", "is no number"), ("5 zł", "is no number"), ("²", "is no number"), ("[1]", "is no number"),
]  # fmt: skip
DAYS = ["30.02", "2026-02-30", "31.11.2026", "0000-00-00", "9999-12-31", "24.11 25:00", "+99999999d", "1.1.1", "never"]


@pytest.mark.feature("E-14")
def test_money_and_days_that_are_none(story: Story) -> None:
    story.stage("committing")
    for amount, message in AMOUNTS:
        assert message in story.no(2, "confirm_commitment", f"amount={amount}")
    for day in DAYS:
        assert f"date: {day} is no date" in story.no(2, "confirm_commitment", "amount=10", f"date={day}")
    assert story.shell.json("projects", "charges", story.id)["entries"] == []
    story.do("confirm_commitment", "amount=1 000,50", "date=20.11.2026")
    entry = story.shell.json("projects", "charges", story.id)["entries"][0]
    assert (entry["kind"], entry["amount"], entry["date"]) == ("deposit", "1000.50", "2026-11-20")


@pytest.mark.feature("E-14", "E-38")
def test_money_is_not_booked_twice(story: Story) -> None:
    story.stage("committing")
    story.do("confirm_commitment", "amount=1000.10")
    story.shell.json("projects", "undo", story.id, "confirm_commitment")
    assert "PLN 1,000.10 is booked already" in story.no(4, "confirm_commitment", "amount=1000")
    story.do("confirm_commitment", "amount=1500")
    entries = story.shell.json("projects", "charges", story.id)["entries"]
    assert [entry["amount"] for entry in entries] == ["1000.10", "499.90"]


def inspect(story: Story, result: str, update: str) -> None:
    """Up to the decision on an inspection."""
    story.drive("review_inspection")
    story.do("review_inspection", f"result={result}", f"quote_needs_update={update}")


# What is answered: the stage and outcome then, what is open, and the status of the visit.
REVIEWS: dict[str, tuple[tuple[str, str | None], list[str], str]] = {
    "passed no": (("installation", None), ["start_installation"], "completed"),
    "PASSED NIE": (("installation", None), ["start_installation"], "completed"),
    "pozytywny tak": (("inspection", None), ["update_quote_after_inspection"], "reviewed"),
    "failed no": (("inspection", "failed"), [], "completed"),
    "negatywny 1": (("inspection", "failed"), [], "completed"),
}


@pytest.mark.feature("E-19", "E-20")
@pytest.mark.parametrize("answer", REVIEWS)
def test_both_answers_of_the_inspection(story: Story, answer: str) -> None:
    state, following, job = REVIEWS[answer]
    story.stage("inspection")
    finish_early(story)
    inspect(story, *answer.split())
    assert (story.state, story.open(), story.job("inspection")) == (state, following, job)


def finish_early(story: Story) -> None:
    """Skip what an inspection does not wait for, so that nothing else is open."""
    for key in story.open():
        if key != "start_inspection_job":
            story.shell.json("projects", "skip", story.id, key, "--reason", "done elsewhere")


@pytest.mark.feature("E-19", "E-39")
def test_a_failed_project_is_over_until_its_review_is_opened(story: Story) -> None:
    story.stage("inspection")
    finish_early(story)
    inspect(story, "failed", "yes")
    shell, number = story.shell, story.id
    assert "The project is over: Failed" in story.no(4, "start_installation")
    assert "Reopen a task" in shell.refused(4, "projects", "stage", number, "installation", "--reason", "x")
    assert "Reopen a task" in shell.refused(4, "projects", "outcome", number, "none")
    assert "Reopen a task" in shell.refused(4, "projects", "event", number, "proposal_signed")
    assert shell.json("projects", "outcome", number, "lost", "--reason", "went away")["outcome"] == "lost"
    assert shell.json("projects", "outcome", number, "none")["outcome"] == "failed"
    assert shell.json("projects", "undo", number, "review_inspection")["outcome"] is None
    assert story.state == ("inspection", None)
    assert story.do("review_inspection", "result=passed", "quote_needs_update=no")["stage"] == "installation"


@pytest.mark.feature("E-28")
@pytest.mark.parametrize(
    "key", ["lodge_connection_application", "upload_connection_permission", "order_stock", "schedule_installation_job"]
)
def test_prepared_is_computed_and_taken_back(story: Story, key: str) -> None:
    story.stage("installation")
    for early in story.open():
        if early not in BEFORE:
            story.shell.json("projects", "skip", story.id, early, "--reason", "x")
    story.drive("order_stock")
    assert story.job("installation") == "scheduled"
    story.do("order_stock", "supplier=ACME")
    assert story.job("installation") == "prepared"
    story.shell.json("projects", "undo", story.id, key)
    assert story.job("installation") != "prepared"
    task = story.tasks[key]
    assert task["status"] == "open"
    story.do(key, *story.words(task, {}))
    assert story.job("installation") == "prepared"
    assert story.shell("undo").status == 0
    assert story.tasks[key]["status"] == "open"


def installed(story: Story, *words: str) -> None:
    """Up to the review of an installation, with these assets."""
    story.stage("installation")
    for early in story.open():
        if early not in BEFORE:
            story.shell.json("projects", "skip", story.id, early, "--reason", "x")
    story.drive("system_installation")
    story.do("system_installation", *words)
    story.drive("review_installation")


@pytest.mark.feature("E-31", "E-33", "E-34", "E-35")
def test_serial_numbers_that_are_missing_are_found(story: Story) -> None:
    installed(story, "assets=Inverter", "assets=Panel 1", "assets=Panel 2", "serial_numbers=S1;;S3")
    story.do("review_installation", "approved=yes", "quote_needs_update=yes")
    assert story.open() == ["update_quote_after_installation"]
    assert "First: Update the quote" in story.no(4, "update_serial_numbers", "serial_numbers=S2")
    story.do("update_quote_after_installation", "proposal=SO/2026/0009")
    assert story.open() == ["update_serial_numbers"]
    assert "Missing: serial_numbers" in story.no(4, "update_serial_numbers")
    assert "More serial numbers" in story.no(4, "update_serial_numbers", "serial_numbers=S2,S9")
    story.do("update_serial_numbers", "serial_numbers=S2")
    assert [key.partition(":")[0] for key in story.open()] == ["upload_compliance_documents"] * 3
    story.shell.json("projects", "undo", story.id, "review_installation")
    assert "review_installation" in story.open()


@pytest.mark.feature("E-33")
def test_an_installation_is_sent_back(story: Story) -> None:
    installed(story, "assets=Inverter", "serial_numbers=S1")
    assert story.job("installation") == "submitted"
    sent_back = story.do("review_installation", "approved=no", "quote_needs_update=no")
    assert sent_back["task"]["status"] == "locked"
    assert story.open() == ["system_installation"]
    assert story.job("installation") == "prepared"
    kept = story.do("system_installation")["task"]["values"]
    assert (kept["assets"], kept["serial_numbers"]) == (["Inverter"], ["S1"])
    story.do("commissioning_sheet")
    story.do("review_installation", "approved=yes", "quote_needs_update=no")
    assert "update_serial_numbers" not in story.open()


ASSETS = [
    ('assets=["A",{"b":1}]', "holds something that is no text"),
    ('assets=[["A"]]', "holds something that is no text"),
    ("assets=" + ";".join(["A"] * 2_001), "2000 items of 200 characters at most"),
    ("assets=" + "A" * 201, "2000 items of 200 characters at most"),
    ("assets= ; ; ", "Missing: assets"),
    ("assets=", "Missing: assets"),
]


@pytest.mark.feature("E-31")
def test_assets_that_are_none(story: Story) -> None:
    story.stage("installation")
    for key in (*story.open(), *BEFORE, *DURING[:2]):
        story.shell("projects", "skip", str(story.id), key, "--reason", "x")
    for words, message in ASSETS:
        answer = story.shell("projects", "do", story.id, "system_installation", words)
        assert answer.status in {2, 4}
        assert message in answer.err
        assert answer.err.count("\n") == 1
    done = story.do("system_installation", "assets=[b]Inverter\x1b[2J[/b]", "assets=Панель", "--note", "a\nb")
    assert done["task"]["values"]["assets"] == ["[b]Inverter[2J[/b]", "Панель"]
    assert "\x1b" not in story.shell("projects", "tasks", story.id).out


@pytest.mark.feature("E-15", "E-40")
def test_nothing_is_done_out_of_order(story: Story) -> None:
    tasks = story.tasks
    locked = [key for key, task in tasks.items() if task["status"] == "locked"]
    assert len(locked) > 20
    for key in locked:
        words = story.words(tasks[key], {})
        assert "cannot be done yet." in story.no(4, key, *words)
    assert story.shown["progress"]["done"] == 1


@pytest.mark.feature("E-39")
@pytest.mark.parametrize("outcome", ["failed", "lost", "cancelled", "closed"])
def test_a_project_ends_by_hand_and_comes_back(story: Story, outcome: str) -> None:
    shell, number = story.shell, story.id
    assert "Give a reason" in shell.refused(4, "projects", "outcome", number, outcome)
    assert "Give a reason" in shell.refused(4, "projects", "outcome", number, outcome, "--reason", " \u200b ")
    ended = shell.json("projects", "outcome", number, outcome, "--reason", "[red]x\x1b[0m")
    assert (ended["outcome"], ended["stage"]) == (outcome, "onboarding")
    assert story.open() == []
    assert "The project is over" in story.no(4, "onboard_site", "phases=1", f"metering_point={PPE}")
    assert "The project is over" in shell.refused(4, "projects", "event", number, "design_linked")
    assert shell("undo").status == 0
    assert story.open() == ["onboard_site"]
    assert shell("redo").status == 0
    assert shell.json("projects", "outcome", number, "none")["outcome"] is None


@pytest.mark.feature("E-07")
def test_one_project_of_a_site_at_a_time(story: Story) -> None:
    shell = story.shell
    story.do("onboard_site", "phases=3", f"metering_point={PPE}")
    story.do("add_sales_project")
    other = shell.json("projects", "add", "--contact", 1, "--country", "PL", "--city", "kraków", "--street", "DŁUGA 1",
                       "--phases", 3, "--metering-point", PPE)["id"]  # fmt: skip
    told = shell.refused(4, "projects", "do", other, "add_sales_project")
    assert f"#{story.id}" in told
    shell.json("projects", "outcome", story.id, "closed", "--reason", "newer one")
    assert shell.json("projects", "do", other, "add_sales_project")["stage"] == "quoting"


EVENTS: list[tuple[tuple[str, ...], int, str]] = [
    (("earthquake",), 3, "There is no event earthquake"),
    (("stage_set", "stage=completed"), 3, "There is no event stage_set"),
    (("outcome_set", "outcome=completed"), 3, "There is no event outcome_set"),
    (("deposit_paid", "amount=-5"), 2, "is less than 0"),
    (("deposit_paid", "amount=5", "amount=6"), 2, "amount: is given more than once"),
    (("deposit_paid", "amount=5", "date=30.02"), 2, "is no date"),
    (("design_synced", "x=" + "A" * 5_001), 2, "is longer than 5000 characters"),
    (("design_synced", "a b=1"), 2, "each with a plain name"),
    (("design_synced", *(f"x{number}=1" for number in range(21))), 2, "20 values at most"),
]


def test_events_that_are_none(story: Story) -> None:
    for words, status, message in EVENTS:
        assert message in story.shell.refused(status, "projects", "event", story.id, *words)
    assert story.state == ("onboarding", None)


@pytest.mark.feature("E-11", "E-13")
@pytest.mark.parametrize(
    ("event", "stage"),
    [
        ("design_linked", "onboarding"), ("design_synced", "onboarding"), ("proposal_created", "onboarding"),
        ("proposal_published", "considering"), ("proposal_sent", "considering"), ("proposal_signed", "committing"),
    ],
)  # fmt: skip
def test_what_arrives_moves_the_project_at_least_there(story: Story, event: str, stage: str) -> None:
    assert story.shell.json("projects", "event", story.id, event)["stage"] == stage
    again = story.shell.json("projects", "event", story.id, event)
    assert again["version"] == story.shown["version"]
    assert story.shell("undo").status == 0
    assert story.state == ("onboarding", None)


@pytest.mark.feature("E-17", "E-25")
def test_a_visit_is_agreed_and_moved(story: Story) -> None:
    story.stage("inspection")
    finish_early(story)
    story.do("start_inspection_job", "job_note=[b]dog\x1b[0m")
    shell, number = story.shell, story.id
    assert story.job("inspection") == "assigned"
    assert "there is no date to change" in shell.refused(4, "projects", "job", number, "inspection", "--when", "fri")
    assert shell.json("projects", "job", number, "inspection", "--accept")["status"] == "accepted"
    assert "Accepted already" in shell.refused(4, "projects", "job", number, "inspection", "--accept")
    for when in ("30.02 10:00", "2026-12-01 24:00", "never", "9999-12-31 23:59"):
        assert "is no date" in story.no(2, "schedule_inspection_job", f"when={when}", "team=North")
    assert "no visible character" in story.no(2, "schedule_inspection_job", "when=fri", "team=\u200b")
    story.do("schedule_inspection_job", "when=2026-12-01 10:00", "team=Zażółć")
    moved = shell.json("projects", "job", number, "inspection", "--when", "2026-12-02 11:00")
    assert (moved["status"], moved["team"]) == ("rescheduled", "Zażółć")
    assert "\x1b" not in moved["note"]
    assert "is no date" in shell.refused(2, "projects", "job", number, "inspection", "--when", "30.02")
