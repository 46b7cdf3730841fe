"""Pictures of sites from above: whose they are, whether they may be fetched, and the fetching itself."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as LateError
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from solartui.domain.errors import Refused, SolarError
from solartui.domain.raster import Raster
from solartui.domain.site_picture import Cut, Frame
from solartui.domain.tile_sources import TileSource, source_named
from solartui.i18n import mark, tr
from solartui.services.desk import Desk
from solartui.services.result import Changed

if TYPE_CHECKING:
    from solartui.adapters.background import Background
    from solartui.adapters.tile_cache import TileCache
    from solartui.domain.setting import Value
    from solartui.services.settings import SettingService

KEY_VARIABLE = "SOLARTUI_PICTURES_KEY"
_TILE_SECONDS = 8.0
_PICTURE_SECONDS = 15.0
_MOST_BYTES = 2_000_000
_SIDE = 256
_FRESH = 60 * 86_400.0
# Seconds for which an answer about one tile is believed; any other trouble is the provider's, and pauses all of it.
_BELIEVED = {"missing": 86_400.0, "kind": 3600.0, "large": 3600.0}
_PAUSED = 60.0
_ALL = "all"
_SENTENCES = {
    "missing": mark("There is no picture of this place."),
    "denied": mark("{name} does not let us have this picture: check the key and the contract."),
    "busy": mark("{name} has no time just now."),
    "late": mark("{name} does not answer in time."),
    "large": mark("{name} sends something that is too large for a picture."),
    "kind": mark("{name} sends something that is no picture."),
    "moved": mark("{name} sends us to another server, which was not agreed."),
    "unreachable": mark("{name} cannot be reached."),
}


@dataclass(frozen=True, slots=True)
class PictureState:
    """Whether there are pictures, and why not.

    Attributes:
        chosen: whose pictures an admin wants, None for nobody's.
        accepted: whether an admin accepted the terms.
        metres: how wide a picture of a site is.
        limit: bytes of pictures on the disk.
        command: prints the key.
    """

    chosen: TileSource | None
    accepted: bool
    metres: float = 60.0
    limit: int = 0
    command: str = ""

    @property
    def source(self) -> TileSource | None:
        """Whose pictures may be fetched."""
        return self.chosen if self.accepted else None


class PictureService:
    """Nothing is fetched unless an admin chose a provider and accepted its terms.

    Args:
        desk: the desk.
        settings: its settings.
    """

    def __init__(self, desk: Desk, settings: SettingService) -> None:
        self._desk = desk
        self._settings = settings
        self._lock = threading.Lock()
        self._caches: dict[int, TileCache] = {}
        self._pools: dict[str, Background] = {}
        self._keys: dict[str, str] = {}

    def state(self) -> PictureState:
        """What the desk has settled."""
        found: dict[str, Value] = {one.key: value for one, value in self._settings.all()}
        address, words = str(found["pictures.address"]), str(found["pictures.attribution"])
        chosen = source_named(str(found["pictures.provider"]), address, words)
        accepted = chosen is not None and str(found["pictures.accepted"]) == chosen.accepted_as
        limit = int(float(found["pictures.cache_mb"]) * 1_000_000)
        command = str(found["pictures.key_command"])
        return PictureState(chosen, accepted, float(found["pictures.metres"]), limit, command)

    def accept(self) -> Changed[str]:
        """Accept the terms of the provider that is chosen, for everybody at the desk.

        Raises:
            Refused: none is chosen.
            NotPermitted: the person is no admin.
        """
        chosen = self.state().chosen
        if chosen is None:
            raise Refused(tr("No provider is chosen: solartui settings set pictures.provider NAME"))
        self._settings.set("pictures.accepted", chosen.accepted_as)
        return Changed(chosen.accepted_as, frozenset({"settings"}))

    def ask(self, state: PictureState, frame: Frame, width: int, height: int, colours: int = 0) -> Future[Raster]:
        """A picture, which comes later: see `picture`."""
        return self._pool("picture", 2).submit(self.picture, state, frame, width, height, colours)

    def picture(self, state: PictureState, frame: Frame, width: int, height: int, colours: int = 0) -> Raster:
        """A picture of a place, from the disk or from the provider; blocks for as long as that takes.

        Args:
            state: whose pictures may be fetched.
            frame: which place.
            width: dots of a row.
            height: how many rows.
            colours: how many different colours there may be, 0 for as many as there are.

        Raises:
            Refused: there is none; the sentence says why.
        """
        from solartui.adapters.raster_files import Mosaic, cut

        source = state.source
        if source is None:
            raise Refused(tr("Pictures are off."))
        piece = frame.cut(width, source.deepest)
        tiles = self._tiles(state, source, piece)
        left, top = piece.start
        area = (left * _SIDE, top * _SIDE, piece.width * _SIDE, piece.height * _SIDE)
        return cut(Mosaic(tiles, _SIDE, *area), width, height, colours=colours)

    def _tiles(self, state: PictureState, source: TileSource, piece: Cut) -> dict[tuple[int, int], bytes]:
        cache, key = self._cache(state.limit), self._key(state, source)
        get = partial(self._tile, cache, source, key)
        asked = [
            ((at, down), self._pool("tile", 4).submit(get, (piece.zoom, column, row)))
            for at, down, column, row in piece.tiles()
        ]
        until = monotonic() + _PICTURE_SECONDS
        found: dict[tuple[int, int], bytes] = {}
        reason = "missing"
        for place, tile in asked:
            try:
                answer = tile.result(max(0.0, until - monotonic()))
            except LateError:
                answer = "late"
            if isinstance(answer, bytes):
                found[place] = answer
            else:
                reason = answer
        if not found:
            raise Refused(tr(_SENTENCES.get(reason, _SENTENCES["busy"]), name=source.name))
        # A place without a picture keeps its cell in the mosaic.
        return {(0, 0): b"", max(place for place, _ in asked): b"", **found}

    def _tile(self, cache: TileCache, source: TileSource, key: str, at: tuple[int, int, int]) -> bytes | str:
        """One tile, or the reason why there is none."""
        from solartui.adapters.raster_files import NoPicture, check
        from solartui.adapters.web_file import FetchFailed, fetch

        folder, name = source.folder, "-".join(map(str, at))
        kept = cache.get(folder, name, _FRESH)
        if kept is not None:
            return kept
        reason = cache.why_none(folder, name) or cache.why_none(folder, _ALL)
        if reason is None:
            try:
                address = source.address(*at, key)
                data = fetch(address, kinds=("image/",), seconds=_TILE_SECONDS, most=_MOST_BYTES).data
                check(data)
            except NoPicture:
                reason = "kind"
            except FetchFailed as failed:
                reason = failed.reason
            else:
                cache.put(folder, name, data)
                return data
            about = name if reason in _BELIEVED else _ALL
            cache.put_none(folder, about, reason, _BELIEVED.get(reason, _PAUSED))
        return cache.get(folder, name) or reason

    def _key(self, state: PictureState, source: TileSource) -> str:
        from solartui.adapters.key_command import secret

        if not source.needs_key:
            return ""
        if state.command not in self._keys:
            self._keys[state.command] = secret(state.command, KEY_VARIABLE)
        key = self._keys[state.command]
        if not key:
            raise Refused(tr("{name} needs a key: set pictures.key_command.", name=source.name))
        return key

    def _cache(self, limit: int) -> TileCache:
        from solartui.adapters.tile_cache import TileCache
        from solartui.settings import cache_dir

        with self._lock:
            if limit not in self._caches:
                self._caches[limit] = TileCache(cache_dir() / "tiles", limit)
            return self._caches[limit]

    def _pool(self, name: str, threads: int) -> Background:
        from solartui.adapters.background import Background

        with self._lock:
            if name not in self._pools:
                self._pools[name] = Background(f"solartui-{name}", threads)
            return self._pools[name]


def trouble(error: BaseException) -> str:
    """Why a picture did not come, in one sentence."""
    return error.message if isinstance(error, SolarError) else tr("There is no picture of this place.")
