"""All files that are published of one picture, without those that save no bytes."""

from collections import defaultdict
from collections.abc import Sequence

from PIL import Image

from bantin.images import pixels
from bantin.images import widths as width_rules
from bantin.images.encode import DRAWN, FULL, SETTINGS, encode, fits_new_formats, is_drawing
from bantin.images.picture import EncodedPicture, PictureError

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
        self._fallback_ending = "png" if self._drawn or self._pixels.image.mode == "RGBA" else "jpg"

    @property
    def has_variants(self) -> bool:
        """Whether there may be more files than the fallback."""
        return bool(self._rungs)

    def fallback(self) -> EncodedPicture:
        """Return the file that every browser can show."""
        if not self._rungs:
            return self._own() or self._encoded_again()
        image = self._at(width_rules.fallback_width(self._rungs))
        return self._own_or(encode(image, self._fallback_ending))

    def all_files(self, threads: int) -> list[EncodedPicture]:
        """Return the fallback, then the files of newer formats, the best first, each from narrow to wide.

        threads: the number of threads that encode; their number changes no byte.
        """
        if not self._rungs:
            return [self.fallback()]
        files = self._encode_all(threads)
        fallback = self._own_or(files[self._fallback_ending][0])
        webp = width_rules.smaller_files(files["webp"], fallback)
        rival = next((candidate for candidate in webp if candidate.width >= fallback.width), fallback)
        return [fallback, *width_rules.smaller_files(files["avif"], rival), *webp]

    def _encode_all(self, threads: int) -> dict[str, list[EncodedPicture]]:
        """Return all files by their endings, from narrow to wide.

        The largest files are begun first, so that no thread waits for another at the end: the widest AVIF
        takes as long as all others together.
        """
        widths = sorted({*self._rungs, self._widest_drawn()} if self._drawn else self._rungs, reverse=True)
        if threads <= 1:
            encoded = [self._encode_as(ending, self._at(width)) for ending, width in self._planned(widths)]
        else:
            from concurrent.futures import ThreadPoolExecutor  # takes 7 ms to import

            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(self._at, widths))  # each width is scaled once
                encoded = list(pool.map(self._encode_copy, self._planned(widths)))
        files: dict[str, list[EncodedPicture]] = defaultdict(list)
        for file in reversed(encoded):
            files[file.ending].append(file)
        return files

    def _planned(self, widths: Sequence[int]) -> list[tuple[str, int]]:
        """Return the ending and the width of each file, slow formats first, each in the order of widths."""
        modern = ("webp",) if self._drawn else ("avif", "webp")
        fitting = [width for width in widths if fits_new_formats(*self._at(width).size)]
        fallback = self._fallback_ending, width_rules.fallback_width(self._rungs)
        return [*((ending, width) for ending in modern for width in fitting), fallback]

    def _encode_copy(self, file: tuple[str, int]) -> EncodedPicture:
        """Encode one planned file in a thread. Pillow cannot encode one image in several at the same time."""
        ending, width = file
        return self._encode_as(ending, self._at(width).copy())

    def _encode_as(self, ending: str, image: Image.Image) -> EncodedPicture:
        return encode(image, ending, DRAWN if self._drawn else SETTINGS)

    def _own_or(self, encoded: EncodedPicture) -> EncodedPicture:
        """Return the picture's own file if it is no larger than the encoded one and not far too wide."""
        own = self._own()
        is_better = own and own.ending != "webp" and len(own.data) <= len(encoded.data)
        return own if own and is_better and width_rules.as_drawn(own.width, self._widths) else encoded

    def _own(self) -> EncodedPicture | None:
        clean = self._pixels.clean
        if clean is None:
            return None
        ending = "webp" if self._pixels.animated and self._kind == "GIF" else _OWN_ENDING[self._kind]
        return EncodedPicture(ending, self._pixels.width, self._pixels.height, clean)

    def _encoded_again(self) -> EncodedPicture:
        if self._pixels.animated:
            raise PictureError("picture-unreadable", reason="its frames are not laid out as they should be")
        return encode(self._at(self._pixels.width), _OWN_ENDING[self._kind], FULL)

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
