"""Pages as old portals print them, with the structure of real ones and invented text."""

from pathlib import Path
from typing import NamedTuple

CASES = Path(__file__).parent / "cases" / "import"

PARAGRAPHS = (
    "Từ tháng Chín, người dân trong xã nộp được mười hai loại hồ sơ đất đai tại nhà, không phải đến trụ sở.",
    "Bộ phận Một cửa cho biết 1.204 hồ sơ đã trả trước hạn, đạt 96,4 % số hồ sơ nhận trong quý II.",
    "Đồng chí trưởng phòng đề nghị các thôn cử người hướng dẫn bà con khai hồ sơ trên điện thoại.",
    "Buổi làm việc kết thúc lúc 11 giờ; biên bản được gửi đến từng đơn vị trong tuần./.",
)
LEAD = "Ngày 27/8, UBND xã Mường Than họp bàn việc nhận hồ sơ đất đai qua mạng từ tháng Chín."
TITLE = "Mường Than nhận hồ sơ đất đai qua mạng từ tháng Chín"


class ShownArticle(NamedTuple):
    """The article that a page shows."""

    title: str = TITLE
    lead: str = LEAD
    paragraphs: tuple[str, ...] = PARAGRAPHS


DEFAULT_ARTICLE = ShownArticle()


def lai_chau(
    article: ShownArticle = DEFAULT_ARTICLE, *, posted: str = "28/08/2019 9:05:12 SA", tail: str = ""
) -> str:
    """Return the first portal's page, saved as text."""
    body = "\n\n".join((article.lead, *article.paragraphs))
    return f"""\
Trang chủ Cải cách hành chính cấp tỉnh Tin tức

{article.title}
(Ngày đăng :{posted})


{body}

{tail}Tin liên quan

{article.title} (29/08/2019 8:00:00 SA)

Huyện Tân Uyên có thêm ba quầy một cửa (02/07/2019 3:15:09 CH)

Tin mới nhất

Sở Nội vụ chấm điểm các xã (01/09/2019 7:40:00 SA)

TRANG THÔNG TIN ĐIỆN TỬ CẢI CÁCH HÀNH CHÍNH TỈNH
Chịu trách nhiệm chính:
Trụ sở:
Email:
Tầng 2
"""


def vi_xuyen(article: ShownArticle = DEFAULT_ARTICLE) -> str:
    body = "\n\n          ".join((article.lead, *article.paragraphs))
    return (
        f"Cải cách hành chính\n\n{article.title}\n\n28/08/2019 07:30 1.070 lượt xem\n\n{body}\n\n\nTin khác\n"
    )


def bac_giang(article: ShownArticle = DEFAULT_ARTICLE) -> str:
    caption = "Người dân tra cứu hồ sơ tại Bộ phận Một cửa. Ảnh: BTV/Thu Hoài"
    body = "\n\n".join((article.lead, caption, *article.paragraphs))
    return f"""\
Chỉ đạo điều hành
{article.title}
Số lần xem: 1871 \xa0 \xa0 \xa0Ngày đăng:\xa028/08/2019

{body}

Các tin bài khác:


  • map
3 7 Văn bản mới - chính sách mới C Đường dây nóng Danh ba dien tu
"""


def paragraphs_of(article: ShownArticle) -> str:
    """Return the text in the tags of a paste from Word, with its empty paragraphs."""
    return "\n<p>&nbsp;</p>\n".join(
        '<p class="MsoNormal" style="text-align:justify"><span style="font-size:14pt">&nbsp;&nbsp;&nbsp; '
        f"{text}<o:p></o:p></span></p>"
        for text in article.paragraphs
    )


def _page(name: str, article: ShownArticle, **parts: str) -> str:
    """Return a page of tests/cases/import/ with the article in place of its words in capitals."""
    page = (CASES / f"{name}.html").read_text(encoding="utf-8")
    for word, text in {"TITLE": article.title, "LEAD": article.lead, **parts}.items():
        page = page.replace(word, text)
    return page


def nukeviet(article: ShownArticle = DEFAULT_ARTICLE, *, body: str = "", head: str = "") -> str:
    """Return a page of NukeViet 4.5 in its default theme; `body` replaces the paragraphs."""
    return _page("nukeviet", article, BODY=body or paragraphs_of(article), HEAD=head)


def liferay(article: ShownArticle = DEFAULT_ARTICLE) -> str:
    """Return an article of a Liferay 6.2 portal whose portlets have headings of their own."""
    return _page("liferay", article, BODY=paragraphs_of(article))


def newspaper(article: ShownArticle = DEFAULT_ARTICLE) -> str:
    written = [f'<p class="Normal">{text}</p>' for text in article.paragraphs]
    return _page("bao-dien-tu", article, FIRST="".join(written[:2]), REST="".join(written[2:]))


_HEAD = '<html><head><meta charset="utf-8"><title>'


def list_page() -> str:
    items = "".join(
        f'<li><a href="/tin-{at}.html">Tin số {at} của huyện</a> <em>(0{at}/08/2019)</em></li>'
        for at in range(1, 9)
    )
    return (
        f'{_HEAD}Tin tức - Trang tin huyện</title><meta name="generator" content="NukeViet v4.5"></head>'
        f'<body><div class="news_column"><h1>Tin tức</h1><ul>{items}</ul></div></body></html>'
    )


def login_page() -> str:
    form = '<form><input name="u"><input type="password" name="p"></form>'
    return f"{_HEAD}Đăng nhập hệ thống</title></head><body>{form}</body></html>"


def error_page() -> str:
    body = "<h1>404</h1><p>Trang không tồn tại.</p>"
    return f"{_HEAD}404 - Không tìm thấy trang</title></head><body>{body}</body></html>"
