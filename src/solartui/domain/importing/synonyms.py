"""How people head their columns: fairs, web forms, other programs, in Polish and English.

Case, diacritics, punctuation and units do not matter. The first of each line is the Polish label of the field.
"""

from __future__ import annotations

_HEADINGS = {
    "id": "ID leada|Numer leada|Nr leada|Lead ID|Lead number|Lead no",
    "name": "Nazwa leada|Lead name|Lead|Nazwa szansy|Szansa sprzedaży|Opportunity name|Opportunity|Deal name|Deal"
    "|Tytuł|Title|Temat|Subject",
    "contact_name": "Kontakt|Contact|Imię i nazwisko|Nazwisko i imię|Imię nazwisko|Nazwisko imię|Imiona i nazwisko"
    "|Imię i nazwisko lub nazwa firmy|Imię i nazwisko / nazwa firmy|Imię i nazwisko / Firma|Full name|Klient"
    "|Nazwa klienta|Dane klienta|Osoba kontaktowa|Osoba do kontaktu|Nazwa kontaktu|Kontrahent|Nazwa kontrahenta"
    "|Inwestor|Odbiorca|Zamawiający|Zgłaszający|Customer|Customer name|Client|Client name|Contact person|Contact name"
    "|Person|Osoba|Prospect|First and last name|First name and last name|Name and surname|Your name|Nazwisko i Imię"
    "|Kontakt: imię i nazwisko|Pełne imię i nazwisko|Customer full name"
    "|Display name|Nazwa wyświetlana|Wyświetlana nazwa|Name 1",
    "first_name": "Imię|First name|Given name|Forename|Imiona|Imię klienta|Imię kontaktu|Name first|First"
    "|Jak masz na imię|Customer first name",
    "last_name": "Nazwisko|Last name|Surname|Family name|Second name|Nazwisko klienta|Nazwisko kontaktu|Name last|Last"
    "|Jak masz na nazwisko|Customer last name",
    "company": "Firma|Company|Nazwa firmy|Company name|Przedsiębiorstwo|Nazwa przedsiębiorstwa|Organizacja"
    "|Nazwa organizacji|Organization|Organisation|Organization name|Business|Business name|Account|Account name|Spółka"
    "|Instytucja|Firma klienta|Nazwa firmy klienta|Zakład|Company name if any|Company / Account|Associated company"
    "|Powiązana firma|Organization 1 name|Primary company|Nazwa firmy / instytucji",
    "contact_kind": "Rodzaj kontaktu|Contact kind|Typ kontaktu|Contact type|Typ klienta|Rodzaj klienta|Customer type"
    "|Client type|Osoba czy firma|Osoba/Firma|Person or company|Kategoria klienta",
    "email": "E-mail|Email|Mail|Adres e-mail|Adres email|Adres mailowy|Adres mail|Poczta elektroniczna|Poczta e-mail"
    "|Adres poczty elektronicznej|Email address|E-mail address|Mail address|Kontakt e-mail|Kontakt mailowy"
    "|E-mail kontaktowy|Work email|Personal email|Other email|Służbowy e-mail|E-mail służbowy|E-mail prywatny"
    "|E-mail domowy|Home email|Email home|Email work|Email other|E-mail praca|E-mail dom|E-mail inny|Secondary email"
    "|Dodatkowy e-mail|E-mail dodatkowy|Drugi e-mail"
    "|E-mail 1 value|E-mail 2 value|E-mail 3 value|E-mail 4 value|User email|Adres e-mail 2|Adres e-mail 3"
    "|Alternate email|Primary email|Podstawowy e-mail|Główny e-mail|E-mail podstawowy|E-mail główny|Custom email",
    "phone": "Telefon|Phone|Nr telefonu|Numer telefonu|Nr tel.|Nr tel. kom.|Tel.|Tel. kom.|Tel. kontaktowy"
    "|Telefon kom.|Telefon kontaktowy|Telefon komórkowy|Telefon stacjonarny|Telefon domowy|Telefon służbowy|Komórka"
    "|Kom.|Nr kom.|Numer komórki|Nr kontaktowy|Numer kontaktowy|Kontakt telefoniczny|Kontakt tel.|Phone number"
    "|Phone no|Mobile|Mobile phone|Mobile number|Mobile no|Cell|Cell phone|Cellphone|Telephone|Telephone number|Tel no"
    "|Contact number|Contact no|Contact phone|Home phone|Work phone|Business phone|Other phone|GSM|WhatsApp|Telefony"
    "|WhatsApp no|WhatsApp number|Phone work|Phone home|Phone mobile|Phone other|Telefon praca|Telefon dom"
    "|Telefon inny|Inny telefon|Drugi telefon|Dodatkowy telefon|Telefon dodatkowy|Stacjonarny|Telefon podstawowy"
    "|Telefon główny firmy|Primary phone|Main phone|Company main phone"
    "|Office phone|Custom phone|Phone 1 value|Phone 2 value|Phone 3 value|Phone 4 value|User phone"
    "|Default address phone"
    "|Numer telefonu komórkowego",
    "street": "Ulica|Street|Ulica i nr|Ulica i numer|Ulica, nr|Ulica, numer|Ulica i nr domu|Ulica i numer domu"
    "|Ulica, nr domu|Ulica, numer domu|Ulica nr domu i mieszkania|Ulica, nr domu, nr lokalu"
    "|Ulica, nr domu, nr mieszkania|Ulica i nr budynku|Ul.|Ul. i nr|Nazwa ulicy"
    "|Street address|Street name|Street and number|Street no|Address line 1|Address 1|Adres 1|Adres linia 1"
    "|Mailing street|Billing street|Ulica i nr posesji|Ulica / nr|Adres: ulica|Adres ulica|Ulica i nr adres"
    "|Primary address street|Home street|Address 1 street|Business street|Other street|Ulica domowy|Ulica służbowy"
    "|Adres domowy ulica|Adres służbowy ulica|Address street address"
    "|Default address address1",
    "house_number": "Numer domu|Nr domu|House number|House no|Nr budynku|Numer budynku|Nr posesji|Numer posesji"
    "|Street number|Building number|Nr domu/mieszkania|Nr domu/lokalu|Numer domu/mieszkania|Numer domu/lokalu|Posesja",
    "flat_number": "Numer mieszkania|Nr mieszkania|Nr lokalu|Numer lokalu|Flat number|Flat no|Apartment|Unit"
    "|Mieszkanie|Apartment number|Nr m.",
    "postcode": "Kod pocztowy|Postcode|Kod|Kod poczt.|Kod-pocztowy|Post code|Postal code|Postal|Zip|Zip code|Zipcode"
    "|ZIP/Postal code|PNA|Mailing zip|Adres kod pocztowy|Primary address postal code|Home postal code"
    "|Address 1 postal code|Business postal code|Other postal code|Kod pocztowy domowy|Kod pocztowy służbowy"
    "|Adres domowy kod pocztowy|Adres służbowy kod pocztowy|Billing zip|Zip code/Postal code|Postl code"
    "|Default address zip",
    "city": "Miejscowość|Town|Miasto|City|Miasto/Miejscowość|Miejscowość/Miasto|Nazwa miejscowości|Miasto lub wieś"
    "|City/Town|Town/City|Suburb|Locality|Place|Miejscowość zamieszkania|Wieś|Mailing city|Skąd Pan/Pani jest"
    "|Adres miasto|Adres miejscowość|Primary address city|Home city|Address 1 city"
    "|City/town/village/locality of Postal address|Business city|Other city"
    "|Miejscowość domowy|Miejscowość służbowy|Adres domowy miejscowość|Adres służbowy miejscowość|Billing city"
    "|Default address city"
    "|Custom city",
    "region": "Województwo|Region|Woj.|State|Province|Voivodeship|State/Province|State/Region|Prowincja|Stan/Region"
    "|Adres województwo|Primary address state|Home state|Address 1 region|Business state|Other state"
    "|Województwo domowy|Województwo służbowy|Mailing state|Billing state"
    "|Adres domowy województwo|Adres domowy województwo/stan"
    "|Adres służbowy województwo|Adres służbowy województwo/stan",
    "country": "Kraj|Country|Państwo|Country code|Kod kraju|Nazwa kraju|Country/Region|Kraj/Region|Adres kraj"
    "|Primary address country|Home country|Home country/region|Address 1 country|Business country"
    "|Business country/region|Other country|Other country/region|Kraj/region domowy|Kraj/region służbowy"
    "|Adres domowy kraj|Adres domowy kraj/region|Adres służbowy kraj|Adres służbowy kraj/region"
    "|Mailing country|Billing country|Default address country code",
    "address": "Adres|Address|Adres inwestycji|Adres montażu|Adres instalacji|Adres obiektu|Adres budynku"
    "|Miejsce montażu|Miejsce instalacji|Miejsce inwestycji|Site address|Installation address|Lokalizacja|Location"
    "|Lokalizacja inwestycji|Lokalizacja obiektu|Pełny adres|Full address|Adres klienta|Adres zamieszkania"
    "|Customer address|Home address|Dane adresowe|Adres do montażu|Adres korespondencyjny|Property address"
    "|Postal address|Address of property|Address 1 formatted|Adres pocztowy|Adres nieruchomości"
    "|Gdzie znajduje się budynek|Kod pocztowy i miejscowość|Kod pocztowy, miejscowość|Kod i miejscowość|Kod i miasto"
    "|Kod pocztowy i miasto|Kod, miejscowość|Kod, miasto|Miejscowość, kod|Miasto, kod|Kod i poczta"
    "|Kod pocztowy i poczta"
    "|Postcode and town|Postcode, town|Postcode and city|ZIP and city|ZIP, city|City, ZIP",
    "latitude": "Szerokość geograficzna|Latitude|Szer. geogr.|Szer. geograficzna|Szerokość geogr.|Szerokość geo"
    "|Szer. geo|Szerokość|Lat|GPS lat|GPS latitude|Lat.|Szer.|Szerokość N|Geo lat",
    "longitude": "Długość geograficzna|Longitude|Dł. geogr.|Dług. geogr.|Długość geogr.|Dł. geograficzna|Długość geo"
    "|Dł. geo|Długość|Lon|Lng|Long|GPS lon|GPS long|GPS lng|GPS longitude|Dł.|Długość E|Geo lon|Geo lng",
    "coordinates": "Współrzędne|Coordinates|Współrzędne geograficzne|Współrzędne GPS|Koordynaty|GPS|Lat/Lon|Lat/Lng"
    "|Lat/Long|Latitude/Longitude|Latitude, longitude|Lokalizacja GPS|Pozycja GPS|Położenie|Geolokalizacja|Geolocation"
    "|Geo|Geo data|Szerokość i długość geograficzna|Coords|GPS coordinates",
    "type": "Typ obiektu|Facility type|Rodzaj obiektu|Typ leada|Rodzaj leada|Lead type|Typ nieruchomości"
    "|Rodzaj nieruchomości|Typ budynku|Rodzaj budynku|Building type|Property type|Site type|Type of building"
    "|Type of property|Typ inwestycji|Rodzaj inwestycji|Segment|Typ|Rodzaj|Type|Obiekt|Facility|Building|Budynek",
    "grid_connection": "Typ przyłącza do sieci|Grid connection|Typ przyłącza|Rodzaj przyłącza|Przyłącze"
    "|Przyłącze do sieci|Przyłączenie do sieci|Podłączenie do sieci|Grid connection type|Connection type|Connection"
    "|Grid|Grid type|Typ podłączenia|Rodzaj podłączenia|Typ instalacji|Rodzaj instalacji|Typ systemu|System type"
    "|On-grid/Off-grid|On grid or off grid|Sieć|Rodzaj sieci|Typ przyłączenia do sieci|Typ połączenia z siecią",
    "stage": "Status leada|Lead status|Etap|Stage|Status|Lead stage|Etap leada|Etap sprzedaży|Sales stage|Stan leada"
    "|Pipeline stage|CRM status|Status klienta|Status kontaktu|Status zgłoszenia|Status sprawy|Deal stage|Stan|Faza",
    "source": "Źródło|Source|Źródło leada|Lead source|Źródło kontaktu|Źródło pochodzenia|Pochodzenie|Origin"
    "|Źródło zgłoszenia|Contact source",
    "channel": "Kanał|Channel|Kanał pozyskania|Źródło pozyskania|Kanał marketingowy|Źródło marketingowe"
    "|Marketing source|Marketing channel|Kampania|Campaign|Campaign name|Nazwa kampanii|Platform|Platforma|UTM source"
    "|Skąd o nas wiesz|Skąd nas znasz|Skąd się o nas dowiedziałeś|How did you hear about us|Skąd klient"
    "|Skąd się Pan/Pani o nas dowiedział(a)|Kanał kontaktu|Targi|Event|Wydarzenie|Skąd Pan/Pani o nas wie"
    "|Source channel|Skąd wiesz o nas|UTM campaign",
    "assignee": "Osoba przypisana|Assignee|Przypisany do|Przypisane do|Przypisana osoba|Przypisano do|Przypisany"
    "|Assigned to|Assigned|Handlowiec|Doradca|Doradca handlowy|Opiekun|Opiekun klienta|Opiekun handlowy|Sprzedawca"
    "|Przedstawiciel|Przedstawiciel handlowy|Sales rep|Salesperson|Sales person|Representative|Account manager"
    "|Osoba odpowiedzialna|Osoba prowadząca|Opiekun leada|Pracownik|Odpowiedzialny|Handlowiec prowadzący|Advisor|Agent"
    "|Responsible|Responsible person|Assigned user|Assigned user name|Assigned to user"
    "|Imię i nazwisko handlowca|Imię i nazwisko opiekuna"
    "|Nazwisko handlowca|Nazwisko opiekuna|Imię i nazwisko doradcy",
    "owner": "Właściciel|Owner|Właściciel leada|Lead owner|Record owner|Właściciel rekordu|Prowadzący|Contact owner",
    "partner": "Partner|Partner name|Nazwa partnera|Firma partnerska|Podwykonawca",
    "service_location": "Lokalizacja serwisu|Service location|Lokalizacja serwisowa|Punkt serwisowy",
    "created_by": "Użytkownik tworzący|Created by|Utworzył|Utworzył(a)|Utworzone przez|Utworzony przez|Autor|Author"
    "|Twórca|Creator|Creating user|Dodał|Dodane przez|Wprowadził|Added by",
    "created_entity": "Jednostka tworząca|Creating entity|Created entity|Podmiot tworzący",
    "monthly_kwh": "Zużycie miesięczne (kWh)|Monthly use (kWh)|Miesięczne zużycie|Miesięczne zużycie energii"
    "|Miesięczne zużycie prądu|Średnie miesięczne zużycie|Średnie zużycie miesięczne"
    "|Średnie miesięczne zużycie energii|Średniomiesięczne zużycie|Zużycie miesięczne energii|Zużycie na miesiąc"
    "|Zużycie kWh/mies|Zużycie/mies.|Zużycie kWh/m-c|Zużycie kWh na m-c|Zużycie mies.|Śr. zużycie mies.|Monthly kWh"
    "|Monthly consumption|Monthly usage|Average monthly consumption|Average monthly usage|Avg monthly consumption"
    "|kWh per month|kWh/month|Consumption per month|Average monthly use|Monthly energy consumption|Monthly energy use"
    "|Monthly electricity consumption|Zużycie|Zużycie energii|Zużycie prądu|Zużycie energii elektrycznej|Consumption"
    "|Energy consumption|Usage|Energy usage|Pobór energii|kWh|kWh mies.",
    "annual_kwh": "Zużycie roczne (kWh)|Annual use (kWh)|Roczne zużycie|Roczne zużycie energii|Roczne zużycie prądu"
    "|Zużycie roczne energii|Zużycie prądu rocznie|Zużycie energii rocznie|Zużycie na rok|Zużycie kWh/rok|Zużycie/rok"
    "|Zużycie w roku|Zużycie za rok|Średnie roczne zużycie|Średnioroczne zużycie|Annual kWh|Annual consumption"
    "|Annual usage|Yearly consumption|Yearly usage|Yearly kWh|kWh per year|kWh/year|Consumption per year|kWh rok"
    "|Annual energy consumption|Annual energy usage|Yearly energy usage|Annual electricity usage|Usage annual"
    "|Yearly electricity usage|Yearly energy consumption|Yearly electricity consumption|Annual electricity consumption"
    "|Roczne zużycie energii elektrycznej|Yearly use",
    "panel": "Panele|Panels|Fotowoltaika|Photovoltaics|PV|Panel|Panele fotowoltaiczne|Panele PV|Panele słoneczne"
    "|Solar panels|Solar|Instalacja PV|Instalacja fotowoltaiczna|Zainteresowanie fotowoltaiką|Interested in solar",
    "battery": "Bateria|Battery|Magazyn energii|Magazyn|Akumulator|Storage|Energy storage|Battery storage"
    "|Zainteresowanie magazynem energii|Czy magazyn energii|Home battery|Interested in battery|Baterie|ME",
    "heat_pump": "Pompa ciepła|Heat pump|Pompa|Pompy ciepła|Zainteresowanie pompą ciepła|Czy pompa ciepła"
    "|Interested in heat pump|Heatpump",
    "score": "Ocena|Score|Punkty|Punktacja|Scoring|Lead score|Ocena leada|Popularność|Popularity|Rating|Ranking",
    "last_contacted": "Ostatni kontakt|Last contacted|Data ostatniego kontaktu|Last contact|Last contact date"
    "|Data kontaktu|Date contacted|Last call|Ostatnia rozmowa|Data ostatniej rozmowy|Kontakt dnia|Contacted at"
    "|Last contacted at|Last activity|Last activity date|Data ostatniej aktywności|Ostatnia aktywność",
    "next_follow_up": "Następny kontakt|Next follow-up|Data następnego kontaktu|Kolejny kontakt"
    "|Data kolejnego kontaktu|Ponowny kontakt|Data ponownego kontaktu|Follow-up|Follow up date|Next follow-up date"
    "|Next contact|Next contact date|Next call|Przypomnienie|Data przypomnienia|Termin kontaktu|Termin|Reminder"
    "|Reminder date|Kiedy zadzwonić|Zadzwonić dnia|Kontakt w dniu|Następny telefon|Callback|Due date|Follow-up at"
    "|Kiedy oddzwonić|Oddzwonić|Next activity date|Next activity|Data następnej aktywności",
    "follow_up_note": "Notatka do kontaktu|Follow-up note|Następny krok|Next step|Kolejny krok|Do zrobienia|To do"
    "|Treść przypomnienia|Reminder note|Opis przypomnienia|Notatka przypomnienia|Notatka do następnego kontaktu",
    "lost_reason": "Powód utraty|Lost reason|Przyczyna utraty|Reason lost|Powód rezygnacji|Powód przegranej"
    "|Powód odrzucenia|Loss reason|Reason for loss|Przyczyna rezygnacji|Powód straty",
    "note": "Notatka|Note|Uwagi|Notatki|Notes|Komentarz|Komentarze|Comment|Comments|Remarks|Opis|Description"
    "|Dodatkowe informacje|Informacje dodatkowe|Dodatkowe uwagi|Inne uwagi|Additional information|Additional info"
    "|Wiadomość|Message|Treść wiadomości|Treść zapytania|Treść|Zapytanie|Inquiry|Enquiry|Your message|Uwagi klienta"
    "|Uwagi handlowca|Info|Informacje|Notatki z rozmowy|Adnotacje|Customer notes",
    "archived": "Zarchiwizowane|Archived|Zarchiwizowany|Archiwum|Archiwalny|Is archived|Czy zarchiwizowany",
    "converted": "Przekonwertowane na projekt|Converted to project|Przekonwertowane|Przekonwertowany|Converted"
    "|Skonwertowany|Is converted|Konwersja",
    "created_at": "Utworzono|Created|Data utworzenia|Created at|Created on|Created date|Creation date|Date created"
    "|Created time|Data dodania|Data zgłoszenia|Data wpływu|Data wpłynięcia|Data wprowadzenia|Sygnatura czasowa"
    "|Timestamp|Submitted at|Submission date|Date added|Added|Add date|Data pozyskania|Data rejestracji|Create date"
    "|Czas utworzenia|Data formularza",
    "updated_at": "Zaktualizowano|Updated|Data aktualizacji|Updated at|Updated on|Last updated|Last modified|Modified"
    "|Modified at|Modified on|Date modified|Data modyfikacji|Data ostatniej zmiany|Ostatnia zmiana|Zmodyfikowano"
    "|Ostatnia aktualizacja|Data zmiany|Ostatnia modyfikacja",
    "respond_by": "Odpowiedzieć do|Answer by|Respond by|Termin odpowiedzi",
    "version": "Wersja|Version|Nr wersji",
    "middle_name": "Drugie imię|Middle name|Middle names|Second given name|Drugie imiona",
    "gender": "Płeć|Gender|Sex",
    "birth_date": "Data urodzenia|Date of birth|Birth date|Birthday|Born|Ur.|DOB|Data ur.|Birthdate|Urodziny",
    "login": "Login|Portal login|Login do portalu",
    "passport": "Numer paszportu|Passport number|Passport|Paszport|Nr paszportu|Passport no",
    "licence": "Numer prawa jazdy|Driving licence number|Driving licence|Prawo jazdy|Nr prawa jazdy|Driver licence",
    "contact_id": "ID kontaktu|Contact ID",
    "external_id": "ID zewnętrzne|External ID|Zewnętrzne ID|Zewnętrzny ID|Identyfikator zewnętrzny|External key|CRM ID"
    "|ID w CRM|ID z CRM|Record ID|ID rekordu|Foreign ID|Remote ID|Submission ID|Response ID|ID zgłoszenia"
    "|Nr zgłoszenia|Numer zgłoszenia|Nr referencyjny|Numer referencyjny|Reference number|Reference no"
    "|Identyfikator rekordu|External provider ID|Identyfikator zgłoszenia",
}
# Forms of each month: Polish as it stands alone, in a phrase and cut short; Roman; English; number.
_MONTHS = (
    ("styczeń", "styczniu", "stycznia", "sty", "January", "Jan"),
    ("luty", "lutym", "lutego", "lut", "February", "Feb"),
    ("marzec", "marcu", "marca", "mar", "March"),
    ("kwiecień", "kwietniu", "kwietnia", "kwi", "April", "Apr"),
    ("maj", "maju", "maja", "May"),
    ("czerwiec", "czerwcu", "czerwca", "cze", "June", "Jun"),
    ("lipiec", "lipcu", "lipca", "lip", "July", "Jul"),
    ("sierpień", "sierpniu", "sierpnia", "sie", "August", "Aug"),
    ("wrzesień", "wrześniu", "września", "wrz", "September", "Sep", "Sept"),
    ("październik", "październiku", "października", "paź", "October", "Oct"),
    ("listopad", "listopadzie", "listopada", "lis", "November", "Nov"),
    ("grudzień", "grudniu", "grudnia", "gru", "December", "Dec"),
)
MONTH_WORDS: tuple[tuple[str, ...], ...] = _MONTHS


def _of_month(number: int, forms: tuple[str, ...]) -> tuple[str, ...]:
    within = (f"Zużycie w {forms[1]} (kWh)", f"Zużycie we {forms[1]} (kWh)", f"Use in {_english(forms)} (kWh)")
    numbered = (f"Zużycie {number:02}", f"Zużycie {number}", f"Miesiąc {number}", f"Month {number}", f"M{number}")
    phrases = [f"{word} {form}" for form in forms for word in ("Zużycie", "Zużycie za", "Consumption", "Use", "kWh")]
    return (*within, f"consumption_{number}", *forms, *numbered, *phrases, *(f"{form} zużycie" for form in forms))


def _english(forms: tuple[str, ...]) -> str:
    return next(form for form in forms if form[0].isupper())


SYNONYMS: dict[str, tuple[str, ...]] = {key: tuple(text.split("|")) for key, text in _HEADINGS.items()}
SYNONYMS |= {f"consumption_{number}": _of_month(number, forms) for number, forms in enumerate(_MONTHS, 1)}
