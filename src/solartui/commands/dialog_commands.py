"""What can be done in forms and dialogs, by key; see `solartui.commands.catalogue`."""

from __future__ import annotations

from solartui.commands.record import Command
from solartui.i18n import mark

_FORM = (
    Command("form.save", ("ctrl+s", "f2"), mark("save"), mark("Save and close."), "form", "save", rank=1, footer=True),
    Command("form.cancel", ("escape",), mark("cancel"), mark("Close without saving; asks if something was changed."),
            "form", "cancel", rank=2, footer=True),
    Command("form.next", ("enter",), mark("next field"),
            mark("Go to the next field; in a list, take the line under the cursor."),
            "form", "next_field", rank=3, footer=True),
    Command("form.pick", ("f4",), mark("choose"), mark("Choose a date, a person or a file for this field."),
            "form", "pick", rank=4, footer=True),
    Command("form.forward", ("tab",), mark("on"), mark("Leave this field for the next one."),
            "form", "forward", rank=5),
    Command("form.backward", ("shift+tab",), mark("back"), mark("Go back to the field before."),
            "form", "backward", rank=6),
    Command("form.down", ("down",), mark("down"), mark("One line down: in the list of choices, or in the form."),
            "form", "down", rank=7),
    Command("form.up", ("up",), mark("up"), mark("One line up: in the list of choices, or in the form."),
            "form", "up", rank=8),
    Command("form.next_section", ("pagedown",), mark("next section"), mark("Go to the next part of the form."),
            "form", "next_section", rank=9),
    Command("form.previous_section", ("pageup",), mark("previous section"), mark("Go back to the part before."),
            "form", "previous_section", rank=10),
    Command("form.help", ("f1",), mark("help"), mark("Show what is possible here, with its keys."),
            "form", "help", rank=11),
)  # fmt: skip

# Together with the keys of a form, whose `save` it replaces.
_PANEL = (
    Command("panel.apply", ("ctrl+s", "f2"), mark("apply"), mark("List what fits, and close."),
            "panel", "save", rank=1, footer=True),
    Command("panel.clear", ("f8",), mark("clear all"), mark("Empty every line."), "panel", "clear",
            rank=2, footer=True),
)  # fmt: skip

_EDITOR = (
    Command("editor.save", ("ctrl+s", "f2"), mark("save"), mark("Save the note."), "editor", "save",
            rank=1, footer=True),
    Command("editor.leave", ("escape",), mark("leave"), mark("Leave; the text is kept as a draft."),
            "editor", "leave", rank=2, footer=True),
    Command("editor.external", ("f4",), mark("your editor"), mark("Write in the editor that $EDITOR names."),
            "editor", "external", rank=3, footer=True),
    Command("editor.switch", ("tab", "shift+tab"), mark("file"), mark("From the text to the file, and back."),
            "editor", "switch", rank=4, footer=True),
)  # fmt: skip

_QUICK = (
    Command("quick.save", ("enter", "ctrl+s", "f2"), mark("save"), mark("Save the note."), "quick",
            "save_quick_note", "write", rank=1, footer=True),
    Command("quick.more", ("f4",), mark("more lines"), mark("Go on in the editor, with more lines and a file."),
            "quick", "more_lines", "write", rank=2, footer=True),
    Command("quick.leave", ("escape",), mark("leave"), mark("Leave; the text is kept as a draft."),
            "quick", "leave_quick_note", rank=3, footer=True),
)  # fmt: skip

_GATE = (
    Command("gate.convert", ("enter", "ctrl+s", "f2"), mark("convert"),
            mark("Make the project; where something is missing, go and fill it in."), "gate", "convert",
            rank=1, footer=True),
    Command("gate.cancel", ("escape",), mark("cancel"), mark("Close and change nothing."), "gate", "cancel",
            rank=2, footer=True),
)  # fmt: skip

_PICK = (
    Command("pick.up", ("up",), mark("up"), mark("One line up."), "pick", "move(-1)", direct=True),
    Command("pick.down", ("down",), mark("down"), mark("One line down."), "pick", "move(1)", direct=True),
    Command("pick.page_up", ("pageup",), mark("page up"), mark("One page up."), "pick", "page(-1)", direct=True),
    Command("pick.page_down", ("pagedown",), mark("page down"), mark("One page down."), "pick", "page(1)", direct=True),
    Command("pick.choose", ("enter", "ctrl+s", "f2"), mark("choose"), mark("Take this one."), "pick", "choose",
            rank=1, footer=True, direct=True),
    Command("pick.cancel", ("escape",), mark("cancel"), mark("Close and change nothing."), "pick", "cancel",
            rank=2, footer=True, direct=True),
)  # fmt: skip

_ORDER = (
    Command("order.up", ("up",), mark("up"), mark("One line up."), "order", "move(-1)", direct=True),
    Command("order.down", ("down",), mark("down"), mark("One line down."), "order", "move(1)", direct=True),
    Command("order.page_up", ("pageup",), mark("page up"), mark("One page up."), "order", "page(-1)", direct=True),
    Command("order.page_down", ("pagedown",), mark("page down"), mark("One page down."),
            "order", "page(1)", direct=True),
    Command("order.take", ("enter", "ctrl+s", "f2"), mark("order"),
            mark("Order by this column alone, or by those that were added."), "order", "choose",
            rank=1, footer=True),
    Command("order.add", ("tab",), mark("add"), mark("Order by this column, too; again turns it round, then drops it."),
            "order", "add", rank=2, footer=True),
    Command("order.cancel", ("escape",), mark("cancel"), mark("Close and change nothing."), "order", "cancel",
            rank=3, footer=True),
)  # fmt: skip

_FILES = (
    Command("files.up", ("up",), mark("up"), mark("One line up."), "files", "move(-1)", direct=True),
    Command("files.down", ("down",), mark("down"), mark("One line down."), "files", "move(1)", direct=True),
    Command("files.page_up", ("pageup",), mark("page up"), mark("One page up."), "files", "page(-1)", direct=True),
    Command("files.page_down", ("pagedown",), mark("page down"), mark("One page down."),
            "files", "page(1)", direct=True),
    Command("files.take", ("enter", "ctrl+s", "f2"), mark("take"),
            mark("Take the marked files, or the one under the cursor; go into a folder."), "files", "choose",
            rank=1, footer=True),
    Command("files.mark", ("tab",), mark("mark"), mark("Mark the file, or take the mark away, and go one down."),
            "files", "mark", rank=2, footer=True),
    Command("files.cancel", ("escape",), mark("cancel"), mark("Close and change nothing."), "files", "cancel",
            rank=3, footer=True),
)  # fmt: skip

_PREVIEW = (
    Command("preview.up", ("up", "k"), mark("up"), mark("One line up."), "preview", "move(-1)", direct=True),
    Command("preview.down", ("down", "j"), mark("down"), mark("One line down."), "preview", "move(1)", direct=True),
    Command("preview.page_up", ("pageup",), mark("page up"), mark("One page up."), "preview", "page(-1)", direct=True),
    Command("preview.page_down", ("pagedown", "space"), mark("page down"), mark("One page down."),
            "preview", "page(1)", direct=True),
    Command("preview.open", ("o",), mark("open"), mark("Open a copy with the program of this computer."),
            "preview", "open", rank=1, footer=True),
    Command("preview.save", ("E",), mark("save a copy"), mark("Write the file to a folder."), "preview", "save",
            rank=2, footer=True),
    Command("preview.cancel", ("escape", "enter", "q"), mark("back"), mark("Close."), "preview", "cancel",
            rank=3, footer=True),
)  # fmt: skip

_COLUMNS = (
    Command("columns.up", ("up", "k"), mark("up"), mark("One line up."), "columns", "move(-1)", direct=True),
    Command("columns.down", ("down", "j"), mark("down"), mark("One line down."), "columns", "move(1)", direct=True),
    Command("columns.tick", ("space",), mark("show"), mark("Show the column, or hide it."),
            "columns", "tick", rank=1, footer=True),
    Command("columns.raise", ("less_than_sign", "shift+up", "K"), mark("move"), mark("Move the column to the left."),
            "columns", "raise", rank=2, footer=True),
    Command("columns.lower", ("greater_than_sign", "shift+down", "J"), mark("to the right"),
            mark("Move the column to the right."), "columns", "lower", rank=3, footer=True, joins="columns.raise"),
    Command("columns.narrower", ("left", "minus", "h"), mark("width"), mark("Make the column narrower."),
            "columns", "narrower", rank=4, footer=True),
    Command("columns.wider", ("right", "plus", "l"), mark("wider"), mark("Make the column wider."),
            "columns", "wider", rank=5, footer=True, joins="columns.narrower"),
    Command("columns.reset", ("r",), mark("reset"), mark("Show as many columns as fit again."),
            "columns", "reset", rank=6, footer=True),
    Command("columns.close", ("escape", "enter", "C"), mark("close"), mark("Close; what was chosen stays."),
            "columns", "cancel", rank=7, footer=True),
)  # fmt: skip

_EDIT = (
    Command("edit.form", ("e", "enter"), mark("whole form"), mark("Change the lead in its form."), "edit", "form",
            "write", rank=1, footer=True),
    Command("edit.name", ("n",), mark("name"), mark("Change the name."), "edit", "name", "write", rank=2, footer=True),
    Command("edit.stage", ("s",), mark("stage"), mark("Change the stage."), "edit", "stage", "write",
            rank=3, footer=True, light=True),
    Command("edit.assignee", ("w",), mark("assignee"), mark("Change who carries it."), "edit", "assignee", "write",
            rank=4, footer=True, light=True),
    Command("edit.follow_up", ("z",), mark("follow-up"), mark("Change when to get back to it."),
            "edit", "next_follow_up", "write", rank=5, footer=True, light=True),
    Command("edit.town", ("c",), mark("town"), mark("Change the town."), "edit", "location", "write",
            rank=6, footer=True),
    Command("edit.use", ("k",), mark("kWh"), mark("Change the use in a month."), "edit", "monthly_kwh", "write",
            rank=7, footer=True),
    Command("edit.type", ("t",), mark("type"), mark("Change the type."), "edit", "type", "write", rank=8, footer=True),
    Command("edit.grid", ("g",), mark("grid"), mark("Change the grid connection."), "edit", "grid_connection", "write",
            rank=9, footer=True),
    Command("edit.contacted", ("a",), mark("contacted"), mark("Change when the customer was contacted last."),
            "edit", "last_contacted", "write", rank=10, footer=True),
    Command("edit.score", ("r",), mark("score"), mark("Change the score."), "edit", "score", "write",
            rank=11, footer=True),
    Command("edit.channel", ("h",), mark("channel"), mark("Change the channel."), "edit", "channel", "write",
            rank=12, footer=True),
    Command("edit.postcode", ("p",), mark("postcode"), mark("Change the postcode."), "edit", "postcode", "write",
            rank=13, footer=True),
    Command("edit.owner", ("o",), mark("owner"), mark("Change the owner."), "edit", "owner", "write",
            rank=14, footer=True),
    Command("edit.cancel", ("escape",), mark("cancel"), mark("Change nothing."), "edit", "cancel",
            rank=15, footer=True),
)  # fmt: skip

_CELL = (
    Command("cell.save", ("enter", "ctrl+s", "f2"), mark("save"), mark("Save the cell."), "cell", "save",
            rank=1, footer=True),
    Command("cell.next", ("tab",), mark("save, next"), mark("Save the cell and go to the one to the right."),
            "cell", "save_next", rank=3),
    Command("cell.previous", ("shift+tab",), mark("save, back"), mark("Save the cell and go to the one to the left."),
            "cell", "save_previous", rank=4),
    Command("cell.cancel", ("escape",), mark("cancel"), mark("Leave the cell as it was."), "cell", "cancel",
            rank=2, footer=True),
)  # fmt: skip

_TYPING = (
    Command("typing.keep", ("enter",), mark("keep"), mark("Go to the list with what was typed in force."),
            "typing", "submit", rank=1, footer=True, direct=True),
    Command("typing.complete", ("tab",), mark("complete"),
            mark("Take the first thing that can be typed next; in an empty place, show everything that can."),
            "typing", "complete", rank=2, footer=True, direct=True),
    Command("typing.down", ("down",), mark("choose"), mark("To the next thing that can be typed, or to the list."),
            "typing", "step(1)", rank=4, footer=True, direct=True),
    Command("typing.up", ("up",), mark("choose"), mark("To the thing above that can be typed."),
            "typing", "step(-1)", rank=4, footer=True, joins="typing.down", direct=True),
    Command("typing.leave", ("pagedown",), mark("to the list"), mark("Go to the list, wherever the cursor is."),
            "typing", "leave", rank=5, direct=True),
    Command("typing.cancel", ("escape",), mark("take back"), mark("Go to the list as it was before."),
            "typing", "cancel", rank=3, footer=True, direct=True),
)  # fmt: skip

_MERGE = (
    Command("merge.mine", ("left",), mark("yours"), mark("Keep what you entered."), "merge", "keep_mine",
            rank=1, footer=True),
    Command("merge.theirs", ("right",), mark("theirs"), mark("Keep what the other person saved."),
            "merge", "keep_theirs", rank=2, footer=True),
    Command("merge.save", ("ctrl+s", "f2", "enter"), mark("save"), mark("Save what you chose."), "merge", "save",
            rank=3, footer=True),
    Command("merge.cancel", ("escape",), mark("back to the form"), mark("Go back to the form; nothing is saved."),
            "merge", "cancel", rank=4, footer=True),
    Command("merge.up", ("up",), mark("up"), mark("One line up."), "merge", "move_up"),
    Command("merge.down", ("down",), mark("down"), mark("One line down."), "merge", "move_down"),
)  # fmt: skip

_MAP = (
    Command("map.take", ("enter", "ctrl+s", "f2"), mark("take this place"), mark("Take the place under the cross."),
            "map", "take", rank=1, footer=True),
    Command("map.nearer", ("plus", "equals_sign"), mark("nearer"), mark("Show less, and more of it."), "map", "nearer",
            rank=2, footer=True),
    Command("map.farther", ("minus",), mark("farther"), mark("Show more around the cross."), "map", "farther",
            rank=3, footer=True, joins="map.nearer"),
    Command("map.search", ("slash",), mark("town"), mark("Go to a town by its name, or to coordinates."),
            "map", "search", rank=4, footer=True),
    Command("map.position", ("c",), mark("where I am"), mark("Go to where you are, as far as anything here knows it."),
            "map", "position", rank=5, footer=True),
    Command("map.switch", ("m",), mark("map or picture"), mark("From the drawn map to the picture, and back."),
            "map", "switch", rank=6, footer=True),
    Command("map.link", ("o",), mark("link"), mark("Open the way there, or show and copy its link."), "map", "link",
            rank=7, footer=True),
    Command("map.copy", ("y",), mark("copy"), mark("Copy the coordinates under the cross."), "map", "copy", rank=8),
    Command("map.cancel", ("escape", "q", "i"), mark("back"), mark("Close and change nothing."), "map", "cancel",
            rank=9, footer=True),
    Command("map.left", ("left", "h"), mark("left"), mark("The cross to the left."),
            "map", "step(-1, 0)", rank=20, direct=True),
    Command("map.right", ("right", "l"), mark("right"), mark("The cross to the right."),
            "map", "step(1, 0)", rank=21, direct=True),
    Command("map.up", ("up", "k"), mark("up"), mark("The cross up."),
            "map", "step(0, -1)", rank=22, direct=True),
    Command("map.down", ("down", "j"), mark("down"), mark("The cross down."),
            "map", "step(0, 1)", rank=23, direct=True),
    Command("map.far_left", ("shift+left", "H", "home"), mark("far left"), mark("A big step to the left."),
            "map", "step(-8, 0)", rank=24, direct=True),
    Command("map.far_right", ("shift+right", "L", "end"), mark("far right"), mark("A big step to the right."),
            "map", "step(8, 0)", rank=25, direct=True),
    Command("map.far_up", ("shift+up", "K", "pageup"), mark("far up"), mark("A big step up."),
            "map", "step(0, -4)", rank=26, direct=True),
    Command("map.far_down", ("shift+down", "J", "pagedown"), mark("far down"), mark("A big step down."),
            "map", "step(0, 4)", rank=27, direct=True),
    Command("map.help", ("question_mark", "f1"), mark("help"), mark("Show what is possible here, with its keys."),
            "map", "help", rank=30),
)  # fmt: skip

_PAGES = (
    Command("pages.next", ("right_square_bracket", "n"), mark("next page"), mark("The next page."),
            "pages", "turn(1)", rank=2, footer=True, direct=True),
    Command("pages.previous", ("left_square_bracket", "p"), mark("page before"), mark("The page before."),
            "pages", "turn(-1)", rank=3, footer=True, direct=True),
    Command("pages.nearer", ("plus", "equals_sign"), mark("nearer"), mark("Show less of the page, and larger."),
            "pages", "zoom(1)", rank=4, footer=True, direct=True),
    Command("pages.farther", ("minus",), mark("farther"), mark("Show more of the page."),
            "pages", "zoom(-1)", rank=5, footer=True, direct=True),
    Command("pages.text", ("t",), mark("as text"), mark("Read the paper as text."),
            "pages", "text", rank=6, footer=True),
    Command("pages.save", ("E",), mark("save as PDF"), mark("Write the paper to a file."),
            "pages", "save", rank=7, footer=True),
    Command("pages.cancel", ("escape", "q"), mark("back"), mark("Close."), "pages", "cancel", rank=8, footer=True),
    Command("pages.up", ("up", "k"), mark("up"), mark("Some lines up."), "pages", "move(0, -3)", rank=20, direct=True),
    Command("pages.down", ("down", "j"), mark("down"), mark("Some lines down."),
            "pages", "move(0, 3)", rank=21, direct=True),
    Command("pages.left", ("left", "h"), mark("left"), mark("To the left."),
            "pages", "move(-8, 0)", rank=22, direct=True),
    Command("pages.right", ("right", "l"), mark("right"), mark("To the right."),
            "pages", "move(8, 0)", rank=23, direct=True),
    Command("pages.page_up", ("pageup",), mark("page up"), mark("As much up as is seen."),
            "pages", "leaf(-1)", rank=24, direct=True),
    Command("pages.page_down", ("pagedown", "space"), mark("page down"), mark("As much down as is seen."),
            "pages", "leaf(1)", rank=25, direct=True),
)  # fmt: skip

DIALOGS: tuple[Command, ...] = (
    *(_MAP + _PAGES),
    *(_FORM + _PANEL + _EDITOR + _QUICK + _GATE),
    *(_FILES + _PREVIEW + _TYPING),
    *(_PICK + _MERGE + _ORDER + _COLUMNS + _EDIT + _CELL),
)
