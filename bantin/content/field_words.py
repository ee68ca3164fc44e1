"""The fields of front matter by the words that editors and other generators use for them."""

# Each field, and other words for it as slugs: Vietnamese as editors say it, English as Hugo, Jekyll and
# WordPress have it.
_WORDS = {
    "title": "tieu-de tieude tit ten-bai ten headline name",
    "date": "ngay ngay-dang ngaydang ngay-gio thoi-gian published pubdate publishdate created",
    "updated": "cap-nhat ngay-cap-nhat ngay-sua lastmod modified last-modified",
    "expires": "het-han ngay-het-han expirydate unpublishdate",
    "summary": "tom-tat tomtat sapo mo-ta loi-dan gioi-thieu description excerpt lead abstract subtitle",
    "tags": "the tu-khoa nhan keywords categories category",
    "related": "lien-quan tin-lien-quan bai-lien-quan",
    "author": "tac-gia tacgia nguoi-viet authors byline",
    "source": "nguon nguon-tin",
    "image": "anh hinh hinh-anh anh-dai-dien anh-bia cover thumbnail banner featured-image picture",
    "views": "luot-xem so-luot-xem luot-doc",
    "draft": "nhap ban-nhap hidden an an-bai",
    "featured": "noi-bat tin-noi-bat sticky pin pinned ghim ghim-bai",
    "aliases": "dia-chi-cu redirect-from permalink url",
    "corrections": "dinh-chinh",
    "weight": "thu-tu order",
}
# Words for the section, which is no field: the folder of the file decides it.
SECTION_WORDS = frozenset("section sections chuyen-muc chuyenmuc muc danh-muc".split())
FIELD_BY_WORD = {word: field for field, words in _WORDS.items() for word in words.split()}
