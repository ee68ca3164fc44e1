"""The fields of front matter by the words that editors and other generators use for them."""

from bantin.errors import Problem, problem
from bantin.schema.values import Loose
from bantin.text.vietnamese import slug

IMAGE_KEYS = ("src", "alt", "caption", "credit", "focus")

# Each field, and other words for it as slugs: Vietnamese as editors say it, English as Hugo, Jekyll and
# WordPress have it.
_WORDS = {
    "title": "tieu-de tieude tit ten-bai ten headline name",
    "date": "ngay ngay-dang ngaydang ngay-gio ngay-viet ngay-tao thoi-gian time timestamp"
    " published published-at publishedat date-published datepublished pubdate pubdatetime publishdate"
    " created created-at createdat date-created datecreated posted post-date postdate",
    "updated": "cap-nhat ngay-cap-nhat ngay-sua updated-at updatedat last-updated lastupdated lastmod"
    " modified modified-at modifiedat last-modified last-modified-at date-modified datemodified moddatetime",
    "expires": "het-han ngay-het-han expirydate unpublishdate",
    "summary": "tom-tat tomtat sapo mo-ta loi-dan gioi-thieu trich-yeu trich-dan description desc excerpt"
    " lead abstract subtitle intro snippet teaser",
    "tags": "the tu-khoa nhan the-loai keywords categories category topics topic labels label",
    "related": "lien-quan tin-lien-quan bai-lien-quan",
    "author": "tac-gia tacgia nguoi-viet nguoi-dang phong-vien but-danh authors byline writer creator",
    "source": "nguon nguon-tin",
    "image": "anh hinh hinh-anh anh-dai-dien anh-bia cover cover-image coverimage thumbnail thumb banner"
    " picture photo featured-image featuredimage feature-image hero hero-image heroimage",
    "views": "luot-xem so-luot-xem luot-doc view-count viewcount hits",
    "draft": "nhap ban-nhap hidden an an-bai",
    "featured": "noi-bat tin-noi-bat sticky pin pinned ghim ghim-bai",
    "aliases": "dia-chi-cu redirect-from redirects old-url permalink url",
    "corrections": "dinh-chinh",
    "weight": "thu-tu order",
}
FIELD_NAMES = frozenset((*_WORDS, "slug", "layout", "check_off"))
# Words for the section, which is not a field: the folder of the file decides it.
SECTION_WORDS = frozenset("section sections chuyen-muc chuyenmuc muc danh-muc".split())
FIELD_BY_WORD = {word: field for field, words in _WORDS.items() for word in words.split()}

# What `draft` is where `published` and `status` of other systems have these values.
_DRAFT_BY_WORD = {"false": "true", "draft": "true", "true": "false", "published": "false", "publish": "false"}


def as_meant(reported: Problem, written: dict[str, Loose]) -> Problem:
    """Return the problem of a field that names the section, says `status: draft` or belongs to `image`.

    Other problems are unchanged.
    """
    field = str(dict(reported.args).get("field", ""))
    if not reported.code.startswith("unknown-field"):
        return reported
    if slug(field) in SECTION_WORDS:
        return problem(reported.path, reported.line, "section-is-folder", field=field)
    if field in IMAGE_KEYS:
        return problem(reported.path, reported.line, "image-part", field=field)
    if field in ("published", "status") and (draft := _DRAFT_BY_WORD.get(str(written[field]))):
        guess = f"draft: {draft}"
        return problem(reported.path, reported.line, "unknown-field-near", field=field, guess=guess)
    return reported
