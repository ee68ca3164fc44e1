"""Pictures drawn for tests: small, of every mode, and with everything attached that must not be published."""

import io
from struct import pack

from PIL import Image, ImageDraw, PngImagePlugin

SECRET = b"SECRET-PLACE"


def photo(width: int = 320, height: int = 180, *, mode: str = "RGB") -> Image.Image:
    """Return a picture like a camera's: hardly two pixels alike, so that formats for photographs win."""
    across = Image.linear_gradient("L").resize((width, height))
    around = Image.radial_gradient("L").resize((width, height))
    ripple = across.point([(value * 37) % 256 for value in range(256)])
    return Image.merge("RGB", (ripple, across, around)).convert(mode)


def drawing(width: int = 320, height: int = 180) -> Image.Image:
    """Return a picture with a few flat colours and sharp edges."""
    made = Image.new("RGB", (width, height), "#fffdf8")
    pen = ImageDraw.Draw(made)
    for step in range(6):
        left = 20 + step * width // 7
        pen.rectangle((left, height - 20 - step * 24, left + 24, height - 20), fill="#29368c")
    return made


def corners(width: int = 240, height: int = 160) -> Image.Image:
    """Return a picture: red top left, green top right, blue bottom left, white bottom right."""
    made = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(made)
    middle = (width // 2, height // 2)
    pen.rectangle((0, 0, *middle), fill=(255, 0, 0))
    pen.rectangle((middle[0], 0, width, middle[1]), fill=(0, 255, 0))
    pen.rectangle((0, middle[1], middle[0], height), fill=(0, 0, 255))
    return made


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F] = SECRET.decode()
    made.get_ifd(0x8825)[2] = (22.4, 0.0, 0.0)
    return made


def with_secrets(image: Image.Image, kind: str) -> bytes:
    """Return the image with a secret in every part that its format has for one, and after its end."""
    more: dict[str, object] = {"exif": exif(), "xmp": b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"}
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Author", SECRET.decode())
        notes.add_text("Comment", SECRET.decode(), zip=True)
        notes.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        notes.add(b"vpAg", SECRET)
        more = {"exif": exif(), "pnginfo": notes}
    if kind == "JPEG":
        more["comment"] = SECRET
        more["extra"] = b"\xff\xed" + pack(">H", 2 + len(SECRET)) + SECRET  # where IPTC stands
    return encoded(image, kind, **more) + b"\xff\xd8" + SECRET


def profile(*, gamma: float = 2.2) -> bytes:
    """Return a colour profile that exchanges red and green, so that ignoring it is visible."""
    red, green, blue = (0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
    curve = b"curv" + pack(">IIHH", 0, 1, round(gamma * 256), 0)
    tags = {
        b"rXYZ": _xyz(green),
        b"gXYZ": _xyz(red),
        b"bXYZ": _xyz(blue),
        b"wtpt": _xyz((0.9642, 1.0, 0.8249)),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    at = 128 + 4 + 12 * len(tags)
    table, body = pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += name + pack(">II", at + len(body), len(data))
        body += data
    head = pack(">I4sI4s4s4s", at + len(body), b"lcms", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28) + _xyz((0.9642, 1.0, 0.8249))[8:]
    return head.ljust(128, b"\0") + table + body


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + pack(">3i", *(round(value * 65536) for value in values))
