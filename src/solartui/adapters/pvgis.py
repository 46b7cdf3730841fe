"""PVGIS of the European Union: what one kWp makes at a place in each month. Asked only where an admin allows it."""

from __future__ import annotations

import json
import math
from urllib.parse import urlencode

from solartui import __version__
from solartui.adapters.web_answer import NoAnswer, answer_of
from solartui.domain.errors import Refused
from solartui.i18n import tr

_MONTHS = 12
_LOSS, _TILT = 14, 35
_MOST_BYTES = 1 << 20
_MOST_KWH = 400
_SECONDS = 20.0
_LATE = "late"


def months_of_one_kwp(address: str, latitude: float, longitude: float) -> tuple[float, ...]:
    """KWh that one kWp at 35 degrees, facing the equator, makes in each month, January first.

    Args:
        address: of the service, without its question.
        latitude: degrees north.
        longitude: degrees east.

    Raises:
        Refused: there is no answer, or none that makes sense; one sentence says why.
    """
    question = {
        "lat": latitude,
        "lon": longitude,
        "peakpower": 1,
        "loss": _LOSS,
        "angle": _TILT,
        "aspect": 0 if latitude >= 0 else 180,
        "outputformat": "json",
    }
    agent = {"User-Agent": f"solartui/{__version__}"}
    try:
        text = answer_of(f"{address}?{urlencode(question)}", agent, seconds=_SECONDS, most=_MOST_BYTES)
    except NoAnswer as failed:
        why = tr("it took too long") if failed.why == _LATE else f"{failed.why} {failed.status or ''}".strip()
        raise Refused(tr("PVGIS gives no answer: {why}. The estimate stays.", why=why)) from failed
    return _read(text)


def _read(text: str) -> tuple[float, ...]:
    try:
        rows = json.loads(text)["outputs"]["monthly"]["fixed"]
        found = {int(row["month"]): float(row["E_m"]) for row in rows}
        months = tuple(found[number] for number in range(1, _MONTHS + 1))
    except (ValueError, KeyError, TypeError, RecursionError):
        months = ()
    if len(months) != _MONTHS or not all(math.isfinite(kwh) and 0 <= kwh <= _MOST_KWH for kwh in months):
        raise Refused(tr("PVGIS gives an answer that makes no sense. The estimate stays."))
    return months
