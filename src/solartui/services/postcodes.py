"""Postcodes that an admin brings in: they make places that nobody has to be asked for as exact as a postcode."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from solartui.domain.errors import Invalid, Refused
from solartui.domain.geocoding import can_lie_in
from solartui.domain.places import place_key
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.watching import progress
from solartui.store.reading.places import code_key, known_countries

if TYPE_CHECKING:
    from solartui.adapters.postcode_file import PostcodeLine

_COLUMNS = ("country", "code_key", "code", "place", "place_key", "region", "latitude", "longitude")
_STEP = 5_000


class PostcodeService:
    """The postcodes of the desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def countries(self) -> list[tuple[str, int]]:
        """The countries whose postcodes are known, with how many places there are."""
        with self._desk.reading() as connection:
            return known_countries(connection)

    def take(self, path: Path, country: str | None = None) -> dict[str, int]:
        """Bring in a file of GeoNames in the place of what was known of its countries.

        Args:
            path: a text with tabs, or a .zip with one.
            country: two letters, to take only these.

        Returns:
            How many places there are, by country.

        Raises:
            NotPermitted: the person is no admin.
            NotFound: there is no such file.
            Invalid: the country is none.
            Refused: it is no file of postcodes, or has none of this country.
        """
        self._desk.allow("desk.settings")
        if country is not None:
            country = country.upper()
            if len(country) != 2 or not (country.isascii() and country.isalpha()):
                raise Invalid(tr("A country is two letters, such as {example}.", example="PL"), "country")
        counts = self._checked(path, country)
        from solartui.store.work import insert_many

        with self._desk.writing("desk.settings") as work:
            for known in counts:
                work.raw.execute("DELETE FROM postcode WHERE country = ?", (known,))
            insert_many(work.raw, "postcode", _COLUMNS, self._rows(path, country, sum(counts.values())))
        return counts

    @staticmethod
    def _checked(path: Path, country: str | None) -> dict[str, int]:
        """What is in the file, before anything of it is written."""
        from solartui.adapters.postcode_file import postcode_lines

        counts: Counter[str] = Counter()
        wrong = outside = 0
        for line in postcode_lines(path, country):
            if line is None:
                wrong += 1
            else:
                counts[line.country] += 1
                outside += not can_lie_in(line.country, line.latitude, line.longitude)
        # Most of it is outside of its country where columns are in another order.
        if wrong + outside > sum(counts.values()) - outside or (country is None and not counts):
            raise Refused(tr("{path} is no file of postcodes of GeoNames.", path=path.name))
        if not counts:
            raise Refused(tr("{path} has no postcodes of {country}.", path=path.name, country=country or "—"))
        return dict(sorted(counts.items()))

    @staticmethod
    def _rows(path: Path, country: str | None, total: int) -> Iterator[tuple[object, ...]]:
        from solartui.adapters.postcode_file import postcode_lines

        done = 0
        for line in postcode_lines(path, country):
            if line is not None:
                if done % _STEP == 0:
                    progress(done, total)
                done += 1
                yield _row(line)


def _row(line: PostcodeLine) -> tuple[object, ...]:
    key = code_key(line.code)
    return (
        line.country, key, line.code, line.place, place_key(line.place), line.region, line.latitude, line.longitude,
    )  # fmt: skip
