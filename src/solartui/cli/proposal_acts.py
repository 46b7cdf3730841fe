"""``solartui proposals send | view | sign | reject | pdf | template``: what becomes of an offer."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from solartui.adapters.text_input import read_text
from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.grammar import COUNT, Command, Group, argument, one_of, option, with_call
from solartui.cli.offer_documents import print_proposal
from solartui.cli.proposals import number_argument
from solartui.domain.errors import Invalid
from solartui.domain.offers.vocabulary import Channel
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from solartui.services.proposal_mail import Preview

_CHANNEL = one_of([channel.value for channel in Channel])
_STANDARD_OUTPUT = "-"


@click.command(
    "send", cls=Command, help=mark("Send a proposal by e-mail, or note that it was sent by sms, link or print.")
)
@number_argument
@option("--channel", type=_CHANNEL, default=Channel.EMAIL.value, metavar="C", help=mark("email, sms, link or print."))
@option("--to", metavar="ADDRESS", help=mark("To whom; without it, the customer's first e-mail."))
@option("--mark", "only_mark", is_flag=True, help=mark("It was sent already: only note it."))
@option("--dry-run", is_flag=True, help=mark("Show what would be sent, and send nothing."))
@with_call
def send(call: Call, number: int, *, channel: str, to: str | None, only_mark: bool, dry_run: bool) -> None:
    """Send, or note."""
    services = call.open()
    way = Channel(channel)
    if way is Channel.EMAIL and not only_mark:
        if dry_run:
            _show_letter(call, services.proposal_mail.preview(number, to))
            return
        print_proposal(call, services.proposal_mail.send(number, to).value)
        return
    if dry_run:
        print_proposal(call, services.proposals.get(number))
        return
    print_proposal(call, services.proposals.mark_sent(number, way, to).value)


def _show_letter(call: Call, shown: Preview) -> None:
    if call.as_json:
        head = {"to": shown.recipient, "subject": shown.subject, "body": shown.body, "attachment": shown.file_name}
        printing.print_json(head)
        return
    printing.say(f"{tr('To')}: {shown.recipient}")
    printing.say(f"{tr('Subject')}: {shown.subject}")
    printing.say(f"{tr('File')}: {shown.file_name}")
    for line in shown.body.splitlines():
        printing.say(line)


@click.command("view", cls=Command, help=mark("Note that the customer looked at a proposal."))
@number_argument
@option("--seconds", type=COUNT, default="0", metavar="N", help=mark("For how long."))
@option("--channel", type=_CHANNEL, default=Channel.LINK.value, metavar="C", help=mark("email, sms or link."))
@with_call
def view(call: Call, number: int, *, seconds: int, channel: str) -> None:
    """One view."""
    print_proposal(call, call.open().proposals.view(number, seconds, Channel(channel)).value)


@click.command("sign", cls=Command, help=mark("The customer signed: the proposal and its project move on."))
@number_argument
@option("--by", metavar="NAME", help=mark("Who signed; without it, the customer."))
@with_call
def sign(call: Call, number: int, *, by: str | None) -> None:
    """A yes."""
    print_proposal(call, call.open().proposals.sign(number, by).value)


@click.command("reject", cls=Command, help=mark("The customer said no."))
@number_argument
@option("--reason", metavar="R", help=mark("Why."))
@with_call
def reject(call: Call, number: int, *, reason: str | None) -> None:
    """A no."""
    print_proposal(call, call.open().proposals.reject(number, reason).value)


@click.command("pdf", cls=Command, help=mark("Write a proposal as PDF, or its pages as pictures."))
@number_argument
@argument("file", metavar="[FILE]", required=False)
@option("--output", "-o", metavar="FILE|-", help=mark("Where to; without it, a file named after its number."))
@option("--png", "as_png", is_flag=True, help=mark("A picture for each page."))
@option("--force", is_flag=True, help=mark("Write over a file that is there."))
@with_call
def pdf(call: Call, number: int, *, file: str | None, output: str | None, as_png: bool, force: bool) -> None:
    """Pages."""
    from solartui.services.proposal_mail import file_name

    if file and output:
        raise Invalid(tr("{field} is given twice.", field="FILE"))
    services = call.open()
    proposal = services.proposals.get(number)
    target = file or output or file_name(proposal)
    if as_png or Path(target).suffix.lower() == ".png":
        if target == _STANDARD_OUTPUT:
            raise Invalid(tr("Pictures are files: name one instead of -."), "output")
        stem = Path(target).with_suffix("")
        pages = services.papers.pages(number, 110)
        names = [f"{stem}-{place}.png" for place in range(1, len(pages) + 1)]
        for name, page in zip(names, pages, strict=True):
            write_paper(name, page, force=force)
        _say_written(call, names)
        return
    write_paper(target, services.papers.pdf_of(proposal), force=force)
    if target != _STANDARD_OUTPUT:
        _say_written(call, [target])


def _say_written(call: Call, names: list[str]) -> None:
    if call.as_json:
        printing.print_json({"files": names})
    else:
        printing.say(tr("Written: {files}", files=", ".join(names)))


def write_paper(target: str, content: bytes, *, force: bool) -> None:
    """Write a paper to a file that is not there yet, or to standard output.

    Raises:
        Refused: the file is there, or cannot be written.
    """
    with paper_file(target, force=force) as write:
        write(content)


@contextmanager
def paper_file(target: str, *, force: bool) -> Iterator[Callable[[bytes], object]]:
    """As `write_paper`, for a paper that is made only when it is known that it can be written.

    Raises:
        Refused: the file is there, or cannot be written.
    """
    from solartui.adapters.atomic_files import replacing
    from solartui.domain.errors import Refused

    if target == _STANDARD_OUTPUT:
        yield printing.write_bytes
        return
    path = Path(target)
    if path.is_file() and not force:
        raise Refused(tr("{path} is there already. Write over it with --force.", path=target))
    with replacing(path) as file:
        yield file.write


template = Group("template", help=mark("The templates of proposals and invoices."))
_which = option("--of", "name", default="proposal", metavar="PAPER", help=mark("proposal or invoice."))


@template.command("show", help=mark("Print the template in force, to change it."))
@_which
@with_call
def _show_template(call: Call, name: str) -> None:
    papers = call.open().papers
    text = papers.template(name)
    if call.as_json:
        printing.print_json({"name": name, "own": papers.is_own(name), "template": text})
    else:
        printing.write(text if text.endswith("\n") else text + "\n")


@template.command("install", help=mark("Use the template of FILE, after it made a paper."))
@argument("source", metavar="FILE|-")
@_which
@with_call
def _install(call: Call, source: str, name: str) -> None:
    call.open().papers.install(read_text(source), name)
    _say_template(call, name, own=True)


@template.command("reset", help=mark("Go back to the template of the program."))
@_which
@with_call
def _reset(call: Call, name: str) -> None:
    call.open().papers.reset(name)
    _say_template(call, name, own=False)


def _say_template(call: Call, name: str, *, own: bool) -> None:
    if call.as_json:
        printing.print_json({"name": name, "own": own})
    else:
        printing.say(tr("The template of the desk is used.") if own else tr("The template of the program is used."))
