"""Everything that can be done by a key or from the palette, where, and what the program says about it.

One key is one idea on every screen. No alt keys; no ctrl+a, ctrl+b (screen, tmux); no ctrl+h, i, j, m (they are
backspace, tab and enter on the wire); no ctrl+n, t, w (browsers).
"""

from __future__ import annotations

from types import MappingProxyType

from solartui.commands.dialog_commands import DIALOGS
from solartui.commands.record import Command
from solartui.i18n import mark

# Where a command works, with the heading that help gives it.
SCOPES = MappingProxyType(
    {
        "global": mark("Everywhere"),
        "table": mark("Moving in a list"),
        "cells": mark("From column to column"),
        "list": mark("This list"),
        "record": mark("This record, or all marked"),
        "lead": mark("This lead, or all marked"),
        "contact": mark("This contact"),
        "detail": mark("This page"),
        "triage": mark("Triage"),
        "tab": mark("The row in this tab"),
        "project": mark("This project"),
        "import": mark("Import"),
        "form": mark("Form"),
        "panel": mark("Filter"),
        "editor": mark("Note"),
        "quick": mark("A note of one line"),
        "gate": mark("Converting"),
        "pick": mark("Choosing"),
        "merge": mark("Two versions"),
        "edit": mark("Changing a field of a lead"),
        "cell": mark("Changing a cell"),
        "order": mark("Order"),
        "columns": mark("Columns"),
        "map": mark("Map"),
    }
)

# Scopes that are in force at the same time on one screen; no key may mean two things in any of these.
CONTEXTS: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "leads": ("global", "table", "cells", "list", "record", "lead"),
        "contacts": ("global", "table", "cells", "list", "record", "contact"),
        "projects": ("global", "table", "cells", "list", "record", "project"),
        "lead": ("global", "record", "lead", "detail"),
        "triage": ("global", "record", "lead", "triage"),
        "contact": ("global", "record", "contact", "detail"),
        "project": ("global", "record", "project", "detail"),
        "tab": ("table", "tab"),
        "import": ("global", "table", "cells", "import"),
        "form": ("form",),
        "panel": ("panel",),
        "editor": ("editor",),
        "quick": ("quick",),
        "gate": ("gate",),
        "pick": ("pick",),
        "merge": ("merge",),
        "edit": ("edit",),
        "cell": ("cell",),
        "order": ("order",),
        "columns": ("columns",),
        "map": ("map",),
    }
)

_GLOBAL = (
    Command("help", ("question_mark", "f1"), mark("help"), mark("Show what is possible here, with its keys."),
            "global", "help", rank=91),
    Command("palette", ("ctrl+p", "colon"), mark("palette"), mark("Find any command by its name and run it."),
            "global", "palette", rank=90),
    Command("jump", ("ctrl+o",), mark("jump"), mark("Go to any lead, contact or project; #123 goes by number."),
            "global", "jump", rank=60),
    Command("leads", ("1",), mark("Leads"), mark("Show the leads."), "global", "show_leads", rank=61),
    Command("board", ("2",), mark("Board"), mark("Show the leads as a board: a column for each stage."),
            "global", "show_board", rank=61),
    Command("projects", ("3",), mark("Projects"), mark("Show the projects."), "global", "show_projects", rank=62),
    Command("contacts", ("4",), mark("Contacts"), mark("Show the contacts."), "global", "show_contacts", rank=63),
    Command("back", ("escape",), mark("back"), mark("Clear marks, then the search, then go back."),
            "global", "back", rank=64),
    Command("close", ("q",), mark("close"), mark("Close this page; on the first one, quit."),
            "global", "close", rank=65),
    Command("undo", ("u",), mark("undo"), mark("Take back your last change."), "global", "undo", rank=40, footer=True),
    Command("redo", ("U",), mark("redo"), mark("Do again what you took back last."), "global", "redo", rank=41),
    Command("history", ("ctrl+u",), mark("what can be undone"),
            mark("List your changes, show what undoing one would bring back, and undo it."),
            "global", "history", rank=42),
    Command("reload", ("ctrl+r",), mark("reload"), mark("Read this page again."), "global", "reload", rank=66),
    Command("repaint", ("ctrl+l",), mark("repaint"), mark("Paint the whole screen again."),
            "global", "repaint", rank=67),
    Command("settings", ("comma",), mark("settings"), mark("See and set what holds for you and for the desk."),
            "global", "settings", rank=68),
    Command("administration", (), mark("administration"),
            mark("Keep stages, fields of your own, users and the organisation."),
            "global", "administer", "users.admin", rank=69),
    Command("theme", (), mark("colours"), mark("Choose the colours."), "global", "theme", rank=68),
    Command("quit", ("ctrl+q",), mark("quit"), mark("Leave the program."), "global", "leave", rank=69),
    Command("pane.next", ("tab",), mark("next pane"), mark("Go to the next part of the page."),
            "global", "next_pane", rank=70),
    Command("pane.previous", ("shift+tab",), mark("previous pane"), mark("Go to the part of the page before."),
            "global", "previous_pane", rank=71),
)  # fmt: skip

_TABLE = (
    Command("table.up", ("up", "k"), mark("up"), mark("One row up."), "table", "cursor(-1)", direct=True),
    Command("table.down", ("down", "j"), mark("down"), mark("One row down."), "table", "cursor(1)", direct=True),
    Command("table.page_up", ("pageup",), mark("page up"), mark("One page up."), "table", "page(-1)", direct=True),
    Command("table.page_down", ("pagedown",), mark("page down"), mark("One page down."),
            "table", "page(1)", direct=True),
    Command("table.first", ("home", "g"), mark("first"), mark("To the first row."), "table", "edge(-1)", direct=True),
    Command("table.last", ("end", "G"), mark("last"), mark("To the last row."), "table", "edge(1)", direct=True),
)  # fmt: skip

_CELLS = (
    Command("cells.left", ("left", "h"), mark("left"), mark("To the cell or the column to the left."),
            "cells", "sideways(-1)", direct=True),
    Command("cells.right", ("right", "l"), mark("right"), mark("To the cell or the column to the right."),
            "cells", "sideways(1)", direct=True),
)  # fmt: skip

_LIST = (
    Command("list.open", ("enter",), mark("open"), mark("Open the record under the cursor."),
            "list", "open", rank=1, footer=True),
    Command("list.new", ("n",), mark("new"), mark("Add a record."), "list", "new", "write", rank=2, footer=True),
    Command("list.search", ("slash",), mark("search"), mark("Search by name, place, phone or mail, or type a filter."),
            "list", "search", rank=10, footer=True),
    Command("list.filter", ("f",), mark("filter"), mark("Choose filters from a panel."),
            "list", "filter", rank=12, footer=True),
    Command("list.views", ("F",), mark("views"), mark("Choose a view of the list, save one or change one."),
            "list", "saved_views", rank=14, footer=True),
    Command("list.drop_filter", ("backspace",), mark("one filter less"), mark("Take the last condition away."),
            "list", "drop_filter", rank=45),
    Command("list.mark", ("x",), mark("mark"), mark("Mark the record, or take the mark away, and go one down."),
            "list", "mark", rank=8, footer=True, marked=True),
    Command("list.mark_range", ("X",), mark("mark to here"), mark("Mark everything from the last mark to the cursor."),
            "list", "mark_range", rank=9, marked=True),
    Command("list.mark_all", ("ctrl+x",), mark("mark all"), mark("Mark everything that the filter shows."),
            "list", "mark_all", rank=13, marked=True),
    Command("list.triage", ("T",), mark("triage"), mark("Go through these leads, or the marked ones, one by one."),
            "list", "triage", rank=11, footer=True, marked=True),
    Command("list.sort", ("S",), mark("sort"), mark("Choose the order of the rows."), "list", "sort", rank=41),
    Command("list.columns", ("C",), mark("columns"), mark("Choose the columns and their order."),
            "list", "columns", rank=42),
    Command("list.import", ("I",), mark("import"), mark("Bring in a spreadsheet."),
            "list", "import", "import", rank=43),
    Command("list.export", ("E",), mark("export"), mark("Write this list to a file."),
            "list", "export", "export", rank=44),
    Command("list.view", ("v",), mark("view"), mark("Show the list as a table, as cards, or as a board."),
            "list", "view", rank=11, footer=True),
    Command("list.fold", ("minus",), mark("fold"), mark("Fold the column of the board, or unfold it."),
            "list", "fold", rank=46),
    Command("list.group", ("B",), mark("group"), mark("Columns of the board by assignee, or by stage again."),
            "list", "group", rank=47),
    Command("list.route", ("R",), mark("route"),
            mark("Put today's visits, or the marked leads, in the order of the road."),
            "list", "route", rank=48, marked=True),
    Command("list.preview", ("space",), mark("preview"), mark("Show or hide the preview."),
            "list", "preview", rank=14),
)  # fmt: skip

_RECORD = (
    Command("record.edit", ("e",), mark("edit"),
            mark("Change its fields; in the list of leads, one of them by its letter, or one of all marked."),
            "record", "edit", "write", rank=3, footer=True, marked=True),
    Command("record.copy", ("y",), mark("copy"), mark("Copy phone, mail, address or the whole record."),
            "record", "copy", rank=33),
    Command("record.contact", ("p",), mark("customer"), mark("Open the customer."),
            "record", "open_contact", rank=17, footer=True),
    Command("record.lead", ("L",), mark("lead"), mark("Open the lead that it came from."),
            "record", "open_lead", rank=18, footer=True),
)  # fmt: skip

_CONTACT = (
    Command("contact.new_lead", ("N",), mark("new lead"), mark("Add a lead for this contact."),
            "contact", "new_lead", "write", rank=4, footer=True),
    Command("contact.new_project", ("c",), mark("new project"),
            mark("Start a project for this contact, without a lead."),
            "contact", "new_project", "write", rank=5, footer=True),
    Command("contact.merge", ("M",), mark("merge"), mark("Make this contact and another one, that is the same, one."),
            "contact", "merge", "write", rank=19, footer=True),
    Command("contact.delete", ("D",), mark("delete"), mark("Take it away; undo brings it back."),
            "contact", "delete_contact", "write", rank=37),
    Command("contact.secrets", ("V",), mark("documents"),
            mark("Show the numbers of passport and licence for a moment; it is written down who did."),
            "contact", "show_secrets", "contacts.secrets", rank=38),
    Command("contact.erase", (), mark("erase"), mark("Erase the person on request; this cannot be undone."),
            "contact", "erase", "contacts.erase", rank=39),
)  # fmt: skip

_PROJECT = (
    Command("project.people", ("P",), mark("contacts"), mark("Add contacts to the project, or take them off."),
            "project", "people", "write", rank=19, footer=True),
)  # fmt: skip

_LEAD = (
    Command("lead.stage", ("s",), mark("stage"), mark("Move it to another stage."),
            "lead", "stage", "write", rank=4, footer=True, marked=True),
    Command("lead.stage_back", ("less_than_sign",), mark("move"), mark("Move it one stage back."),
            "lead", "stage_back", "write", rank=20, footer=True, marked=True),
    Command("lead.stage_on", ("greater_than_sign",), mark("next stage"), mark("Move it one stage on."),
            "lead", "stage_on", "write", rank=21, footer=True, joins="lead.stage_back", marked=True),
    Command("lead.assign", ("w",), mark("assign"), mark("Give it to a person, team, branch or partner."),
            "lead", "assign", "write", rank=6, footer=True, marked=True),
    Command("lead.log", ("a",), mark("log"), mark("Note down a call, a mail or a visit."),
            "lead", "log", "write", rank=5, footer=True),
    Command("lead.follow_up", ("z",), mark("follow up"), mark("Set when to get back to it."),
            "lead", "follow_up", "write", rank=7, footer=True, marked=True),
    Command("lead.done", ("d",), mark("done"), mark("The follow-up is done."),
            "lead", "follow_up_done", "write", rank=15, footer=True, marked=True),
    Command("lead.convert", ("c",), mark("convert"), mark("Make a project of it."),
            "lead", "convert", "convert", rank=16, footer=True),
    Command("lead.map", ("o",), mark("map"), mark("Open the place in the map, or show and copy the link."),
            "lead", "map", rank=32, footer=True),
    Command("lead.archive", ("D",), mark("archive"), mark("Put it away; it can be brought back."),
            "lead", "archive", "write", rank=34, marked=True),
    Command("lead.actions", ("full_stop",), mark("more"), mark("Show everything that can be done with it."),
            "lead", "actions", rank=35, marked=True),
    Command("lead.set", ("equals_sign",), mark("set a field"), mark("Give a field the same value everywhere."),
            "lead", "set_field", "write", rank=17, marked=True),
    Command("lead.delete", (), mark("delete"), mark("Take it away; undo brings it back."),
            "lead", "delete", "write", rank=37, marked=True),
    Command("lead.locate", (), mark("find place"), mark("Find its place on the map by its address."),
            "lead", "locate", "write", rank=33, marked=True),
    Command("lead.repeat", ("r",), mark("repeat"), mark("Do the last change once more, here."),
            "lead", "repeat", "write", rank=36, marked=True),
)  # fmt: skip

_DETAIL = (
    Command("detail.previous_tab", ("left_square_bracket", "shift+left"), mark("tab"), mark("The tab to the left."),
            "detail", "previous_tab", rank=1, footer=True),
    Command("detail.next_tab", ("right_square_bracket", "shift+right"), mark("next tab"), mark("The tab to the right."),
            "detail", "next_tab", rank=2, footer=True, joins="detail.previous_tab"),
    Command("detail.next", ("J",), mark("next"), mark("The next record of the list you came from."),
            "detail", "next_record", rank=11, footer=True),
    Command("detail.previous", ("K",), mark("previous"), mark("The record before it in that list."),
            "detail", "previous_record", rank=12, footer=True, joins="detail.next"),
    Command("detail.picture", ("i",), mark("picture"), mark("Show the place of the site as large as the window."),
            "detail", "picture", rank=13),
    Command("detail.comment", ("B",), mark("comment"),
            mark("Write a comment into the history, with a sign and a colour."),
            "detail", "new_comment", "write", rank=10),
    Command("detail.note", ("n",), mark("note"), mark("Write a note."), "detail", "new_note", "write",
            rank=8, footer=True),
)  # fmt: skip

_TRIAGE = (
    Command("triage.next", ("J",), mark("next"), mark("The next lead, without a decision."),
            "triage", "next_lead", rank=1, footer=True),
    Command("triage.previous", ("K",), mark("previous"), mark("The lead before it."),
            "triage", "previous_lead", rank=2, footer=True, joins="triage.next"),
    Command("triage.reached", ("A",), mark("reached"), mark("Log a call; an open lead moves to Contacted."),
            "triage", "reached", "write", rank=2, footer=True),
    Command("triage.tomorrow", ("Z",), mark("snooze"), mark("Follow up tomorrow at 9:00."),
            "triage", "tomorrow", "write", rank=2, footer=True),
    Command("triage.next_week", ("b",), mark("next week"), mark("Follow up on Monday at 9:00."),
            "triage", "next_week", "write", rank=2, footer=True, joins="triage.tomorrow"),
    Command("triage.mine", ("W",), mark("mine"), mark("Give it to yourself."),
            "triage", "mine", "write", rank=2, footer=True),
    Command("triage.lost", ("l",), mark("lost"), mark("Lost, for one of the usual reasons."),
            "triage", "lost", "write", rank=2, footer=True),
    Command("triage.note", ("n",), mark("note"), mark("Write a note; the lead stays."),
            "triage", "new_note", "write", rank=8, footer=True),
    Command("triage.open", ("enter",), mark("page"), mark("Open the page of the lead; at the end, close."),
            "triage", "open_lead_page", rank=14, footer=True),
)  # fmt: skip

_TAB = (
    Command("tab.open", ("enter",), mark("open"), mark("Open the row."), "tab", "open_row", rank=1, footer=True),
    Command("tab.new", ("n",), mark("new"), mark("Add a row to this tab."), "tab", "new_row", "write",
            rank=2, footer=True),
    Command("tab.edit", ("e",), mark("edit"), mark("Change the row."), "tab", "edit_row", "write", rank=3, footer=True),
    Command("tab.delete", ("D",), mark("delete"), mark("Delete the row; undo brings it back."),
            "tab", "delete_row", "write", rank=5, footer=True),
    Command("tab.copy", ("y",), mark("copy"), mark("Copy the row."), "tab", "copy_row", rank=6),
    Command("tab.export", ("E",), mark("save as file"), mark("Write the row's document to a file."),
            "tab", "export_row", rank=7),
    Command("tab.reverse", ("S",), mark("order"), mark("The oldest first, or the newest first."),
            "tab", "reverse", rank=8, footer=True),
    Command("tab.filter", ("f",), mark("filter"), mark("Show only some kinds of rows."), "tab", "filter", rank=9,
            footer=True),
)  # fmt: skip

_IMPORT = (
    Command("import.forward", ("ctrl+s", "f2"), mark("go on"), mark("To the plan, then import, then back to the list."),
            "import", "forward", "import", rank=1, footer=True),
    Command("import.field", ("enter",), mark("field"), mark("Choose what the column under the cursor becomes."),
            "import", "import_field", rank=2, footer=True),
    Command("import.known", ("d",), mark("known leads"), mark("Choose what happens with leads that are there already."),
            "import", "known", rank=3, footer=True),
    Command("import.source", ("o",), mark("source"), mark("Choose how new leads were made."),
            "import", "source", rank=4, footer=True),
    Command("import.sheet", ("t",), mark("sheet"), mark("Read another sheet of the file."),
            "import", "sheet", rank=5, footer=True),
    Command("import.refused", ("w",), mark("refused rows"), mark("Write the refused rows to a file to correct them."),
            "import", "refused", rank=6, footer=True),
    Command("import.group", ("right_square_bracket",), mark("next rows"), mark("Show the rows of the next count."),
            "import", "import_group", rank=3, footer=True),
    Command("import.group_back", ("left_square_bracket",), mark("rows before"),
            mark("Show the rows of the count before."), "import", "import_group_back"),
    Command("import.leave_out", ("x",), mark("leave out"), mark("Leave the row out, or take it in again."),
            "import", "leave_out", rank=4, footer=True),
    Command("import.words", ("v",), mark("words"), mark("See and say what the words of the sheet mean."),
            "import", "import_words", rank=5, footer=True),
    Command("import.keep", ("f",), mark("keep the rest"),
            mark("Keep every unknown column as a field of our own."), "import", "import_keep", rank=5, footer=True),
    Command("import.target", ("b",), mark("leads or contacts"), mark("Choose what rows become."),
            "import", "import_target", rank=6),
)  # fmt: skip

CATALOGUE: tuple[Command, ...] = (
    *(_GLOBAL + _TABLE + _CELLS + _LIST + _RECORD + _LEAD + _CONTACT + _PROJECT + _DETAIL + _TRIAGE + _TAB),
    *_IMPORT,
    *DIALOGS,
)
