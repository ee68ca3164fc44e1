"""Converters for single values of site.toml. Each returns a typed value or raises FieldError."""

import re
from collections.abc import Callable
from typing import Any

from bantin.config import colours
from bantin.config.values import Phrase
from bantin.config.zone import read_zone
from bantin.i18n import decimal
from bantin.schema.tables import Converter
from bantin.schema.values import FieldError, FieldPartsError, each, not_among
from bantin.text import unsafe_characters

MAX_TEXT = 2000
MAX_ENTRIES = 200
_REPOSITORY = r"[\w.-]+(?:/[\w.-]+)+"

_MIN_WIDTH, _MAX_WIDTH, _MAX_WIDTHS = 100, 4000, 8  # of pictures, in pixels


def text(value: Any) -> str:
    """Return a text of at most MAX_TEXT characters without invisible characters."""
    if not isinstance(value, str):
        raise FieldError("not-quoted")
    if character := unsafe_characters.find(value):
        raise FieldError("control-character", point=unsafe_characters.code_point(character))
    if len(value) > MAX_TEXT:
        raise FieldError("setting-long", count=len(value), limit=MAX_TEXT)
    return value


def required_text(value: Any) -> str:
    """Return a text that is not blank."""
    written = text(value)
    if not written.strip():
        raise FieldError("setting-empty")
    return written


def language(value: Any) -> str:
    """Return a language tag in the form of BCP 47; registration is not checked."""
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", text(value)):
        raise FieldError("not-a-language", value=value)
    if value.lower().partition("-")[0] in ("vn", "vie", "vni"):  # the country, other abbreviations
        raise FieldError("not-among-near", value=value, guess="vi")
    return str(value)


# A URL with a scheme, without characters that are special in browsers or HTML attributes.
_ABSOLUTE_URL = (
    r"""https?://[\w.-]+(?::\d{1,5})?(?:[/?#][^\s"'<>\\^`{|}]*)?|mailto:[^\s"'<>\\^`{|}:/]+|tel:[0-9+().-]+"""
)


def link(value: Any) -> str:
    """Return an absolute URL, or an address of this site, which is checked once all pages are known."""
    written = text(value)
    if ":" in written and not re.fullmatch(_ABSOLUTE_URL, written):
        is_web = written.lstrip().startswith("http")
        guess = written.strip().replace(" ", "%20") if is_web else "".join(written.split())
        near = "-near" if re.fullmatch(_ABSOLUTE_URL, guess) else ""
        raise FieldError(f"shortcut-unknown{near}", name=written, guess=guess)
    return written


def folder(value: Any) -> str:
    """Return a folder of content/ whose names are slugs."""
    written = text(value)
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*", written):
        from bantin.text.vietnamese import slug

        guess = "/".join(filter(None, map(slug, written.split("/"))))
        raise FieldError("bad-slug", value=written, guess=guess or "ban-tin")
    return written


def accent(grounds: tuple[str, ...], *, towards: str) -> Converter:
    """Return the converter of a colour that can be read on these backgrounds.

    towards: the colour that increases its contrast.
    """

    def read(value: Any) -> str:
        written = text(value)
        if not re.fullmatch("#[0-9a-fA-F]{6}", written):
            raise FieldError("not-a-colour", value=written)
        colour = written.lower()
        lowest = colours.lowest_contrast(colour, grounds)
        if lowest < colours.LEAST_CONTRAST:
            guess = colours.adjust_contrast(colour, towards, grounds, colours.LEAST_CONTRAST)
            ratio, least = decimal(lowest, 1), decimal(colours.LEAST_CONTRAST, 1)
            raise FieldError("accent-contrast", value=colour, ratio=ratio, least=least, guess=guess)
        return colour

    return read


def file_of_assets(*endings: str) -> Converter:
    """Return the converter of the name of a file in assets/ that has one of these endings."""

    def read(value: Any) -> str:
        written = text(value)
        if not re.fullmatch(rf"(?:[\w-]+/)*[\w-]+\.(?:{'|'.join(endings)})", written, re.ASCII):
            raise FieldError("not-in-assets", value=written, kinds=endings)
        return written

    return read


def repository(value: Any) -> str:
    """Return owner and name of a repository, as in "to-chuc/ban-tin"; GitLab has groups between them."""
    written = text(value).strip()
    if re.fullmatch(_REPOSITORY, written):
        return written
    url = re.fullmatch(rf"(?:https?://[^/]+/|git@[^:]+:)({_REPOSITORY})/?", written)
    guess = url[1].removesuffix(".git") if url else "to-chuc/ban-tin"
    raise FieldError("cms-repo", value=written, guess=guess)


def boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise FieldError("not-yes-or-no", value=value)
    return value


def list_size(most: int) -> Converter:
    """Return the converter of a list's length: 1 to `most`."""

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
            raise FieldError("not-a-size", value=f'"{value}"' if isinstance(value, str) else value, most=most)
        return value

    return read


def widths(value: Any) -> tuple[int, ...]:
    """Return picture widths in pixels, ascending, without repeats."""
    if not isinstance(value, list) or len(set(map(str, value))) > _MAX_WIDTHS:
        raise FieldError("not-widths", most=_MAX_WIDTHS)
    return tuple(sorted(set(each(value, _width))))


def _width(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not _MIN_WIDTH <= value <= _MAX_WIDTH:
        raise FieldError("not-a-width", value=value, narrowest=_MIN_WIDTH, widest=_MAX_WIDTH)
    return value


def names(value: Any) -> tuple[str, ...]:
    """Return a list of at most MAX_ENTRIES texts."""
    if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        raise FieldError("not-an-array")
    if len(value) > MAX_ENTRIES:
        raise FieldError("too-many-items", limit=MAX_ENTRIES)
    return each(value, text)


def distinct_names(value: Any) -> tuple[str, ...]:
    """Return a list of texts without repeats."""
    written = names(value)
    first = {name: index for index, name in reversed([*enumerate(written)])}
    twice = [((index,), name) for index, name in enumerate(written) if first[name] < index]
    if twice:
        raise FieldPartsError((at, FieldError("name-twice", value=name)) for at, name in twice)
    return written


def hosts(value: Any) -> tuple[str, ...]:
    """Return names of hosts without `www.`, since videos may be at either name."""
    return each(distinct_names(value), _host)


def _host(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", name) or name.startswith("www."):
        raise FieldError("not-a-host", value=name)
    return name


def dateline(value: Any) -> tuple[Phrase, ...]:
    """Return the phrases of the dateline: texts that contain one of {posted}, {updated}, {views}."""
    return each(names(value), _phrase)


def _phrase(written: str) -> Phrase:
    parts = re.fullmatch(r"([^{}]*)\{(posted|updated|views)\}([^{}]*)", written)
    if not parts:
        raise FieldError("not-in-dateline", value=written)
    return Phrase(*parts.groups())


def subset_of(allowed: tuple[str, ...]) -> Converter:
    """Return the converter of a list of names that are all in `allowed`."""

    def chosen(name: str) -> str:
        if name not in allowed:
            raise not_among(name, allowed)
        return name

    return lambda value: each(distinct_names(value), chosen)


def rules(value: Any) -> object:
    """Convert a list of names of check rules."""
    from bantin.i18n.messages import RULES

    return subset_of(RULES)(value)


def one_of(allowed: tuple[str, ...]) -> Converter:
    """Return the converter of a name that is in `allowed`."""

    def read(value: Any) -> str:
        if text(value) not in allowed:
            raise not_among(value, allowed)
        return str(value)

    return read


_ADDRESS = re.compile(
    r"(https?://[A-Za-z0-9]+(?:(?:[.]|-+)[A-Za-z0-9]+)*(?::([0-9]{1,5}))?)((?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)/?"
)


_PAGE = re.compile(r"/[^/]*\.(?:html?|php|aspx?)$", re.IGNORECASE)


def address(value: Any) -> tuple[str, str]:
    """Return the site's origin, with its host in ASCII, and its base path, which ends in a slash."""
    if parts := _parts_of_address(text(value)):
        return parts
    host_and_path = re.sub(r"[?#].*|^\s*(?:https?:)?/*", "", value.strip(), flags=re.IGNORECASE)
    meant = _PAGE.sub("/", f"https://{host_and_path}")
    if "." in meant and _parts_of_address(meant):
        raise FieldError("not-an-address-near", value=value, guess=meant)
    raise FieldError("not-an-address", value=value)


def _parts_of_address(value: str) -> tuple[str, str] | None:
    parts = _ADDRESS.fullmatch(value)
    if not (parts and parts[1].islower()):
        from bantin.urls import with_ascii_host  # few addresses need it, and a build without changes no URL

        parts = _ADDRESS.fullmatch(with_ascii_host(value))
    is_page = bool(_PAGE.search(value))
    if not parts or is_page or int(parts[2] or 80) not in range(1, 65536) or len(value) > 250:
        return None
    return parts[1], f"{parts[3]}/"


def zone(value: Any) -> str:
    """Return the IANA name of a time zone that this machine knows."""
    read_zone(text(value))
    return str(value)


def pattern(read: Callable[[str], object], code: str) -> Converter:
    """Return the converter of a pattern.

    read: raises ValueError with the faulty piece of a pattern. code: of the message for it.
    """

    def checked(value: Any) -> str:
        try:
            read(required_text(value))
        except ValueError as fault:
            from bantin.config.meant_patterns import meant_pattern

            if code == "bad-pattern" and (guess := meant_pattern(value, read)):
                raise FieldError("bad-pattern-near", piece=fault, guess=guess) from fault
            raise FieldError(code, piece=fault) from fault
        return str(value)

    return checked


def check_day(pattern: str) -> None:
    """Check a CLDR date pattern without a time. Raises ValueError with the faulty piece."""
    check_moment(pattern)
    if wrong := set(re.sub("'[^']*'", "", pattern)).intersection("Hhmsa"):
        raise ValueError(min(wrong))


def check_number(pattern: str) -> None:
    """Check a CLDR number pattern. Raises ValueError with the faulty piece."""
    from bantin.text.formats import number_formatter

    number_formatter(pattern)


def check_moment(pattern: str) -> None:
    """Check a CLDR pattern of date and time. Raises ValueError with the faulty piece."""
    from bantin.text.formats import date_formatter

    date_formatter(pattern)
    if set(re.sub("'[^']*'", "", pattern)).isdisjoint("yMdHhmsa"):
        raise ValueError(pattern)
