"""The fields of front matter by the words that editors and other generators use for them."""

# Each field, and other words for it as slugs: Vietnamese as editors say it, English as Hugo, Jekyll and
# WordPress have it.
_WORDS = {
    "title": "tieu-de tit ten-bai ten headline name",
    "date": "ngay ngay-dang ngay-gio thoi-gian published pubdate publishdate created",
    "updated": "cap-nhat ngay-cap-nhat ngay-sua lastmod modified last-modified",
    "expires": "het-han ngay-het-han expirydate unpublishdate",
    "summary": "tom-tat sapo mo-ta loi-dan gioi-thieu description excerpt lead abstract subtitle",
    "tags": "the tu-khoa nhan keywords categories category chuyen-muc",
    "related": "lien-quan tin-lien-quan bai-lien-quan",
    "author": "tac-gia nguoi-viet authors byline",
    "source": "nguon nguon-tin",
    "image": "anh hinh hinh-anh anh-dai-dien anh-bia cover thumbnail banner featured-image picture",
    "views": "luot-xem so-luot-xem luot-doc",
    "draft": "nhap ban-nhap",
    "featured": "noi-bat tin-noi-bat sticky pinned",
    "aliases": "dia-chi-cu redirect-from",
    "corrections": "dinh-chinh",
    "weight": "thu-tu order",
}
FIELD_BY_WORD = {word: field for field, words in _WORDS.items() for word in words.split()}
