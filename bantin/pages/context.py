"""The data from which pages are planned, fingerprinted and rendered. Immutable, shared by all processes."""

from collections.abc import Iterable, Sequence

from bantin import urls
from bantin.assets import Assets
from bantin.cache.blobs import digest, digest_bytes, read_verified
from bantin.config import Config
from bantin.images.picture import Crop
from bantin.model import Article, Image, PageLink
from bantin.pages.addresses import section_address
from bantin.site import Section, Site
from bantin.site.links import LinkTargets, picture_digest, targets_digest
from bantin.site.redirects import RedirectTarget
from bantin.site.taxonomies import RankedArticle, Taxonomies, Term
from bantin.system.named_tuple import NamedTuple
from bantin.system.regular_files import open_regular

# The digest of a missing value.
NO_DIGEST = bytes(16)


class StaticFile(NamedTuple):
    """A file that is published unchanged.

    path: in output/. digest: changes with the file's bytes. data: the bytes; None if they are in the file
    `source`. is_kept: `source` is in the cache, and `digest` is that of its bytes.
    """

    path: str
    digest: bytes
    data: bytes | None
    source: str
    is_kept: bool = False

    def read(self) -> bytes:
        """Return the bytes. Raises DamagedCacheError if a cached file has changed, and deletes it."""
        if self.data is not None:
            return self.data
        if self.is_kept:
            return read_verified(self.source, self.digest)
        with open_regular(self.source) as file:
            return file.read()


class SearchPart(NamedTuple):
    """A folder of the search index.

    shards: number of its files of words; 0 if the whole part is one file. documents: number of articles and
    pages; the first `dated` of them have dates.
    """

    name: str
    shards: int
    documents: int
    dated: int


class ListedPage(NamedTuple):
    """A page in sitemaps. newest: the index of the article whose last change counts for it; -1 for none."""

    address: str
    newest: int


class SiteContext(NamedTuple):
    """A site whose pages can be planned, fingerprinted and rendered.

    Articles are given by their index in `site.articles`. related: for each article the indexes of its related
    ones. prose_pack: the file of all bodies. prose_fresh_from: see Pack. now: seconds since 1970.
    link_digests: `Article.link_digest` of each article. search_parts: of the search index, the newest year
    first; () until it is built, None for a site without search. redirects: pages for rows of redirects.csv.
    listed: the pages in sitemaps, without articles and standalone pages.
    """

    config: Config
    site: Site
    related: Sequence[tuple[int, ...]]
    taxonomies: Taxonomies
    link_targets: LinkTargets
    assets: Assets
    prose_pack: str
    prose_fresh_from: int
    now: int
    link_digests: list[bytes]
    search_parts: tuple[SearchPart, ...] | None = None
    redirects: tuple[RedirectTarget, ...] = ()
    listed: Sequence[ListedPage] = ()

    @property
    def has_search(self) -> bool:
        return self.search_parts is not None

    @property
    def terms(self) -> dict[str, dict[str, Term]]:
        """The terms by slug of each of `model.TAXONOMIES`."""
        return self.taxonomies.terms

    @property
    def months(self) -> dict[str, list[int]]:
        return self.taxonomies.months

    @property
    def most_read(self) -> list[int]:
        return self.taxonomies.most_read

    @property
    def recently_read(self) -> list[RankedArticle]:
        return self.taxonomies.recently_read

    def url(self, address: str) -> str:
        return urls.url(self.config.base, address)

    def article(self, index: int) -> Article:
        return self.site.articles[index].article

    def section(self, path: str) -> Section:
        return self.site.sections[path]

    def section_link(self, path: str) -> PageLink:
        return PageLink(self.url(section_address(path)), self.site.sections[path].title)

    def standalone_links(self) -> tuple[PageLink, ...]:
        return tuple(PageLink(self.url(page.address), page.title) for page, _ in self.site.standalone_pages)

    def sections_digest(self, paths: Iterable[str]) -> bytes:
        """Return a digest of the paths, titles and summaries of these sections."""
        return digest_bytes(b"".join([self.site.sections[path].digest for path in paths]))

    def targets_digest(self, article: Article) -> bytes:
        """Return a digest of the article's pictures and of the resolved targets of its links."""
        if article.targets or article.image:
            return digest_bytes(targets_digest(article, self.link_targets))
        return NO_DIGEST

    def crops(self, article: Article) -> tuple[Crop, ...]:
        """Return the crops of an article's photograph for shared links; none without a photograph."""
        picture = self.link_targets.pictures.get(article.image_source) if article.image else None
        return picture.crops_for(Image(*article.image).focus) if picture and article.image else ()

    def has_card(self, index: int) -> bool:
        """Tell whether the article is new enough for share cards of its own."""
        return index < self.config.lists.share_cards

    def cards_digest(self, indexes: Iterable[int]) -> bytes:
        """Return a digest of everything that `ViewFactory.card` shows of these articles."""
        sections, pictures = self.site.sections, self.link_targets.pictures
        articles = [self.site.articles[index].article for index in indexes]
        shown = [picture_digest(article.image_source, pictures) for article in articles]
        return digest(
            [
                article.card_digest + picture + sections[article.section].digest
                for article, picture in zip(articles, shown, strict=True)
            ]
        )

    def links_digest(self, indexes: Iterable[int]) -> bytes:
        """Return a digest of everything that `ViewFactory.link` shows of these articles."""
        return digest_bytes(b"".join(map(self.link_digests.__getitem__, indexes)))
