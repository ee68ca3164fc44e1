"""The table of page kinds. To add one, add a module beside this one and a line here."""

from bantin.pages.archive import ArchivePage, MonthPage, YearPage
from bantin.pages.articles import ArticlePage
from bantin.pages.feed_list import FeedListPage
from bantin.pages.feeds import FeedPage
from bantin.pages.home import HomePage
from bantin.pages.llms_txt import LlmsPage
from bantin.pages.most_read import MostReadPage
from bantin.pages.news_sitemap import NewsSitemap
from bantin.pages.not_found import NotFoundPage
from bantin.pages.page_kind import PageKind
from bantin.pages.redirects import ListedRedirectPage, RedirectPage
from bantin.pages.robots import RobotsPage
from bantin.pages.search import SearchPage
from bantin.pages.sections import SectionPage
from bantin.pages.share_cards import ArticleCard, SectionCard, StandaloneCard
from bantin.pages.site_map import SiteMapPage
from bantin.pages.standalone import StandalonePage
from bantin.pages.terms import AuthorPage, AuthorsPage, TagPage, TagsPage
from bantin.pages.web_manifest import ManifestPage

# All kinds except sitemaps, which list the pages of the others. The order is that of the sitemap.
CONTENT_KINDS: tuple[type[PageKind], ...] = (
    ArticlePage,
    StandalonePage,
    SiteMapPage,
    HomePage,
    NotFoundPage,
    SectionPage,
    TagsPage,
    ArchivePage,
    MostReadPage,
    TagPage,
    YearPage,
    MonthPage,
    AuthorsPage,
    AuthorPage,
    FeedListPage,
    FeedPage,
    SearchPage,
    RedirectPage,
    ListedRedirectPage,
    RobotsPage,
    ManifestPage,
    LlmsPage,
    NewsSitemap,
    ArticleCard,
    StandaloneCard,
    SectionCard,
)
