"""``solartui leads picture``: the site of a lead from above, as a file to be sent or printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from solartui.cli import printing
from solartui.cli.grammar import RECORD_ID, Command, argument, option, with_call
from solartui.domain.errors import Invalid, Refused
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from solartui.cli.call import Call

_WIDTH, _HEIGHT = 960, 720
_STANDARD_OUTPUT = "-"
_NARROWEST, _WIDEST = 20, 5000


@click.command(
    "picture", cls=Command, help=mark("Write the site of a lead from above to FILE, a .png; - is standard output.")
)
@argument("number", metavar="ID", type=RECORD_ID)
@argument("file", metavar="FILE")
@option("--metres", type=float, metavar="N", help=mark("How many metres of ground it shows from left to right."))
@with_call
def picture(call: Call, number: int, file: str, *, metres: float | None) -> None:
    """Fetch the picture and write it."""
    from solartui.adapters.atomic_files import replacing
    from solartui.adapters.raster_files import png
    from solartui.domain.places import Spot
    from solartui.domain.site_picture import Frame

    if metres is not None and not _NARROWEST <= metres <= _WIDEST:
        raise Invalid(tr("--metres is between {least} and {most}.", least=_NARROWEST, most=_WIDEST))
    if file != _STANDARD_OUTPUT and Path(file).suffix.lower() != ".png":
        raise Invalid(tr("The picture is a .png; name the file so."))
    services = call.open()
    lead = services.leads.get(number)
    if lead.latitude is None or lead.longitude is None:
        raise Refused(tr("#{id} has no coordinates yet.", id=number), ("location",))
    pictures = services.pictures.state()
    frame = Frame(Spot(lead.latitude, lead.longitude), metres or pictures.metres, _HEIGHT / _WIDTH)
    raster = services.pictures.picture(pictures, frame, _WIDTH, _HEIGHT).crossed((255, 180, 84))
    attribution = pictures.source.attribution if pictures.source else ""
    data = png(raster, (lead.address.text, frame.centre.text, attribution))
    if file == _STANDARD_OUTPUT:
        printing.write_bytes(data)
        return
    with replacing(Path(file)) as target:
        target.write(data)
    if call.as_json:
        printing.print_json({"file": file, "width": _WIDTH, "height": _HEIGHT, "attribution": attribution})
    else:
        printing.say(tr("The picture is in {file}.", file=file))
