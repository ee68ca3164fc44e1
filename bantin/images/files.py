"""All files that are published of one picture, without those that save no bytes."""

from collections.abc import Iterator, Sequence

from PIL import Image

from bantin.images import pixels
from bantin.images import widths as width_rules
from bantin.images.encode import DRAWN, FULL, SETTINGS, encode, fits_new_formats, is_drawing
from bantin.images.picture import Encoded, PictureError

# A GIF or an AVIF is published in a format that every browser can show.
_OWN_ENDING = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "png", "AVIF": "png"}


class PictureFiles:
    """The files of one decoded picture. Raises PictureError for a picture that is refused.

    widths: the widths to publish; empty to publish the picture once in its own size.
    """

    def __init__(self, data: bytes, kind: str, widths: Sequence[int]) -> None:
        self._kind = kind
        self._widths = widths
        self._pixels = pixels.read(data, kind, enough=max(widths, default=0))
        self._scaled: dict[int, Image.Image] = {}
        self._rungs = () if self._pixels.animated else width_rules.widths_for(self._pixels.width, widths)
        self._drawn = bool(self._rungs) and kind != "JPEG" and is_drawing(self._at(self._widest_drawn()))

    @property
    def has_variants(self) -> bool:
        """Whether there may be more files than the fallback."""
        return bool(self._rungs)

    def fallback(self) -> Encoded:
        """Return the file that every browser can show."""
        own = self._own()
        if not self._rungs:
            return own or self._encoded_again()
        image = self._at(width_rules.fallback_width(self._rungs))
        encoded = encode(image, "png" if self._drawn or image.mode == "RGBA" else "jpg")
        is_better = own and own.ending != "webp" and len(own.data) <= len(encoded.data)
        return own if own and is_better and width_rules.as_drawn(own.width, self._widths) else encoded

    def variants(self, fallback: Encoded) -> list[Encoded]:
        """Return the files of newer formats, the best first, each from narrow to wide; may be empty."""
        if not self._rungs:
            return []
        webp = width_rules.smaller_files(self._all_of("webp"), fallback)
        if self._drawn:
            return webp
        rival = next((candidate for candidate in webp if candidate.width >= fallback.width), fallback)
        return width_rules.smaller_files(self._all_of("avif"), rival) + webp

    def _own(self) -> Encoded | None:
        clean = self._pixels.clean
        if clean is None:
            return None
        ending = "webp" if self._pixels.animated and self._kind == "GIF" else _OWN_ENDING[self._kind]
        return Encoded(ending, self._pixels.width, self._pixels.height, clean)

    def _encoded_again(self) -> Encoded:
        if self._pixels.animated:
            raise PictureError("picture-unreadable", reason="its frames are not laid out as they should be")
        return encode(self._at(self._pixels.width), _OWN_ENDING[self._kind], FULL)

    def _all_of(self, ending: str) -> Iterator[Encoded]:
        settings = DRAWN if self._drawn else SETTINGS
        widths = {*self._rungs, self._widest_drawn()} if self._drawn else self._rungs
        images = map(self._at, sorted(widths))
        return (encode(image, ending, settings) for image in images if fits_new_formats(*image.size))

    def _widest_drawn(self) -> int:
        """Return the greatest useful width of a drawing: its own width, unless that is far too wide."""
        width = self._pixels.width
        return width if width_rules.as_drawn(width, self._widths) else self._rungs[-1]

    def _at(self, width: int) -> Image.Image:
        if width not in self._scaled:
            pixels = self._pixels
            height = max(1, round(pixels.height * width / pixels.width))
            image = pixels.image
            if image.size != (width, height):
                image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
            self._scaled[width] = image
        return self._scaled[width]
