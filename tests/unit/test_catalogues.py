"""Each language of bantin/i18n/locale/ translates all messages, with the same values, and nothing else.

A new language needs its catalogue and no test: these run over every one there is.
"""

import ast
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from bantin import i18n
from bantin.cli.arguments import COMMANDS
from bantin.errors import problem
from bantin.i18n.compile import compile_all
from bantin.i18n.labels import LABELS
from bantin.i18n.messages import MESSAGES
from bantin.i18n.os_errors import OS_ERRORS
from bantin.i18n.preference import language_preferences
from bantin.i18n.reasons import REASONS, template_of
from bantin.text.syllables import is_syllable
from tests.conftest import ROOT, Site
from tools.catalogues import catalogue_of, template

LANGUAGES = i18n.languages()[1:]
QUOTED = re.compile(
    r"""\{[^}]*\}|%(?:\(\w+\))?[rs]|`[^`]*`|"[^"]*"|“[^”]*”|'[^']*'|--?[\w-]+|\S*/\S*|\b\w+\.\w+\b|\.\w+\b|"""
    r"""\$\w+|\b\w+_\w+\b|\b[A-Z]{2,}\b|&\w+;|\[\[\w+\]\]|<\w+>|#\w+|\b[yMdHhmsa]+\b(?=[,; ])|Ctrl\+C"""
)
# What a Vietnamese sentence may hold besides: names of fields, commands, forms and programs. Add yours.
NAMES = frozenset(
    """
    aliases alt Apache argument author authorized bantin Brotli byte caption check credit Dask deploy
    distributed div Esc Excel false focus git github height host index inode install json layout
    LibreOffice lines list localhost macOS mailto Markdown md menu ms new next nginx OpenDocument page
    papi Pelican Pillow pip places PowerPoint publish rank rename s sapo score series serve sftp sipas
    slug src ssh Symbol syncfs tab tags tel text title true Unicode UniKey unit values video viewBox web WebM
    width Windows Word X z zip
    """.split()
)


def foreign(text: str) -> set[str]:
    """Return the words that are neither spelt like Vietnamese syllables nor names, quoted ones left out."""
    words = re.findall(r"[^\W_]+", QUOTED.sub(" ", text))
    return {word for word in words if word.isalpha() and not is_syllable(word) and word not in NAMES}


MARKED = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


def texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def values(text: str) -> list[str]:
    """Return the names of the values of a sentence, in either notation."""
    return sorted(re.findall(r"%(?:\(\w+\))?[rs]|(?<!\{)\{\w+[^{}]*\}(?!\})", text))


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_catalogue_has_every_sentence_and_no_other(name: str) -> None:
    """`make messages` brings it up to date."""
    wanted = {(message.context, message.id) for message in template() if message.id}
    assert len(wanted) > 500
    assert {(message.context, message.id) for message in catalogue_of(name) if message.id} == wanted


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_sentence_is_translated_with_the_same_values(name: str) -> None:
    wrong = []
    for message in catalogue_of(name):
        english = message.id if isinstance(message.id, str) else message.id[-1]
        for text in texts(message) if message.id else ():
            same = sorted(set(values(text))) == sorted(set(values(english)))
            if message.fuzzy or not text or not same or (english.endswith("\n") != text.endswith("\n")):
                wrong.append((message.context, english, text))
    assert wrong == []


def test_every_sentence_is_in_the_language_of_its_catalogue() -> None:
    for message in catalogue_of("vi"):
        for text in texts(message) if message.id else ():
            assert not foreign(text), text
    for sentence in (text for pair in (*MESSAGES.values(), *OS_ERRORS.values()) for text in pair):
        assert not MARKED.search(QUOTED.sub("", sentence)), sentence


# One word for one thing: what docs/bien-tap.md says otherwise.
OTHER_WORDS = (
    *("tiêu đề", "cảnh báo", "người đọc", "tập tin", "bố cục", "siêu liên kết", "lời tựa"),
    *("hẹn ngày", "xem thử", "bài nháp", "cửa sổ dòng lệnh"),
)
GUIDES = ("bien-tap", "chuyen-cong", "lap-ban-tin", "windows", "xuat-ban")
STARTER = ROOT / "bantin/editing/starter"


def with_other_words(sentences: Iterable[str]) -> list[str]:
    return [text for text in sentences if any(word in text.lower() for word in OTHER_WORDS)]


def test_vietnamese_has_one_word_for_one_thing() -> None:
    assert (
        with_other_words(text for message in catalogue_of("vi") if message.id for text in texts(message))
        == []
    )
    assert with_other_words(LABELS.values()) == []


def test_vietnamese_guides_and_new_sites_have_the_words_of_the_messages() -> None:
    """Words in backquotes are names, such as the columns of an imported list."""
    files = [ROOT / f"docs/{name}.md" for name in GUIDES]
    files += [path for path in STARTER.rglob("*") if path.is_file()]
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    assert with_other_words(re.sub("`[^`]*`", "", line) for line in lines) == []


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_a_vietnamese_message_has_the_shape_of_the_english_one(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "_language", "vi")
    for english in MESSAGES[code]:
        text = i18n.pgettext(code, english, **{name.strip("{}"): "…" for name in values(english)})
        assert text != english
        assert text == text.strip()
        assert not text.endswith((".", ";"))
        assert "; " not in text, "the way out stands behind the only semicolon"


@pytest.mark.parametrize(
    "wishes, spoken",
    [
        (("vi",), "vi"),
        (("", "vi-VN"), "vi"),
        (("", "", "vi_VN.UTF-8"), "vi"),
        (("fr", "vi"), "vi"),
        (("en", "vi"), "en"),
        (("", "", "C.UTF-8"), "en"),
        (("", "", ""), "en"),
    ],
)
def test_the_first_preferred_language_with_a_catalogue_is_chosen(
    wishes: tuple[str, ...], spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "_language", "en")
    assert i18n.choose_language(*wishes) == spoken


def test_the_language_follows_the_variable_then_the_settings_then_the_locale(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "_language", "en")
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    monkeypatch.setenv("BANTIN_LANG", "en")
    assert i18n.choose_language(*language_preferences(str(site.folder))) == "en"
    monkeypatch.delenv("BANTIN_LANG")
    assert i18n.choose_language(*language_preferences(str(site.folder))) == "vi"
    monkeypatch.setenv("LC_ALL", "C")
    assert i18n.choose_language(*language_preferences(str(site.folder))) == "en"
    site.write("site.toml", 'name = "Bản tin"\nlanguage = "vi" # của trang\n[labels]\nlanguage = "en"\n')
    assert i18n.choose_language(*language_preferences(str(site.folder))) == "vi"


def test_no_message_names_a_guide_that_an_installed_engine_does_not_have() -> None:
    """`docs NAME` prints a guide everywhere; docs/NAME.md is a file of the checkout only."""
    messages = (*template(), *catalogue_of("vi"))
    sentences = "\n".join(f"{message.id}\n{message.string}" for message in messages)
    assert "docs/" not in sentences
    guides = {*re.findall(r"`docs ([a-z-]+)`", sentences)}
    assert guides
    assert guides <= {path.stem for path in (ROOT / "docs").glob("*.md")}


def test_a_library_s_words_are_translated_where_they_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_language", "vi")
    translated = problem("site.toml", 3, "bad-toml", reason="Cannot declare [a] twice")
    assert translated.sentence == "đây không phải TOML đúng cách viết (khối [a] đã có ở trên)"
    assert "(xyz)" in problem("site.toml", 3, "bad-toml", reason="xyz").sentence


def test_a_whole_run_is_vietnamese(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "_language", "en")
    monkeypatch.setenv("BANTIN_LANG", "vi")
    site.article("content/a.md", tag="x", date="31/02/2026")
    output = site.main(capsys, "build").err
    assert output == (
        "content/a.md:3: `date` là 31/02/2026, ngày hoặc giờ không có thật; sửa lại ngày, tháng hoặc giờ\n"
        "content/a.md:4: không có mục `tag`; có phải `tags` không?\n"
        "2 lỗi trong 1 tệp. Chưa đăng gì; output/ vẫn như cũ.\n"
    )
    site.article("content/a.md", summary="Một câu.", body="Chữ **đậm.\n")
    for arguments in RUNS:
        ended = site.main(capsys, *arguments, "--now", "2026-08-05T08:30")
        output += ended.out + ended.err
    for command in COMMANDS:
        with pytest.raises(SystemExit):
            site.main(capsys, command, "--help")
        output += "".join(capsys.readouterr())
    for wrong in (
        ["check", "--format", "pdf"],
        ["list", "x"],
        ["build", "--jobs", "0"],
        ["init"],
        ["serve", "x"],
    ):
        with pytest.raises(SystemExit):
            site.main(capsys, *wrong)
        output += "".join(capsys.readouterr())
    assert "cách dùng: " in output
    words = {*re.findall("[a-z]+", " ".join(COMMANDS)), *ASKED.split()}
    assert foreign(output.replace(str(site.folder), "")) <= words


RUNS = (
    ["build"],
    ["build", "--clean"],
    ["check"],
    ["check", "site.toml"],
    ["list"],
    ["list", "recent"],
    ["next"],
    ["new", "!!!"],
    ["new", "Họp báo"],
    ["publish", "content/hop-bao.md"],
    ["rename", "content/hop-bao.md", "Họp báo tháng Tám"],
    ["why", "/a.html"],
    ["why", "/b.html"],
)
# Of command lines, and what they may choose from.
ASKED = """
aids apache article caddy cloudflare drafts expired gitlab head iis imprint make masthead N netlify python
recent scheduled side x
"""


# What is said with these is a sentence for editors.
SPEAKERS = frozenset(
    "UsageError HostError say complain ArgumentTypeError _complain print_line print_error".split()
)


def test_every_printed_sentence_goes_through_gettext() -> None:
    """A sentence that is printed, or given as `help`, is not a bare literal."""
    untranslated = []
    for path in sorted((ROOT / "bantin").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                sentences = [key.value for key in node.keywords if key.arg == "help"]
                sentences += node.args[:1] if name in SPEAKERS else ()
                untranslated += [
                    (path.name, sentence.lineno)
                    for sentence in sentences
                    if re.search(r"[a-z]{3}", literal(sentence))
                ]
    assert untranslated == []


def literal(node: ast.expr) -> str:
    """Return the words of a string or an f-string, without its values."""
    if isinstance(node, ast.IfExp):
        return literal(node.body) + literal(node.orelse)
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return " ".join(str(part.value) for part in parts if isinstance(part, ast.Constant) and part.value)


def test_a_new_language_begins_with_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`make messages` compiles the catalogues before it creates the new one."""
    (tmp_path / "fr").mkdir()
    shutil.copytree(Path(i18n.LOCALES) / "vi", tmp_path / "vi", ignore=shutil.ignore_patterns("*.mo"))
    monkeypatch.setattr("bantin.i18n.compile.LOCALES", str(tmp_path))
    compile_all()
    assert sorted(path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*.mo")) == ["vi"]


def test_a_reason_without_values_is_translated_by_its_own_entry() -> None:
    """Not by a more general one, such as "Illegal character {sign}"."""
    assert [
        sentence for sentence in REASONS if "{" not in sentence and template_of(sentence)[0] != sentence
    ] == []
