"""Front matter's fields, one by one."""

import pytest

from bantin.config import read_zone
from bantin.content.fields import Fields, Moment, section_of
from bantin.content.front_matter_lint import front_matter_problems
from bantin.model import Image
from bantin.schema.values import Entry, Loose

FIELDS = Fields(read_zone("Asia/Ho_Chi_Minh"))
NEEDED: dict[str, Loose] = {"title": "Họp", "date": "2026-08-05T08:30"}


def check(
    given: dict[str, Loose], path: str = "content/a.md"
) -> tuple[dict[str, object], list[tuple[int, str]]]:
    """Return the values, and (line, code) of each problem; the n-th field is on line n + 1."""
    entries = {key: Entry(value, line) for line, (key, value) in enumerate(given.items(), 2)}
    values, problems = FIELDS.check(entries, path=path)
    return values, [(problem.line, problem.code) for problem in problems]


@pytest.mark.parametrize(
    "field, written, value",
    [
        ("title", "  Họp   báo ", "Họp báo"),
        ("date", "2026-08-05", Moment(1785862800, "2026-08-05")),
        ("views", "1.871", 1871),
        ("related", "tin/hop-bao", ("tin/hop-bao",)),
        ("related", ("a", "b", "a"), ("a", "b", "a")),
        ("tags", ("PAPI", "Một cửa", "papi"), ("PAPI", "Một cửa")),
        ("tags", ("PAPI,", "Một cửa; "), ("PAPI", "Một cửa")),
        ("author", "", ""),
        ("slug", "chi-so-2018", "chi-so-2018"),
        ("draft", "true", True),
        ("layout", "page", "page"),
        ("layout", "map", "map"),
        ("image", "a.svg", Image("a.svg", "", "", "", 0)),
        (
            "image",
            {"src": "a.svg", "alt": " Một  cửa ", "credit": "X"},
            Image("a.svg", "Một cửa", "", "X", 0),
        ),
        (
            "image",
            {"src": "a.svg", "caption": "Một cửa. Ảnh: Hải Huyền"},
            Image("a.svg", "", "Một cửa", "Ảnh: Hải Huyền", 0),
        ),
        (
            "image",
            {"src": "a.svg", "caption": "Một cửa.", "credit": "Ảnh: Hải Huyền"},
            Image("a.svg", "", "Một cửa", "Ảnh: Hải Huyền", 0),
        ),
        ("image", {"src": "a.svg", "caption": "Một cửa."}, Image("a.svg", "", "Một cửa.", "", 0)),
        ("image", {"src": "a.svg", "focus": "trên trái"}, Image("a.svg", "", "", "", 0, "top left")),
        ("summary", "Một cửa trả đúng hẹn./.", "Một cửa trả đúng hẹn."),
    ],
)
def test_a_field_is_converted_to_its_value(field: str, written: Loose, value: object) -> None:
    values, problems = check({**NEEDED, field: written})
    assert problems == []
    assert values[field] == value


@pytest.mark.parametrize(
    "field, written, code",
    [
        ("title", " ", "title-empty"),
        ("title", "x" * 301, "title-long"),
        ("date", "", "empty"),
        ("date", "hôm qua", "not-a-date"),
        ("date", "31/02/2020", "no-such-date"),
        ("date", "1899-12-31", "year-out-of-range"),
        ("date", "2200-01-01", "year-out-of-range"),
        ("date", "0206-08-05", "year-out-of-range"),
        ("date", ("2026-08-05",), "not-text"),
        ("tags", ("x" * 81,), "bad-tag"),
        ("tags", ("!!!",), "bad-tag"),
        ("tags", tuple(f"thẻ {number}" for number in range(31)), "too-many-items"),
        ("slug", "Họp Báo", "bad-slug"),
        ("slug", "a--b", "bad-slug"),
        ("slug", "../a", "bad-slug"),
        ("slug", "a" * 151, "bad-slug"),
        ("layout", "video", "bad-layout"),
        ("image", ("a.svg",), "bad-image"),
        ("image", {"src": "a.svg", "atl": "x"}, "image-key"),
        ("image", {"src": "a.svg", "focus": "trên dưới"}, "bad-focus"),
        ("image", {"alt": "x"}, "image-src"),
        ("updated", "2026-08-04", "warn-updated-before-date"),
        ("tag", "PAPI", "unknown-field-near"),
    ],
)
def test_a_value_that_does_not_fit_is_reported_on_its_line(field: str, written: Loose, code: str) -> None:
    given = {**NEEDED, field: written}
    _, problems = check(given)
    assert problems == [(list(given).index(field) + 2, code)]


@pytest.mark.parametrize("updated", ["2026-08-05", "2026-08-05T08:30", "2026-08-06"])
def test_an_update_may_be_of_the_same_day(updated: str) -> None:
    assert check({**NEEDED, "updated": updated})[1] == []


def test_an_article_needs_a_title_and_a_date_and_a_page_only_a_title() -> None:
    assert check({})[1] == [(1, "title-missing"), (1, "date-missing")]
    assert check({"layout": "page"})[1] == [(1, "title-missing")]
    assert check({}, "content/tin/_index.md")[1] == [(1, "title-missing")]


def test_a_section_has_fewer_fields_than_an_article() -> None:
    given: dict[str, Loose] = {"title": "Tin", "summary": "Một câu.", "weight": "3", "date": "2026-08-05"}
    values, problems = check(given, "content/tin/_index.md")
    assert values == {"title": "Tin", "heading": "Tin", "summary": "Một câu.", "weight": 3}
    assert problems == [(5, "unknown-field")]


def test_a_value_cut_off_by_yaml_is_found_in_every_field_that_takes_any_word() -> None:
    fields = [field for field in FIELDS.article if not check({**NEEDED, field: "chu"})[1]]
    assert {"title", "tags", "author"} < {*fields}
    for field in fields:
        found = front_matter_problems(f"---\n{field}: chu #5\n---\n".encode(), path="content/a.md")
        assert [(problem.line, problem.code) for problem in found] == [(2, "warn-value-cut")], field


@pytest.mark.parametrize(
    "source, section", [("a.md", ""), ("Kết quả/a.md", "ket-qua"), ("a/b/_index.md", "a/b")]
)
def test_an_article_belongs_to_the_section_of_its_folder(source: str, section: str) -> None:
    assert section_of(source) == section
