"""What an admin sets for the whole desk: each setting with its kind, its default and what it means."""

from __future__ import annotations

from collections.abc import Mapping

from solartui.domain.board import read_limits
from solartui.domain.contact_points import normalise_email
from solartui.domain.errors import Invalid, NotFound
from solartui.domain.estimate_settings import ESTIMATE_SETTINGS
from solartui.domain.geocoding import check_provider, check_url
from solartui.domain.setting import Setting, SettingKind
from solartui.domain.text import clean
from solartui.domain.tile_sources import CHOICES, OFF, check_address, check_template
from solartui.i18n import mark, tr

# What settings are about, texts for `tr`.
GROUPS: Mapping[str, str] = {
    "company": mark("Company"),
    "pictures": mark("Pictures"),
    "maps": mark("Maps"),
    "places": mark("Places"),
    "geocoding": mark("Addresses"),
    "mail": mark("Mail"),
    "proposals": mark("Proposals"),
    "projects": mark("Projects"),
    "estimates": mark("Estimates"),
    "backups": mark("Backups"),
    "board": mark("Board"),
}

_LONGEST_SERIES = 12


def _check_series(text: str) -> None:
    if len(text) > _LONGEST_SERIES or not all(letter.isalnum() or letter in "-." for letter in text):
        raise Invalid(tr("A series has up to {n} letters and digits.", n=_LONGEST_SERIES), "proposals.series")


def _check_host(text: str) -> None:
    if not all(letter.isalnum() or letter in "-._:[]" for letter in text):
        raise Invalid(tr("This is no address of a server."), "mail.host")


def _check_limits(text: str) -> None:
    read_limits(text)


def _check_country(text: str) -> None:
    if len(text) != 2 or not (text.isascii() and text.isalpha()):
        raise Invalid(tr("A country is two letters, such as {example}.", example="PL"), "places.country")


_ALL = (
    Setting(
        "backups.daily",
        SettingKind.YES_NO,
        True,
        mark("Daily copy"),
        mark("Copy the desk into its folder backups once a day, while somebody has it open."),
    ),
    Setting(
        "backups.before_large",
        SettingKind.YES_NO,
        True,
        mark("Copy before large changes"),
        mark("Copy the desk before an import and before a change of more than 1,000 leads."),
    ),
    Setting(
        "backups.kept",
        SettingKind.NUMBER,
        5.0,
        mark("Copies kept"),
        mark("How many copies of each kind are kept; of a desk above 256 MB at most two."),
        least=1,
        most=100,
    ),
    Setting(
        "board.limits",
        SettingKind.TEXT,
        "",
        mark("Leads in a stage"),
        mark("How many are enough, such as: contacted 20, site_visit 10; the board warns of more and refuses none."),
        check=_check_limits,
    ),
    Setting(
        "board.project_limits",
        SettingKind.TEXT,
        "",
        mark("Projects in a stage"),
        mark("How many are enough, such as: quoting 15, installation 8; the board warns of more and refuses none."),
        check=_check_limits,
    ),
    Setting("company.name", SettingKind.TEXT, "", mark("Company"), mark("The name that stands on proposals.")),
    Setting("company.address", SettingKind.TEXT, "", mark("Address"), mark("Street, postcode and town.")),
    Setting("company.tax_id", SettingKind.TEXT, "", mark("Tax number"), mark("The tax number of the company.")),
    Setting("company.phone", SettingKind.TEXT, "", mark("Phone"), mark("Where customers call.")),
    Setting("company.email", SettingKind.TEXT, "", mark("E-mail"), mark("Where customers write.")),
    Setting("company.web", SettingKind.TEXT, "", mark("Web site"), mark("The web site of the company.")),
    Setting(
        "projects.inspection",
        SettingKind.YES_NO,
        True,
        mark("Inspection"),
        mark("Whether sites are inspected before they are installed; without, projects skip that stage."),
    ),
    Setting(
        "pictures.provider",
        SettingKind.CHOICE,
        OFF,
        mark("Pictures of sites"),
        mark("Whose pictures are fetched; none as long as this is off or its terms are not accepted."),
        choices=CHOICES,
    ),
    Setting(
        "pictures.accepted",
        SettingKind.TEXT,
        "",
        mark("Terms accepted"),
        mark("The provider whose terms an admin has read and accepted; doctor shows them."),
    ),
    Setting(
        "pictures.address",
        SettingKind.TEXT,
        "",
        mark("Own address"),
        mark("For own: the address of a tile with {z}, {x}, {y} and, where one is needed, {key}."),
        check=check_template,
    ),
    Setting(
        "pictures.attribution",
        SettingKind.TEXT,
        "",
        mark("Own attribution"),
        mark("For own: what has to stand beside the pictures."),
    ),
    Setting(
        "pictures.key_command",
        SettingKind.COMMAND,
        "",
        mark("Command for the key"),
        mark("Prints the key of the provider; else the variable SOLARTUI_PICTURES_KEY is read."),
    ),
    Setting(
        "pictures.metres",
        SettingKind.NUMBER,
        60.0,
        mark("Width in metres"),
        mark("How many metres of ground a picture of a site shows from left to right."),
        least=20,
        most=5000,
    ),
    Setting(
        "pictures.cache_mb",
        SettingKind.NUMBER,
        200.0,
        mark("Pictures kept"),
        mark("Megabytes of fetched pictures that each person keeps on the disk."),
        least=0,
        most=20_000,
    ),
    Setting(
        "maps.town",
        SettingKind.TEXT,
        "",
        mark("Town of the desk"),
        mark("Where maps begin, and the position to start from where nothing better is known."),
    ),
    Setting(
        "maps.position_address",
        SettingKind.TEXT,
        "",
        mark("Position by address"),
        mark("An https address that answers with latitude and longitude of whoever asks; empty: nobody is asked."),
        check=check_address,
    ),
    Setting(
        "mail.host",
        SettingKind.TEXT,
        "",
        mark("Mail server"),
        mark("Who takes outgoing mail; empty: none."),
        check=_check_host,
    ),
    Setting(
        "mail.port",
        SettingKind.NUMBER,
        587.0,
        mark("Port"),
        mark("Usually 587, or 465 with tls."),
        least=1,
        most=65535,
    ),
    Setting(
        "mail.security",
        SettingKind.CHOICE,
        "starttls",
        mark("Security"),
        mark("How the line to the mail server is kept secret; none only on one's own machine."),
        choices=("starttls", "tls", "none"),
    ),
    Setting(
        "mail.from",
        SettingKind.TEXT,
        "",
        mark("Sender"),
        mark("The address that customers answer to."),
        check=normalise_email,
    ),
    Setting("mail.user", SettingKind.TEXT, "", mark("User"), mark("The name at the mail server; empty: none needed.")),
    Setting(
        "mail.password_command",
        SettingKind.COMMAND,
        "",
        mark("Password command"),
        mark("A command that prints the password, such as: pass show mail. The password is never stored."),
    ),
    Setting(
        "mail.timeout",
        SettingKind.NUMBER,
        20.0,
        mark("Patience, seconds"),
        mark("How long to wait for the mail server."),
        least=1,
        most=300,
    ),
    Setting(
        "proposals.series",
        SettingKind.TEXT,
        "SO",
        mark("Number series"),
        mark("What numbers of proposals begin with, as in SO/2026/0001."),
        check=_check_series,
    ),
    Setting(
        "proposals.invoice_series",
        SettingKind.TEXT,
        "FV",
        mark("Invoice series"),
        mark("What numbers of invoices begin with."),
        check=_check_series,
    ),
    Setting(
        "proposals.proforma_series",
        SettingKind.TEXT,
        "PF",
        mark("Pro forma series"),
        mark("What numbers of pro forma papers begin with; they are no invoices."),
        check=_check_series,
    ),
    Setting(
        "proposals.valid_days",
        SettingKind.NUMBER,
        30.0,
        mark("Valid for, days"),
        mark("How long a new proposal holds."),
        least=1,
        most=730,
    ),
    Setting(
        "proposals.terms",
        SettingKind.TEXT,
        "",
        mark("Terms"),
        mark("Sentences of the last page, parted by |; empty: those that come with the program."),
    ),
    Setting(
        "proposals.link",
        SettingKind.TEXT,
        "",
        mark("Address of proposals"),
        mark("Where customers look at proposals, such as https://offers.example.com; empty: nowhere."),
        check=check_address,
    ),
    Setting(
        "proposals.pvgis",
        SettingKind.YES_NO,
        False,
        mark("Ask PVGIS"),
        mark("Fetch the yield of a place from PVGIS of the EU; the place, to 0.1 degrees, leaves this machine."),
    ),
    Setting(
        "proposals.pvgis_address",
        SettingKind.TEXT,
        "https://re.jrc.ec.europa.eu/api/v5_3/PVcalc",
        mark("Address of PVGIS"),
        mark("Another server that answers like PVGIS."),
        check=check_address,
    ),
    Setting(
        "places.country",
        SettingKind.TEXT,
        "PL",
        mark("Home country"),
        mark("Where places are looked for first, as two letters."),
        check=_check_country,
    ),
    Setting(
        "places.provider",
        SettingKind.TEXT,
        "offline",
        mark("Addresses are looked up by"),
        mark("offline: nothing is sent. nominatim, photon or another service gets the addresses, and nothing else."),
        check=check_provider,
    ),
    Setting(
        "places.url",
        SettingKind.TEXT,
        "",
        mark("Server of addresses"),
        mark("The address of the desk's own server; empty for the usual one."),
        check=check_url,
    ),
    Setting(
        "places.contact",
        SettingKind.TEXT,
        "",
        mark("Contact for services"),
        mark("An e-mail by which a service of addresses can reach the desk; it is sent with each question."),
    ),
    Setting(
        "places.key_command",
        SettingKind.COMMAND,
        "",
        mark("Key for addresses"),
        mark("A command that prints the key of the service; or set the variable SOLARTUI_PLACES_KEY."),
    ),
)

SETTINGS: Mapping[str, Setting] = {setting.key: setting for setting in (*_ALL, *ESTIMATE_SETTINGS)}


def setting(key: str) -> Setting:
    """The setting of a name.

    Raises:
        NotFound: there is none.
    """
    if key not in SETTINGS:
        raise NotFound(tr("There is no setting {key}. See: solartui settings list", key=clean(key)[:60]))
    return SETTINGS[key]
