"""Conversion of colours from a picture's profile to sRGB."""

import io

from PIL import Image, ImageChops, ImageCms

# A profile that changes no colour by more than this many of 255 steps counts as sRGB.
_SAME_COLOUR = 3


def to_srgb(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Return the image in sRGB; None if its profile changes no colours, or cannot be read.

    image: of mode L, RGB, RGBA or CMYK.
    """
    colours = image.convert("RGB") if image.mode == "RGBA" else image
    try:
        transform = ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            colours.mode,
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        if colours.mode != "CMYK" and _is_still(transform, colours.mode):
            return None
        converted = ImageCms.applyTransform(colours, transform)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
    if converted is not None and image.mode == "RGBA":
        converted.putalpha(image.getchannel("A"))
    return converted


def _is_still(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Tell whether a transform leaves a sample of all colours unchanged."""
    ramp = Image.linear_gradient("L")
    if mode == "L":
        sample = ramp
    else:
        turned = ramp.transpose(Image.Transpose.ROTATE_90)
        sample = Image.merge("RGB", (ramp, turned, ImageChops.add_modulo(ramp, turned)))
    moved = ImageCms.applyTransform(sample, transform)
    if moved is None:
        return True
    return all(
        sum(band.histogram()[_SAME_COLOUR + 1 :]) == 0
        for band in ImageChops.difference(moved, sample.convert("RGB")).split()
    )
