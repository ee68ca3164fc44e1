"""The two readers of front matter agree, and no file ends in a traceback."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from bantin.cache.records import RecordStore
from bantin.content.front_matter import read_flat, read_yaml
from bantin.content.read import read_many
from bantin.content.read_settings import ReadSettings

# What front matter is made of, and what YAML reads in its own way.
PIECES = st.sampled_from(
    [
        *"abz019 :-#\"'\\[]{},&*!|>%@`?~.<=/_\n",
        *(
            ": ",
            " #",
            "- ",
            "\n- ",
            "\n  - ",
            "\n\n",
            "\n ",
            "---",
            "...",
            "<<",
            "key: ",
            "\nkey: ",
            "title: ",
        ),
        *(
            "true",
            "no",
            "null",
            "1.871",
            "2019-01-16",
            "31/02/2020",
            "http://x.vn",
            "Họp báo",
            "\u00a0",
            "\ufeff",
            "\t",
        ),
    ]
)
VALUES = st.lists(PIECES, max_size=8).map("".join)
LINES = st.one_of(
    st.tuples(st.sampled_from(["title", "date", "tags", "a_1", "no"]), VALUES).map(": ".join),
    VALUES.map("  - {}".format),
    VALUES,
)
BLOCKS = st.lists(LINES, max_size=6).map(lambda lines: "".join(f"{line}\n" for line in lines))


@given(BLOCKS)
@example("a: b\n  c: d\n")
@example("a:\n- b\n-\n")
@example("tags:\n  - a\nb: c\n  - d\n")
@example("a: b \n")
@example('a: "b" \n')
@example("a: b\n---\n")
def test_the_flat_reader_says_what_yaml_says_or_nothing(block: str) -> None:
    entries = read_flat(block)
    if entries is not None:
        assert (entries, []) == read_yaml(block, path="a.md")


FRAMES = st.tuples(BLOCKS, VALUES).map(lambda parts: f"---\n{parts[0]}---\n{parts[1]}".encode())
FILES = st.one_of(st.binary(max_size=200), FRAMES, FRAMES.map(lambda data: data[: len(data) // 2]))


@given(FILES)
@example(b"---\ntitle: a\ndate: 2026-08-05\n---\n\x08")
@example(b"---\n---\n")
@example(b"\xff\xfe-\x00-\x00-\x00")
@example(b"\xef\xbb\xbf---\r\ntitle: a\r\ndate: 2026-08-05\r\n---\r\nb")
def test_any_file_is_an_article_or_has_problems(data: bytes) -> None:
    folder = Path(tempfile.mkdtemp(prefix="bantin-test-"))
    try:
        (folder / "a.md").write_bytes(data)
        reading = ReadSettings(str(folder), "content/", "Asia/Ho_Chi_Minh", (), str(folder / "pack"))
        record = RecordStore([read_many(reading, ["a.md"])]).record("a.md")
        stopping = [problem for problem in record.problems if not problem.is_warning]
        assert (record.prose is None) == bool(stopping)
        if record.article and record.prose:
            assert record.article.title
            assert record.article.date or record.article.kind == "page"
        for problem in record.problems:
            assert "\n" not in str(problem)
            assert 0 <= problem.line <= data.count(b"\n") + data.count(b"\r") + 1
    finally:
        shutil.rmtree(folder)
