"""What a filter of the list of projects can ask about."""

from __future__ import annotations

from solartui.domain.query.fields import FIELDS, Catalogue, Field, Kind
from solartui.domain.vocabulary import ProjectStage, Result
from solartui.i18n import mark

_STAGES = {
    "onboarding": ("wdrozenie",),
    "quoting": ("wycena",),
    "considering": ("rozwazanie", "dorozwazenia"),
    "committing": ("zobowiazanie", "potwierdzenie"),
    "inspection": ("inspekcja", "ogledziny"),
    "installation": ("instalacja", "montaz"),
    "completed": ("zakonczony", "zakonczone"),
}
_OUTCOMES = {
    "completed": ("zakonczony", "zakonczone"),
    "failed": ("nieudany", "nieudane"),
    "lost": ("utracony", "utracone"),
    "cancelled": ("anulowany", "anulowane", "odwolany"),
    "closed": ("zamkniety", "zamkniete"),
}
_AS_LEADS = (
    "id", "type", "grid", "contact", "street", "city", "postcode", "region", "country", "assignee", "created",
    "updated",
)  # fmt: skip

_OWN = (
    Field("name", Kind.TEXT, mark("Name"), "dach", ("project", "nazwa", "projekt"), optional=False),
    Field("stage", Kind.CHOICE, mark("Stage"), "quoting", ("status", "etap"), optional=False, choices=_STAGES,
          labels=tuple(ProjectStage)),
    Field("outcome", Kind.CHOICE, mark("Outcome"), "lost", ("result", "wynik"), choices=_OUTCOMES,
          labels=tuple(Result)),
    Field("active", Kind.FLAG, mark("Under way"), "yes", ("underway", "wtoku", "aktywny"), optional=False),
    Field("lead", Kind.NUMBER, mark("Lead"), "123", ("leadid", "zleada")),
    Field("kwp", Kind.NUMBER, mark("kWp"), "10", ("power", "capacity", "capacitykwp", "moc")),
    Field("battery", Kind.NUMBER, mark("Battery"), "10", ("batterykwh", "magazyn", "bateria")),
    Field("price", Kind.NUMBER, mark("Price net"), "30000", ("pricenet", "cena", "cenanetto")),
)  # fmt: skip

PROJECT_FIELDS = Catalogue.of([*_OWN, *(FIELDS[name] for name in _AS_LEADS)], {"active": "active", "aktywne": "active"})
