"""Crop a photograph to the shapes that social sites and search engines show beside a link."""

from PIL import Image

from bantin.images import pixels
from bantin.images.encode import encode, is_drawing
from bantin.images.picture import CROP_SIZES, MIN_CROP_WIDTH, EncodedPicture

# The share of the cut-off part that is cut from the top and from the left, by the words of a focus. Without a
# focus little is cut from the top, since heads are near the top of an upright picture.
_FROM_ABOVE = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
_FROM_LEFT = {"left": 0.0, "middle": 0.5, "right": 1.0}
_ABOVE = 0.2


def crop_all(data: bytes, kind: str, focus: str) -> dict[str, EncodedPicture]:
    """Return the crops by shape, as JPEGs; none for a drawing, an animation or a narrow picture.

    focus: as in Image. Raises PictureError for a picture that is refused.
    """
    decoded = pixels.read(data, kind)
    if decoded.animated or decoded.width < MIN_CROP_WIDTH or (kind != "JPEG" and is_drawing(decoded.image)):
        return {}
    image = decoded.image
    if image.mode == "RGBA":
        ground = Image.new("RGBA", image.size, "#fffdf8")
        ground.alpha_composite(image)
        image = ground.convert("RGB")
    return {shape: encode(_crop(image, size, focus), "jpg") for shape, size in CROP_SIZES.items()}


def _crop(image: Image.Image, size: tuple[int, int], focus: str) -> Image.Image:
    """Return the largest part of this shape that contains the focus, at most as large as `size`."""
    width, height = size
    scale = min(image.width / width, image.height / height)
    across, down = round(width * scale), round(height * scale)
    words = focus.split()
    from_above = next((_FROM_ABOVE[word] for word in words if word in _FROM_ABOVE), _ABOVE)
    from_left = next((_FROM_LEFT[word] for word in words if word in _FROM_LEFT), 0.5)
    left, top = round((image.width - across) * from_left), round((image.height - down) * from_above)
    part = image.crop((left, top, left + across, top + down))
    if scale > 1:
        part = part.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return part
