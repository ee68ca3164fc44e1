"""The block between `---` lines: split off, and read by two readers."""

import pytest

from bantin.content.front_matter import MAX_CHARACTERS, MAX_ITEMS, MAX_KEYS, read_flat, read_yaml, split
from bantin.schema.values import Entry, Loose


def values(text: str) -> dict[str, Loose]:
    return {key: entry.value for key, entry in split(text.encode(), path="a.md")[0].entries.items()}


def codes(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in split(text.encode(), path="a.md")[1]]


def test_a_file_is_split_with_the_lines_of_both_parts() -> None:
    source, problems = split("---\ntitle: Họp\ntags:\n  - PAPI\n---\n\nChữ.\n".encode(), path="a.md")
    assert problems == []
    assert source.entries == {"title": Entry("Họp", 2), "tags": Entry(("PAPI",), 3)}
    assert (source.body.decode(), source.body_line) == ("\nChữ.\n", 6)


@pytest.mark.parametrize(
    "text, body, line",
    [
        ("---\na: b\n---", "", 4),
        ("---\na: b\n---\n", "", 4),
        ("---\na: b\n---  \nChữ.", "Chữ.", 4),
        ("--- \t\na: b\n---\nChữ.", "Chữ.", 4),
        ("---\na: b\n---x\n---\nChữ.", "Chữ.", 5),
        ("---\na: b\n---\nChữ.\n---\nChữ.", "Chữ.\n---\nChữ.", 4),
        ("---\n---\nChữ.", "Chữ.", 3),
    ],
)
def test_the_block_ends_with_the_first_line_of_three_hyphens(text: str, body: str, line: int) -> None:
    source, _ = split(text.encode(), path="a.md")
    assert (source.body.decode(), source.body_line) == (body, line)


@pytest.mark.parametrize(
    "text, problem",
    [
        ("", (1, "no-front-matter")),
        ("Chữ.", (1, "no-front-matter")),
        ("\n---\na: b\n---\n", (1, "front-matter-late")),
        ("---\na: b\n", (1, "front-matter-open")),
        ("---\na: b\n----\n", (3, "front-matter-fence")),
        ("—\na: b\n---\n", (1, "front-matter-fence")),
        ("---\na: b\n...\nChữ.\n", (3, "front-matter-fence")),
        ("---\n" + "x" * MAX_CHARACTERS + "\n---\n", (1, "front-matter-long")),
    ],
)
def test_a_missing_or_endless_block_is_reported(text: str, problem: tuple[int, str]) -> None:
    assert codes(text) == [problem]


JSON = '{\n  "title": "Họp",\n  "tags": ["PAPI", "PCI"], "draft": false, "updated": null\n}'


@pytest.mark.parametrize(
    "text, body, line, first",
    [
        (f"{JSON}\n\nChữ.", "\n\nChữ.", 4, 2),
        (f"{JSON}\n---\nChữ.", "Chữ.", 6, 2),
        (f"---json\n{JSON}\n---\nChữ.", "Chữ.", 7, 3),
        (JSON, "", 4, 2),
    ],
)
def test_front_matter_may_be_json(text: str, body: str, line: int, first: int) -> None:
    source, problems = split(text.encode(), path="a.md")
    assert problems == []
    assert (source.body.decode(), source.body_line) == (body, line)
    assert source.entries == {
        "title": Entry("Họp", first),
        "tags": Entry(("PAPI", "PCI"), first + 1),
        "draft": Entry("false", first + 1),
        "updated": Entry("", first + 1),
    }


@pytest.mark.parametrize(
    "text, line",
    [
        ('{"title": "Họp"', 1),
        ('{\n"title": Họp}', 2),
        ('{"views": ' + "1" * 5000 + "}", 1),
        ('{"a":' + "[" * 9000, 1),
        ('---json\n{"title":\n\n}', 4),
    ],
)
def test_json_with_a_mistake_is_reported(text: str, line: int) -> None:
    assert codes(text) == [(line, "front-matter-json")]


def test_a_number_of_thousands_of_digits_is_reported_in_toml() -> None:
    assert codes("+++\nviews = " + "1" * 5000 + "\n+++\n") == [(2, "front-matter-toml")]


def test_the_language_of_yaml_may_be_named() -> None:
    assert values("---yaml\ntitle: Họp\n---\n") == {"title": "Họp"}


@pytest.mark.parametrize(
    "line, value",
    [
        ("views: 1.871", "1.871"),
        ("date: 2019-01-16", "2019-01-16"),
        ("date: 11/07/2019 5:01:36 CH", "11/07/2019 5:01:36 CH"),
        ("no: no", "no"),
        ("a: ~", "~"),
        ("a: 0x_", "0x_"),
        ("a: 'PAPI: tăng'", "PAPI: tăng"),
        ('a: "PAPI: tăng"', "PAPI: tăng"),
        ('a: "một \\"cửa\\""', 'một "cửa"'),
        ("a: [PAPI, PCI]", ("PAPI", "PCI")),
        ("a: PAPI # ghi chú", "PAPI"),
        ("a: C#", "C#"),
        ("a: http://x.vn", "http://x.vn"),
        ("a: >\n  một\n  cửa", "một cửa\n"),
        ("a: một\n  cửa", "một cửa"),
        ("a:\n- PAPI\n- PCI", ("PAPI", "PCI")),
        ("a:", ""),
        ("a: {b: c}", {"b": "c"}),
        ("a:\n  b: c\n  d: e", {"b": "c", "d": "e"}),
    ],
)
def test_every_value_is_text_as_it_was_written(line: str, value: Loose) -> None:
    [text] = values(f"---\n{line}\n---\n").values()
    assert text == value


@pytest.mark.parametrize(
    "block, line, code",
    [
        ("title: PAPI: tăng", 2, "colon-unquoted"),
        ("title: a\n b: c", 3, "field-indented"),
        ("a:\n\t- b", 3, "tab-indent"),
        ('title: a\nb: "c', 3, "quote-open"),
        ("a: b\na: c", 3, "key-twice"),
        ("a: {b: c, b: d}", 2, "key-twice"),
        ("a: &x b", 2, "yaml-anchor"),
        ("a: *x", 2, "yaml-anchor"),
        ("a: !!int 5", 2, "yaml-tag"),
        ("- a\n- b", 2, "not-key-value"),
        ("chữ", 2, "not-key-value"),
        ("? [a]\n: b", 2, "not-key-value"),
        ("a:\n  - [b]", 3, "nested-value"),
        ("a:\n  b:\n    c: d", 4, "nested-value"),
        ("a: [b", 2, "bracket-open"),
        ("a: b\nc: [d] e", 3, "bad-yaml"),
        ("a: @b", 2, "bad-yaml"),
        ("\n".join(f"a{number}: b" for number in range(MAX_KEYS + 1)), MAX_KEYS + 2, "too-many-keys"),
        ("a: [" + "b, " * (MAX_ITEMS + 1) + "]", 2, "too-many-items"),
    ],
)
def test_what_front_matter_does_not_accept_is_reported_with_its_line(
    block: str, line: int, code: str
) -> None:
    assert codes(f"---\n{block}\n---\n") == [(line, code)]


@pytest.mark.parametrize(
    "block",
    [
        "",
        "title: Họp báo\ndate: 2026-08-05\n",
        'a: "b: c"\n',
        'a: "b \\"c\\" \\\\ d\\n"\n',
        "tags:\n  - PAPI\n  - một cửa\nviews: 1.871\n",
        "a:\n",
    ],
)
def test_plain_blocks_need_no_yaml(block: str) -> None:
    assert read_flat(block) == read_yaml(block, path="a.md")[0]


@pytest.mark.parametrize(
    "line", ["a: [b]", "a: 'b'", "a: b: c", "a: b #c", "a: - b", "a: &b c", "a: |", "a b", " a: b"]
)
def test_the_flat_reader_leaves_everything_else_to_yaml(line: str) -> None:
    assert read_flat(f"{line}\n") is None
