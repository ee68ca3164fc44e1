"""Bytes by key: equal values have equal digests; a damaged entry counts as absent."""

import os
from pathlib import Path

import pytest

from bantin.cache.blobs import Pack, PackSpan, digest, digest_bytes, load, save
from bantin.system.regular_files import replace_file

VALUES = [None, 0, 1, "a", b"a", ("a",), ("a", "b"), (("a",), "b"), ("a", ("b",)), "", ("",), 1.5, True]


def test_different_values_have_different_digests() -> None:
    assert len({digest(value) for value in VALUES}) == len(VALUES)


def test_equal_values_have_one_digest_however_they_were_made() -> None:
    shared = "Họp báo"
    assert digest((shared, shared)) == digest((shared, "".join(["Họp", " báo"])))


def test_a_saved_value_comes_back(tmp_path: Path) -> None:
    path = str(tmp_path / "state")
    save(path, ("a", 1, {"b": (b"c", None)}))
    assert load(path) == ("a", 1, {"b": (b"c", None)})
    assert os.listdir(tmp_path) == ["state"]


def test_an_absent_value_is_none(tmp_path: Path) -> None:
    assert load(str(tmp_path / "state")) is None
    assert load(str(tmp_path)) is None


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "longer", "text"])
def test_a_damaged_value_counts_as_absent(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "state"
    save(str(path), ("Họp báo",) * 10)
    data = path.read_bytes()
    flipped = data[:20] + bytes([data[20] ^ 1]) + data[21:]
    damaged = {"empty": b"", "cut": data[:-1], "flipped": flipped, "longer": data + b"x", "text": b"x" * 40}
    path.write_bytes(damaged[damage])
    assert load(str(path)) is None


def test_replacing_leaves_the_whole_new_file_and_nothing_else(tmp_path: Path) -> None:
    path = str(tmp_path / "a")
    replace_file(path, b"old")
    replace_file(path, b"new")
    assert Path(path).read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["a"]


def test_a_replacement_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError, match="directory"):
        replace_file(str(tmp_path / "a"), b"new")
    assert os.listdir(tmp_path) == ["a"]


def entries(*texts: bytes) -> list[tuple[bytes, bytes]]:
    return [(text, digest_bytes(text)) for text in texts]


def test_a_pack_gives_back_what_was_put_in(tmp_path: Path) -> None:
    pack = Pack(str(tmp_path / "pack"))
    first = pack.append(entries(b"one", b"", b"three"))
    second = pack.append(entries(b"four"))
    assert [pack.read(span) for span in (*first, *second)] == [b"one", b"", b"three", b"four"]
    assert pack.size() == 12


def test_two_packs_of_one_file_append_after_each_other(tmp_path: Path) -> None:
    pack, other = Pack(str(tmp_path / "pack")), Pack(str(tmp_path / "pack"))
    spans = [*pack.append(entries(b"one")), *other.append(entries(b"other")), *pack.append(entries(b"third"))]
    assert [other.read(span) for span in spans] == [b"one", b"other", b"third"]


def test_an_entry_with_other_bytes_counts_as_absent(tmp_path: Path) -> None:
    path = tmp_path / "pack"
    [span] = Pack(str(path)).append(entries(b"entry"))
    path.write_bytes(b"entrz")
    assert Pack(str(path)).read(span) is None
    assert Pack(str(path)).read(PackSpan(3, 9, digest_bytes(b"entry"))) is None
    assert Pack(str(tmp_path / "none")).read(span) is None
    with Pack(str(tmp_path / "none")).opened() as pack:
        assert pack.read(span) is None
    assert Pack(str(tmp_path / "none")).size() == 0


def test_a_pack_that_is_opened_once_gives_the_same(tmp_path: Path) -> None:
    whole = Pack(str(tmp_path / "pack"))
    spans = whole.append(entries(b"one", b"other"))
    with whole.opened() as pack:
        os.unlink(tmp_path / "pack")  # what was opened is read to its end
        assert [pack.read(span) for span in spans] == [b"one", b"other"]
    assert whole.read(spans[0]) is None
