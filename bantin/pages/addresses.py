"""The addresses of generated pages. All are relative to the site's root."""

from bantin.text.vietnamese import term_slug
from bantin.urls import file_name

TAGS = "the/"
AUTHORS = "tac-gia/"
ARCHIVE = "luu-tru/"
MOST_READ = "doc-nhieu.html"
SEARCH = "tim-kiem.html"
NOT_FOUND = "404.html"
MANIFEST = "manifest.webmanifest"
ROBOTS = "robots.txt"
LLMS = "llms.txt"
FEED_LIST = "nhan-tin.html"
SITEMAP = "sitemap.xml"
CARDS = "chia-se/"


def section_address(path: str) -> str:
    """Return the address of the section with this path; "" is the home page."""
    return f"{path}/" if path else ""


def tag_address(tag: str) -> str:
    """Return the address of the page for a tag, or for its slug."""
    return f"{TAGS}{term_slug(tag)}/"


def author_address(author: str) -> str:
    """Return the address of the page for an author, or for their slug; "" for a name without letters."""
    name = term_slug(author)
    return f"{AUTHORS}{name}/" if name else ""


def card_address(address: str, shape: str) -> str:
    """Return the address of the share card for the page at this address."""
    return f"{CARDS}{shape}/{file_name(address).removesuffix('.html')}.png"


def month_address(month: str) -> str:
    """Return the address of a month or year in the archive: "2023-04" or "2023"."""
    return f"{ARCHIVE}{month.replace('-', '/')}/"
