"""The markup of pictures in pages, cached for each use."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby

from markupsafe import Markup

from bantin import urls
from bantin.images.picture import PreparedPicture, Variant
from bantin.model import Article, Picture, PictureSource, PictureView
from bantin.site.filled_body import UNLINKED
from bantin.site.links import LinkTargets, target_attributes
from bantin.text.focus import focus_of_address
from bantin.urls import LocatedTarget

# Returns the markup of a picture for a use (see parts/picture.html), with an alternative text.
DrawPicture = Callable[[Picture, str, str], Markup]

# In pixels: a narrower picture needs no link to its full size.
_MIN_ZOOM_WIDTH = 640

_TYPES = {"avif": "image/avif", "webp": "image/webp"}

# Marks the alternative text, which is in the body already: the markup before it replaces `<img`, that after
# `>`.
_ALT_MARK = Markup("\0")
_ALT_ATTRIBUTE = f' alt="{_ALT_MARK}"'


def _use_in_body(gallery_size: int) -> str:
    """Return the use of a picture in a body; a gallery has at most four columns."""
    return f"gallery-{min(gallery_size, 4)}" if gallery_size else "figure"


def shows_picture_above(article: Article) -> bool:
    """Tell whether the article's image is shown above its body, that is, if the body does not contain it."""
    source = article.image_source
    return source != "" and all(where != source for _, where, _, _ in article.targets)


class PictureViews:
    """The pictures of a site, one instance for each process. Markup is cached. draw: returns the markup."""

    def __init__(self, link_targets: LinkTargets, draw: DrawPicture) -> None:
        self._link_targets = link_targets
        self._draw = draw
        self._pictures: dict[str, Picture] = {}
        self._decorations: dict[tuple[str, str, str], Markup] = {}
        self._in_prose: dict[tuple[str, str, str], str] = {}

    def shown(self, image: tuple[str, str, str, str, int, str] | None) -> PictureView | None:
        """Return an article's image for layouts; None without one."""
        if image is None or image[0] not in self._link_targets.pictures:
            return None
        source, alt, caption, credit, _, focus = image
        picture = self._picture(source)
        at = partial(self._at, source, focus)
        full = self._full(source)
        return PictureView(picture.url, picture.width, picture.height, alt, caption, credit, at, full)

    def targets(self, article: Article) -> tuple[str, ...]:
        """Return the attributes for `fill_targets`; a picture at the top of the page is not lazy."""
        if not article.targets:
            return ()
        targets = [LocatedTarget(*target) for target in article.targets]
        gallery_sizes = article.gallery_sizes or (0,) * len(targets)
        attributes = [
            self._prose_picture(target.where, focus_of_address(target.tail), _use_in_body(size))
            if target.kind == "picture" and target.where in self._link_targets.pictures
            else target_attributes(target, self._link_targets)
            for target, size in zip(targets, gallery_sizes, strict=True)
        ]
        leads = article.opens_with_figure and not shows_picture_above(article)
        is_single = targets[0].kind == "picture" and not gallery_sizes[0]
        if leads and is_single and attributes[0] != UNLINKED:
            attributes[0] = self._prose_picture(targets[0].where, "", "lead")
        return tuple(attributes)

    def _at(self, source: str, focus: str, use: str, alt: str = "") -> Markup:
        picture = self._picture(source)._replace(focus=focus)
        if alt:
            return self._draw(picture, use, alt)
        if (source, focus, use) not in self._decorations:
            self._decorations[source, focus, use] = self._draw(picture, use, "")
        return self._decorations[source, focus, use]

    def _prose_picture(self, source: str, focus: str, use: str) -> str:
        """Return markup before the alternative text, NUL, markup after it, NUL, URL of the full picture."""
        if (source, focus, use) not in self._in_prose:
            drawn = self._draw(self._picture(source)._replace(focus=focus), use, _ALT_MARK)
            before, _, after = drawn.partition(_ALT_ATTRIBUTE)
            self._in_prose[source, focus, use] = f"{before}\0{after}\0{self._full(source)}"
        return self._in_prose[source, focus, use]

    def _full(self, source: str) -> str:
        """Return the URL of the picture's largest file; "" if it is little larger than the picture shown."""
        prepared = self._link_targets.pictures[source]
        files = [Variant._make(file) for file in prepared.files]
        if not files:  # a picture with problems
            return ""
        widest = max(files, key=lambda file: (file.width, file is files[0]))
        is_drawn = widest.address.endswith(".svg")
        return (
            ""
            if is_drawn or widest.width < _MIN_ZOOM_WIDTH
            else urls.url(self._link_targets.base, widest.address)
        )

    def _picture(self, source: str) -> Picture:
        if source not in self._pictures:
            prepared = self._link_targets.pictures[source]
            url = urls.url(self._link_targets.base, prepared.name)
            sources = tuple(_sources(prepared, self._link_targets.base))
            self._pictures[source] = Picture(url, prepared.width, prepared.height, "", "", "", sources)
        return self._pictures[source]


def _sources(prepared: PreparedPicture, base: str) -> Iterator[PictureSource]:
    variants = map(Variant._make, prepared.files[1:])
    for ending, files in groupby(variants, lambda variant: variant.address.rpartition(".")[2]):
        candidates = (f"{urls.url(base, file.address)} {file.width}w" for file in files)
        yield PictureSource(_TYPES[ending], ", ".join(candidates))
