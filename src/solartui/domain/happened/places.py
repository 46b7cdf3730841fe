"""What happens to places, in words."""

from __future__ import annotations

from collections.abc import Mapping

from solartui.domain.geocoding import PRECISIONS, Precision
from solartui.domain.happened.words import Data, Kind, Names, Tell, several, shown
from solartui.i18n import mark, ntr, tr

KINDS: Mapping[str, Kind] = {"located": Kind("◇", mark("Located"))}


def _located(data: Data, _names: Names) -> str:
    how = data.get("precision")
    exact = (
        tr(PRECISIONS[Precision(how)]) if isinstance(how, str) and how in Precision._value2member_map_ else shown(how)
    )
    place, by = shown(data.get("place")), shown(data.get("source"))
    return tr("Found on the map: {place} ({exact}, {by})", place=place, exact=exact, by=by)


SENTENCES: Mapping[str, Tell] = {"located": _located}

CHANGES: Mapping[str, Tell] = {
    "lead.located": several(
        mark("{name} found on the map"),
        lambda n: ntr("{count} lead found on the map", "{count} leads found on the map", n),
    ),
}
