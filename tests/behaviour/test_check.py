"""`check` reports all mistakes and all advice without publishing anything."""

import re
from pathlib import Path

import pytest

from tests.behaviour.test_messages import lay_out, read_case
from tests.conftest import Site
from tests.unit.images.samples import encoded, photo

CASES = Path(__file__).parents[1] / "cases" / "check"
LAST = re.compile(r"(\d+) problems?, (\d+) warnings?, advice on (\d+) files?\. Nothing was published\.\n")


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.txt")))
def test_advice_has_a_path_a_line_and_a_way_out(
    name: str, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    case = read_case(CASES / f"{name}.txt")
    lay_out(site, case)
    ended = site.main(capsys, "check", "--now", "2026-08-05T08:30")
    printed, last = ended.out[: len(case.said)], ended.out[len(case.said) :]
    assert (printed, ended.err) == (case.said, "")
    lines = case.said.splitlines()
    advised = {line.split(":")[1] for line in lines if line.startswith("advice: ")}
    warnings = sum(line.startswith("warning: ") for line in lines)
    problems = sum(not line.startswith(("advice: ", "warning: ")) for line in lines)
    counted = LAST.fullmatch(last)
    assert counted and [int(count) for count in counted.groups()] == [problems, warnings, len(advised)]
    assert ended.code == (1 if problems else 0)
    assert site.main(capsys, "check", "--strict", "--now", "2026-08-05T08:30").code == (1 if lines else 0)
    assert not (site.folder / "output").exists()


def test_layouts_are_checked_on_every_page(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.article("content/a.md", summary="Một câu.", tags="[một cửa]")
    site.write("layouts/pages/article.html", "{{ article.nothing_of_this_name }}\n")
    ended = site.main(capsys, "check", "--now", "2026-08-05T08:30")
    assert ended.code == 1
    assert "layouts/pages/article.html:1: " in ended.out


def test_the_settings_are_checked_too(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.write("site.toml", 'name = "a"\naddress = "https://x.example/"\nwidth = 3\n')
    ended = site.main(capsys, "check")
    assert (ended.code, ended.out.splitlines()[0][:12]) == (1, "site.toml:3:")


def test_a_picture_is_inspected_but_not_made_in_every_size(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.article("content/a.md", body="![Hai người](hop.png)\n", summary="Một câu.", tags="[một cửa]")
    site.write("content/hop.png", encoded(photo(500, 280), "PNG"))
    assert site.main(capsys, "check").code == 0
    assert not list((site.folder / ".cache/pictures").glob("*.avif"))
    site.write("content/hop.png", encoded(photo(500, 280), "PNG")[:2000])
    ended = site.main(capsys, "check")
    assert (ended.code, ended.out.splitlines()[0][:17]) == (1, "content/hop.png: ")


@pytest.mark.parametrize(
    ("kind", "options", "is_advised"),
    [
        ("GIF", {"duration": 1000, "loop": 0}, True),
        ("GIF", {"duration": 1000}, False),
        ("GIF", {"duration": 2000}, True),
        ("WEBP", {"duration": 100, "loop": 0}, True),
        ("PNG", {"duration": 100, "loop": 3}, False),
    ],
)
def test_pictures_that_move_for_long_are_reported(
    site: Site, capsys: pytest.CaptureFixture[str], kind: str, options: dict[str, object], is_advised: bool
) -> None:
    still, *others = (photo(40, 30).rotate(angle) for angle in (0, 120, 240))
    name = f"so-do.{kind.lower()}"
    site.write(f"content/{name}", encoded(still, kind, save_all=True, append_images=others, **options))
    site.article("content/a.md", body=f"![Sơ đồ]({name})\n", summary="Một câu.", tags="[một cửa]")
    line = f"content/a.md:8: the picture {name} moves for more than five seconds, and readers cannot stop it"
    assert (line in site.main(capsys, "check").out) is is_advised
    assert (line in site.main(capsys, "check", str(site.folder / "content/a.md")).out) is is_advised


def test_a_damaged_cache_does_not_change_the_findings(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.article("content/a.md", body="Xem [bài kia](b.md).\n", summary="Một câu.", tags="[một cửa]")
    site.article("content/b.md", title="Bài kia", summary="Một câu.", tags="[một cửa]")
    site.build()
    before = site.bytes()
    for pack in (site.folder / ".cache").rglob("*.pack"):
        pack.write_bytes(bytes(pack.stat().st_size))
    ended = site.main(capsys, "check")
    assert (ended.code, ended.out.splitlines()[0][:10]) == (0, "0 problems")
    assert site.bytes() == before


def test_checks_before_the_first_build_leave_no_bodies_behind(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.article("content/a.md")
    site.main(capsys, "check")
    assert [*(site.folder / ".cache").rglob("*.pack")] == []


def test_many_problems_are_grouped_by_kind(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    links = "".join(f"[bài {number}](khong-co-{number}.md)\n\n" for number in range(80))
    site.article("content/a.md", title="Một", body=links + "![x](mat.png)\n")
    lines = site.main(capsys, "build").err.splitlines()
    assert sum("khong-co-" in line for line in lines) == 5
    assert any("75 more of this kind" in line for line in lines)
    assert any("mat.png" in line for line in lines)
