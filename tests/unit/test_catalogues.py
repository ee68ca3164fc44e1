"""Each language of bantin/i18n/locale/ says all that English says, with the same values, and nothing else.

A new language needs its catalogue and no test: these run over every one there is.
"""

import ast
import re

import pytest
from babel.messages.catalog import Message

from bantin import i18n
from bantin.cli.arguments import COMMANDS
from bantin.errors import problem
from bantin.i18n.messages import FAULTS, MESSAGES
from bantin.i18n.preference import wishes
from tests.conftest import ROOT, Site
from tools.catalogues import catalogue_of, template

LANGUAGES = i18n.languages()[1:]
# Words that no Vietnamese sentence has, outside of what is quoted.
ENGLISH = re.compile(
    r"(?<!\w)(?:the|is|are|of|with|that|this|has|and|write|there|was|by|for|or|not|your|it)(?!\w)",
    re.IGNORECASE,
)
QUOTED = re.compile(
    r"""\{[^}]*\}|`[^`]*`|"[^"]*"|“[^”]*”|'[^']*'|--?[\w-]+|\S*/\S*|\b\w+\.\w+\b|\$\w+|\b[A-Z]{2,}\b"""
)


MARKED = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


def texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def values(text: str) -> list[str]:
    """What fills a sentence, in either notation."""
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


def test_no_vietnamese_sentence_is_english_and_the_reverse() -> None:
    for message in catalogue_of("vi"):
        for text in texts(message) if message.id else ():
            assert not ENGLISH.search(QUOTED.sub("", text)), text
    for sentence in (text for pair in (*MESSAGES.values(), *FAULTS.values()) for text in pair):
        assert not re.search(
            r"[ăâđêôơưạảấầẩẫậắằẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", QUOTED.sub("", sentence)
        ), sentence


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
def test_the_first_wish_that_there_is_a_language_for_is_spoken(
    wishes: tuple[str, ...], spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "_language", "en")
    assert i18n.choose(*wishes) == spoken


def test_the_language_is_wished_for_by_variable_then_settings_then_locale(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "_language", "en")
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    monkeypatch.setenv("BANTIN_LANG", "en")
    assert i18n.choose(*wishes(str(site.folder))) == "en"
    monkeypatch.delenv("BANTIN_LANG")
    assert i18n.choose(*wishes(str(site.folder))) == "vi"
    monkeypatch.setenv("LC_ALL", "C")
    assert i18n.choose(*wishes(str(site.folder))) == "en"
    site.write("site.toml", 'name = "Bản tin"\nlanguage = "vi" # của trang\n[labels]\nlanguage = "en"\n')
    assert i18n.choose(*wishes(str(site.folder))) == "vi"


def test_a_library_s_words_are_translated_where_they_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_language", "vi")
    told = problem("site.toml", 3, "bad-toml", said="Cannot declare ('a',) twice")
    assert told.sentence == "đây không phải TOML đúng cách viết (không khai báo ('a',) hai lần được)"
    assert "(xyz)" in problem("site.toml", 3, "bad-toml", said="xyz").sentence


def test_a_whole_run_is_vietnamese(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "_language", "en")
    monkeypatch.setenv("BANTIN_LANG", "vi")
    site.article("content/a.md", tag="x", date="31/02/2026")
    said = site.main(capsys, "build").err
    assert said == (
        "content/a.md:3: `date` là 31/02/2026, ngày hoặc giờ không có thật; sửa lại ngày, tháng hoặc giờ\n"
        "content/a.md:4: không có mục `tag`; có phải `tags` không?\n"
        "2 lỗi trong 1 tệp. Chưa đăng gì; output/ vẫn như cũ.\n"
    )
    said += site.main(capsys, "new", "!!!").err + site.main(capsys, "check").out
    site.article("content/a.md")
    said += site.main(capsys, "build", "--now", "2026-08-05").out.replace("look", "").partition(" · ")[0]
    for command in COMMANDS:
        with pytest.raises(SystemExit):
            site.main(capsys, command, "--help")
        said += capsys.readouterr().out
    assert "cách dùng: " in said
    found = ENGLISH.search(QUOTED.sub("", said))
    assert not found, said[max(found.start() - 60, 0) : found.end() + 60] if found else ""


# What is said with these is a sentence for editors.
SPEAKERS = frozenset(("UsageError", "HostError", "say", "complain", "ArgumentTypeError"))


def test_what_is_said_goes_through_gettext() -> None:
    """A sentence given to a speaker, or as `help`, is not a literal of its own."""
    found = []
    for path in sorted((ROOT / "bantin").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                said = [key.value for key in node.keywords if key.arg == "help"]
                said += node.args[:1] if name in SPEAKERS else ()
                found += [(path.name, one.lineno) for one in said if re.search(r"[a-z]{3}", literal(one))]
    assert found == []


def literal(node: ast.expr) -> str:
    """The words of a string or an f-string, without what fills it."""
    if isinstance(node, ast.IfExp):
        return literal(node.body) + literal(node.orelse)
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return " ".join(str(part.value) for part in parts if isinstance(part, ast.Constant) and part.value)
