"""Regions of countries as people write them: ``IL``, ``Victoria``, ``woj. śląskie``, ``Lesser Poland``."""

from __future__ import annotations

from collections.abc import Mapping

from solartui.domain.text import words

# The name that the gazetteer has for a region, then what else it is called.
_CALLED: Mapping[str, str] = {
    "PL": "dolnośląskie=Lower Silesia,Lower Silesian,Dolny Śląsk;kujawsko-pomorskie=Kuyavia-Pomerania,"
    "Kuyavian-Pomeranian,Kujawy;lubelskie=Lublin,Lubelszczyzna;lubuskie=Lubusz;łódzkie=Łódź;"
    "małopolskie=Lesser Poland,Małopolska;mazowieckie=Masovia,Masovian,Mazovia,Mazowsze;opolskie=Opole,Opolszczyzna;"
    "podkarpackie=Subcarpathia,Subcarpathian,Podkarpacie;podlaskie=Podlasie,Podlachia;pomorskie=Pomerania,Pomeranian,"
    "Pomorze;śląskie=Silesia,Silesian,Śląsk;świętokrzyskie=Holy Cross;warmińsko-mazurskie=Warmia-Masuria,"
    "Warmian-Masurian,Warmia i Mazury;wielkopolskie=Greater Poland,Wielkopolska;"
    "zachodniopomorskie=West Pomerania,West Pomeranian,Pomorze Zachodnie",
    "AU": "NSW=New South Wales;VIC=Victoria;QLD=Queensland;SA=South Australia;WA=Western Australia;TAS=Tasmania;"
    "NT=Northern Territory;ACT=Australian Capital Territory",
    "DE": "Bayern=Bavaria;Sachsen=Saxony;Hessen=Hesse;Thüringen=Thuringia;Niedersachsen=Lower Saxony;"
    "Sachsen-Anhalt=Saxony-Anhalt;Nordrhein-Westfalen=North Rhine-Westphalia,NRW;Rheinland-Pfalz="
    "Rhineland-Palatinate,RLP;Baden-Württemberg=Baden-Wuerttemberg,BW;Mecklenburg-Vorpommern="
    "Mecklenburg-Western Pomerania",
    "ES": "Cataluña=Catalonia,Catalunya;Andalucía=Andalusia;Comunidad de Madrid=Madrid;Región de Murcia=Murcia;"
    "País Vasco=Basque Country,Euskadi;Comunidad Valenciana=Valencia;Islas Baleares=Balearic Islands,Illes Balears,"
    "Baleares;Canarias=Canary Islands;Castilla y León=Castile and León;Navarra=Navarre;Aragón=Aragon",
    "US": "Alabama=AL;Alaska=AK;Arizona=AZ;Arkansas=AR;California=CA;Colorado=CO;Connecticut=CT;Delaware=DE;"
    "District of Columbia=DC;Florida=FL;Georgia=GA;Hawaii=HI;Idaho=ID;Illinois=IL;Indiana=IN;Iowa=IA;Kansas=KS;"
    "Kentucky=KY;Louisiana=LA;Maine=ME;Maryland=MD;Massachusetts=MA;Michigan=MI;Minnesota=MN;Mississippi=MS;"
    "Missouri=MO;Montana=MT;Nebraska=NE;Nevada=NV;New Hampshire=NH;New Jersey=NJ;New Mexico=NM;New York=NY;"
    "North Carolina=NC;North Dakota=ND;Ohio=OH;Oklahoma=OK;Oregon=OR;Pennsylvania=PA;Rhode Island=RI;"
    "South Carolina=SC;South Dakota=SD;Tennessee=TN;Texas=TX;Utah=UT;Vermont=VT;Virginia=VA;Washington=WA;"
    "West Virginia=WV;Wisconsin=WI;Wyoming=WY",
}
_SAID_BEFORE = frozenset({"woj", "wojewodztwo", "land", "state", "province", "of"})
_SAID_BEHIND = frozenset({"voivodeship", "province", "state"})


def _folded(region: str) -> str:
    return " ".join(words(region))


def _names(called: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for one in called.split(";"):
        name, _, others = one.partition("=")
        names |= {_folded(other): _folded(name) for other in others.split(",")}
    return names


_KEYS: Mapping[str, Mapping[str, str]] = {country: _names(called) for country, called in _CALLED.items()}


def region_key(region: str, country: str) -> str:
    """The key under which all names of a region of a country are one."""
    parts = words(region)
    while len(parts) > 1 and parts[0] in _SAID_BEFORE:
        parts = parts[1:]
    while len(parts) > 1 and parts[-1] in _SAID_BEHIND:
        parts = parts[:-1]
    key = " ".join(parts)
    return _KEYS.get(country.upper(), {}).get(key, key)
