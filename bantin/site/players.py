"""Players: for the site's own sound and video, and for videos of other hosts, loaded on a click."""

from collections.abc import Container
from html import escape
from urllib.parse import parse_qs, quote, urlsplit

from bantin.system.named_tuple import NamedTuple

# The extensions of files that pages play, and the HTML element for each.
PLAYER_ELEMENTS = {"mp4": "video", "webm": "video", "mp3": "audio", "m4a": "audio"}

# The extensions of a poster and of captions, which have the same name as the file.
_POSTERS, _CAPTIONS = (".jpg", ".jpeg", ".png", ".webp"), ".vtt"


def poster_of(source: str, pictures: Container[str]) -> str:
    """Return the path in content/ of a video's poster; "" if there is none."""
    stem = source.rpartition(".")[0]
    return next((stem + ending for ending in _POSTERS if stem + ending in pictures), "")


def captions_of(source: str, files: Container[str]) -> str:
    """Return the path in content/ of the captions of a file; "" if there are none."""
    captions = source.rpartition(".")[0] + _CAPTIONS
    return captions if captions in files else ""


class OwnMedia(NamedTuple):
    """A file of the site that a page plays. kind, size: for readers. poster, captions: URLs, "" for none."""

    url: str
    kind: str
    size: str
    poster: str = ""
    width: int = 0
    height: int = 0
    captions: str = ""


def own_player(media: OwnMedia) -> str:
    """Return the markup before an `aria-label`, a NUL, and the markup after it, with a download link."""
    element = PLAYER_ELEMENTS[media.url.rpartition(".")[2]]
    shape = f' width="{media.width}" height="{media.height}"' if media.poster else ""
    poster = f' poster="{media.poster}"' if media.poster else ""
    track = f'<track kind="captions" label="Phụ đề" src="{media.captions}">' if media.captions else ""
    return (
        f'<{element} controls preload="none" src="{media.url}"{poster}{shape}\0>{track}</{element}>'
        f'<a class="file" href="{media.url}" download>Tải {media.kind}, {media.size}</a>'
    )


# ---- videos of other hosts ----

_YOUTUBE = ("youtube.com", "youtu.be", "youtube-nocookie.com")
# The hosts of players for videos on other hosts.
_YOUTUBE_PLAYER = "www.youtube-nocookie.com"
_VIMEO_PLAYER = "player.vimeo.com"
_FACEBOOK_PLAYER = "www.facebook.com"


def player_hosts(video_hosts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the hosts that the policy of pages must allow in frames."""
    player_of = {"youtube.com": _YOUTUBE_PLAYER, "vimeo.com": _VIMEO_PLAYER, "facebook.com": _FACEBOOK_PLAYER}
    return tuple(player_of.get(host, host) for host in video_hosts)


def outside_player(address: str, video_hosts: tuple[str, ...]) -> str:
    """Return the URL of the player for a link to a video on one of these hosts; "" for other links."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    host = "youtube.com" if host in _YOUTUBE else host
    name = parts.path.rstrip("/").rpartition("/")[2]
    if parts.scheme != "https" or host not in video_hosts:
        return ""
    if host == "youtube.com":
        name = "".join(parse_qs(parts.query).get("v", [name])[:1])
        return f"https://{_YOUTUBE_PLAYER}/embed/{quote(name, safe='')}?autoplay=1" if name else ""
    if host == "vimeo.com":
        return f"https://{_VIMEO_PLAYER}/video/{name}?autoplay=1&dnt=1" if name.isdecimal() else ""
    if host == "facebook.com":
        is_video = {"videos", "watch", "reel"} & set(parts.path.split("/"))
        return (
            f"https://{_FACEBOOK_PLAYER}/plugins/video.php?href={quote(address, safe='')}" if is_video else ""
        )
    return address


def outside_link(address: str, video_hosts: tuple[str, ...]) -> str:
    """Return the attributes of a link to another site, and for a video a NUL and a note with its host."""
    href = f' href="{escape(address).replace(" ", "%20")}"'
    player = outside_player(address, video_hosts) if video_hosts else ""
    if not player:
        return href
    host = urlsplit(address).hostname
    return f'{href} data-player="{escape(player)}"\0 <span class="file">(video, {host})</span>'
