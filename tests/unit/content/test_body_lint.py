"""What body_lint reports of unusual lines, and that hostile texts do not slow it down."""

import time

import pytest

from bantin.content.body_lint import body_problems, text_problems
from tests.texts import write


def codes(text: str, html: str) -> list[tuple[str, int]]:
    return [
        (problem.code, problem.line)
        for problem in body_problems(text.encode(), html.encode(), 7, path="content/a.md")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "![Ảnh](anh.jpg “Quang cảnh. Ảnh: Hoa”)",
        "[Bài](a.md “Bài”)",
        "[Bài](<bài viết.md> “Bài”)",
        "- [Cổng](https://laichau.gov.vn/ ‘Cổng’)",
        "<p>[Bài](a.md “Bài”)</p>",
    ],
)
def test_a_caption_in_curly_quotes_is_reported_wherever_it_is(line: str) -> None:
    text = f"Chữ.\n\n{line}\n"
    prose, _ = write(text, path="content/a.md")
    assert codes(text, prose.html.decode()) == [("warn-curly-caption", 9)]
    assert codes(text, f"<p>Chữ.</p><p>{line}</p>") == [("warn-curly-caption", 9)]


@pytest.mark.parametrize("before", ["", "Chữ.\n\n", "> Chữ.\n>\n> ", "```\nls\n```\n", "~~~\nls\n~~~\n"])
def test_indented_prose_is_reported_wherever_it_became_code(before: str) -> None:
    text = f"{before}    Toàn tỉnh có 900 cán bộ.\n"
    prose, _ = write(text, path="content/a.md")
    assert codes(text, prose.html.decode()) == [("warn-indented", 7 + before.count("\n"))]


@pytest.mark.parametrize(
    "text, html",
    [
        ("Ông nói “Xong” [1](a.md).", "<p>Ông nói “Xong” <a>1</a>.</p>"),
        ("`[a] (b.md)` và `**`", "<p><code>[a] (b.md)</code> và <code>**</code></p>"),
        ("```\n**\n| a | b |\n| 1 | 2 |\n```", "<pre><code>**\n| a | b |\n| 1 | 2 |\n</code></pre>"),
        ("2 ** 3 \\*\\*", "<p>2</p>"),
        ("    make build && make test", "<pre><code>make build &amp;&amp; make test\n</code></pre>"),
        ("Điện thoại: A | B", "<p>Điện thoại: A | B</p>"),
        ("<pre><code>\n```</code></pre>\n\nHết.", "<pre><code>\n```</code></pre>\n<p>Hết.</p>"),
        ("{{ a | b | c }}\n{{ d | e }}", "<p>{{ a | b | c }}\n{{ d | e }}</p>"),
        ("Giá 5$ đến 10$, lúc 08:30:15, R&D.", "<p>Giá 5$ đến 10$, lúc 08:30:15, R&amp;D.</p>"),
        ("Mẫu `$$x$$` và `[[a]]`", "<p>Mẫu <code>$$x$$</code> và <code>[[a]]</code></p>"),
        ("Tập \\{1, 2\\}, [Video] họp", "<p>Tập {1, 2}, [Video] họp</p>"),
        ("Nhập \\<b> hoặc &lt;b&gt;", "<p>Nhập &lt;b&gt; hoặc &lt;b&gt;</p>"),
        ("Ghi chú (**), mật khẩu ******.", "<p>Ghi chú (**), mật khẩu ******.</p>"),
        ("Bước 1: a<br>\nBước 2: b", "<p>Bước 1: a<br>\nBước 2: b</p>"),
        ("📌 Một\n\n📌 Hai", "<p>📌 Một</p>\n<p>📌 Hai</p>"),
        ("#CCHC Họp báo\n\n#Laichau Họp xong.", "<p>#CCHC Họp báo</p>\n<p>#Laichau Họp xong.</p>"),
    ],
)
def test_markup_that_is_shown_on_purpose_is_not_reported(text: str, html: str) -> None:
    assert codes(text, html) == []


@pytest.mark.parametrize(
    "text, lines",
    [
        ("<details><summary>Hồ sơ</summary>\n- đơn\n- giấy\n- ảnh\n</details>\n", [8]),
        ("<table><tr><td>1. Một\n2. Hai</td></tr></table>\n", [7]),
        ("<p>\n- Một<br>\n- Hai<br>\n</p>\n", []),
        ("- Một\n- Hai\n\n<div>\n\n- Ba\n- Bốn\n\n</div>\n", []),
    ],
)
def test_a_list_that_html_shows_as_one_line_is_reported(text: str, lines: list[int]) -> None:
    prose, _ = write(text, path="content/a.md")
    assert codes(text, prose.html.decode()) == [("warn-markdown-unread", line) for line in lines]


LONG = "Chữ dài. " * 200


@pytest.mark.parametrize(
    "text, html, code",
    [
        (f"{LONG}DVC](a.md)", f"<p>{LONG}DVC](a.md)</p>", "warn-link-open"),
        (f"{LONG}**Lưu ý", f"<p>{LONG}**Lưu ý</p>", "warn-bold-open"),
        ("<p>Sở</p>**** (PDF)", "<p>Sở</p>**** (PDF)", "warn-bold-open"),
        ("<hr>\n## Mục", "<hr>\n## Mục", "warn-markdown-unread"),
        ("$x_1$ và $x_2$", "<p>$x_1$ và $x_2$</p>", "warn-template-left"),
        ("> [!info]", "<blockquote>\n<p>[!info]</p>\n</blockquote>", "warn-template-left"),
        ("Rộng 5 km^2^.", "<p>Rộng 5 km^2^.</p>", "warn-template-left"),
        ("??? tip", "<p>??? tip</p>", "warn-template-left"),
        ("![Ảnh](a.png){width=50%}", "<p><img\0>{width=50%}</p>", "warn-template-left"),
        ('![Ảnh](a.png){fig-alt="Hội nghị"}', '<p><img\0>{fig-alt="Hội nghị"}</p>', "warn-template-left"),
        ("Bài [/url] <a href=", "<p>Bài [/url] &lt;a href=</p>", "warn-template-left"),
        ("&amp;#8221", "<p>&amp;#8221</p>", "warn-template-left"),
    ],
)
def test_markup_that_a_page_shows_is_reported(text: str, html: str, code: str) -> None:
    assert code in dict(codes(f"{text}\n", html))


@pytest.mark.parametrize(
    "text, lines",
    [
        ("**Chữ** đậm.\n\nHồ sơ ** gồm: **đơn**.", [9]),
        ("Hồ sơ ** gồm.\n\n<!-- Hồ sơ ** gồm. -->", [7]),
        ("<!-- Hồ sơ ** gồm. -->\n\nHồ sơ ** gồm.\n\n```\nHồ sơ ** gồm.\n```", [9]),
        ("Hồ sơ \\*\\* gồm.\n\n<!-- Hồ sơ ** gồm. -->", []),
        ('<img src="a.png" alt="Hồ sơ ** gồm">\n\nHồ sơ ** gồm.', [9]),
        ("Chữ</p>\nMột dòng.\n**Lưu ý", [9]),
        ("Một **.\n\n\nHai **.\n\nBa **.", [7, 10, 12]),
    ],
)
def test_a_sign_is_reported_on_the_line_that_shows_it(text: str, lines: list[int]) -> None:
    prose, _ = write(text, path="content/a.md")
    assert codes(text, prose.html.decode()) == [("warn-bold-open", line) for line in lines]


@pytest.mark.parametrize("text", ["[!note]\n\nChữ.", "??? note `mẫu`\n\nMột ** hai."])
def test_a_sign_of_another_system_is_reported_whatever_is_beside_it(text: str) -> None:
    prose, _ = write(text, path="content/a.md")
    assert ("warn-template-left", 7) in codes(text, prose.html.decode())


def test_an_exclamation_mark_apart_from_its_brackets_is_reported() -> None:
    assert codes("Xem ! [Bài](a.md).", "<p>Xem ! <a\0>Bài</a>.</p>") == [("warn-sign-left", 7)]


@pytest.mark.parametrize(
    "sign",
    [
        "[",
        "](",
        "**",
        "| ",
        " “](",
        "`",
        "    ",
        "] (",
        "- ",
        "¸",
        "a¸ ",
        "$_",
        "&amp;#1",
        "[[a",
        ":a",
        "a?",
        "a? ",
        "?",
    ],
)
def test_hostile_texts_take_little_time(sign: str) -> None:
    text = sign * 100_000
    started = time.process_time()
    body_problems(text.encode(), text.encode(), 1, path="a")
    body_problems(text.replace(" ", "\n").encode(), text.encode(), 1, path="a")
    text_problems(text.encode(), text, path="a")
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    "line", ["• a{}", "a{}\tb", "a{}\tb\n", "– a{}\n", "[a{}](b c", "**a{} b", ":a{}: b"]
)
def test_hostile_texts_of_distinct_lines_take_little_time(line: str) -> None:
    text = "\n".join(line.format(number) for number in range(30_000))
    html = f"<p>{text}</p>"
    started = time.process_time()
    body_problems(text.encode(), html.encode(), 1, path="a")
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "shown, line", [("__x", "__a{}__"), ("[x", "<!-- [caption {}] -->"), ("==x y==", "==a{}==")]
)
def test_many_signs_that_a_page_does_not_show_take_little_time(shown: str, line: str) -> None:
    text = f"{shown}\n" + "\n".join(line.format(number) for number in range(30_000))
    html = f"<p>{shown}</p>" + "<p>chữ</p>" * 40_000
    started = time.process_time()
    body_problems(text.encode(), html.encode(), 1, path="a")
    assert time.process_time() - started < 1.5


@pytest.mark.parametrize(
    "text",
    [
        "Chữ ==tô sáng== ở đây.",
        "Chữ __đậm ở đây.",
        "Chữ ~~gạch ở đây.",
        "Chữ `mã ở đây.",
        "Xem ! [Bài](a.md).",
        "Xem (bài)[https://a.vn].",
        "-Một\n-Hai",
        "1.Một\n2.Hai",
        "• Một\n• Hai",
        "Đơn vị\tĐiểm\nSở\t9",
        "> • Một\n> • Hai\n\n• Ba\n• Bốn",
        "Công thức $x_1$ ở đây.",
        "!!! note",
        "??? tip",
        '=== "Thẻ"',
        "Chữ [/b] ở đây.",
        "[TOC]",
        "Vui :smile: nhé.",
        "import a from 'b'",
        "export const a = 1",
        "Chữ &amp;nbsp; ở đây.",
        "Chữ km^2^ ở đây.",
        "[button color=“do”]",
        "[/nut]",
        "Theo [@nguyen2020].",
        "Đoạn này. ^ma-1",
        "%%\nGhi chú\n%%",
        "- [>] Hoãn",
        "- [-] Bỏ",
        "Đoạn.\n{style='color:red'}",
        "- Một\n  !!! note",
        "- Một\n– Hai",
        "#Giới thiệu chung",
        "Bước 1: nộp\nBước 2: nhận",
        "Tháng 1: nộp\nTháng 2: nhận",
        "**Điều 1.** Một\n**Điều 2.** Hai",
        "📌 Một\n☎️ Hai",
        "1️⃣ Một\n2️⃣ Hai",
        "(1) Một\n(2) Hai",
        "(i) Một\n(ii) Hai",
        "1 - Một\n2 - Hai",
        "![Quang cảnh|300](a.jpg)",
        "```{r}\nplot(x)\n```",
    ],
)
def test_the_only_sign_of_a_text_is_reported(text: str) -> None:
    prose, _ = write(text, path="content/a.md")
    assert body_problems(text.encode(), prose.html, 1, path="content/a.md")
