"""Problems as they are printed, and that each code has its message."""

import ast
import re
from pathlib import Path
from types import ModuleType

import pytest

import bantin
from bantin.errors import ContentError, printable, problem
from bantin.i18n import messages
from bantin.i18n.messages import MESSAGES


def test_a_problem_has_a_place_a_sentence_and_a_way_out() -> None:
    near = problem("content/a.md", 4, "unknown-field-near", field="tag", guess="tags")
    assert str(near) == "content/a.md:4: unknown field `tag`; did you mean `tags`?"


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    assert str(problem("content/a.md", 0, "not-utf8", byte=3)).startswith("content/a.md: this is not UTF-8")


def test_only_codes_that_say_so_are_warnings() -> None:
    assert problem("a", 0, "warn-no-index", name="tin").is_warning
    assert not problem("a", 0, "not-utf8", byte=3).is_warning


@pytest.mark.parametrize(
    "value, printed",
    [
        ("một", "một"),
        ("\x1b[31mđỏ\n", "\ufffd[31mđỏ\ufffd"),
        ("\u202egnort", "\ufffdgnort"),
        (12, "12"),
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 199 + "…"),
    ],
)
def test_authors_text_stays_on_its_line(value: object, printed: str) -> None:
    assert printable(value) == printed


def test_an_error_lists_each_problem_once_and_in_order() -> None:
    first, second = problem("a.md", 2, "title-missing"), problem("a.md", 10, "date-missing")
    third = problem("b.md", 1, "no-front-matter")
    error = ContentError([third, second, first, second])
    assert error.problems == (first, second, third)
    assert str(error).count("\n") == 2


# ---- the sentences ----

SOURCES = [path for path in Path(bantin.__file__).parent.rglob("*.py") if path.parent.name != "messages"]
TEXTS = {
    node.value
    for path in SOURCES
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
}


def stated_codes() -> set[str]:
    """Return the codes in calls that create problems or errors of fields."""
    places = {"problem": 2, "FieldError": 0, "PictureError": 0, "_report": 1, "_refuse": 1, "_report_once": 0}
    codes = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            position = places.get(name)
            if position is None or len(node.args) <= position:
                continue
            given = node.args[position]
            if isinstance(given, ast.Constant) and isinstance(given.value, str):
                codes.add(given.value)
    return codes


def test_every_code_that_is_used_has_its_sentences() -> None:
    codes = stated_codes()
    assert len(codes) > 40
    assert codes - MESSAGES.keys() == set()


def test_a_code_has_its_sentences_in_one_module() -> None:
    tables = [module.MESSAGES for module in vars(messages).values() if isinstance(module, ModuleType)]
    assert sum(map(len, tables)) == len(MESSAGES)


def test_every_sentence_is_used() -> None:
    composed = {f"{what}-missing{near}" for what in ("picture", "file", "link") for near in ("", "-near")}
    assert MESSAGES.keys() - TEXTS - composed - {"title-missing", "date-missing"} == set()


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_a_sentence_fits_into_a_line(code: str) -> None:
    for text in MESSAGES[code]:
        assert text == text.strip()
        assert not text.endswith((".", ";"))
        assert not re.match(r"[A-Z][a-z]", text), "it stands after a colon"
        assert "; " not in text, "the way out stands behind the only semicolon"
