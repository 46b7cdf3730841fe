"""What a filter of the list of contacts can ask about."""

from __future__ import annotations

from solartui.domain.query.fields import FIELDS, Catalogue, Field, Kind
from solartui.domain.vocabulary import ContactKind, ContactOrigin
from solartui.i18n import mark

_KINDS = {"person": ("osoba",), "company": ("firma",)}
_ORIGINS = {"manual": ("byhand", "recznie", "reczne"), "leadgen": ("leadgenerator", "generator")}

_OWN = (
    Field("name", Kind.TEXT, mark("Name"), "nowak", ("contact", "customer", "nazwa", "kontakt", "klient"),
          optional=False),
    Field("kind", Kind.CHOICE, mark("Kind"), "company", ("type", "rodzaj", "typ"), optional=False, choices=_KINDS,
          labels=tuple(ContactKind)),
    Field("origin", Kind.CHOICE, mark("Origin"), "leadgen", ("source", "pochodzenie", "zrodlo"), optional=False,
          choices=_ORIGINS, labels=tuple(ContactOrigin)),
    Field("company", Kind.TEXT, mark("Company"), "zajazd", ("employer", "firma", "pracodawca")),
    Field("login", Kind.TEXT, mark("Login"), "anna", ("user", "uzytkownik")),
    Field("leads", Kind.NUMBER, mark("Leads"), "1", ("leady", "lead"), optional=False),
    Field("projects", Kind.NUMBER, mark("Projects"), "1", ("project", "projekty", "projekt"), optional=False),
)  # fmt: skip
_AS_LEADS = ("id", "phone", "email", "created", "updated")

CONTACT_FIELDS = Catalogue.of([*_OWN, *(FIELDS[name] for name in _AS_LEADS)], {})
