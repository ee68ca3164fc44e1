"""The joined CSS and its order, fingerprints, overlays, files for the root."""

from pathlib import Path

import pytest

from bantin import assets
from bantin.assets import Assets
from bantin.content.tree import scan


def laid_out(folder: Path, **files: str) -> str:
    """Write files by path, with __ for a slash and _ for a dot."""
    for name, text in files.items():
        file = folder / name.replace("__", "/").replace("_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return str(folder)


def gather(folders: list[str]) -> Assets:
    return assets.collect_assets({folder: list(scan(folder, shown_as="assets/").files) for folder in folders})


def css(assets: Assets) -> str:
    return next(file.data for file in assets.files if file.address == assets.css).decode()


def test_the_css_is_tokens_base_parts_by_name_and_modes(tmp_path: Path) -> None:
    folder = laid_out(
        tmp_path,
        css__modes_css="M",
        css__parts__find_css="F",
        css__parts__card_css="C",
        css__parts__aids_css="A",
        css__parts__chart_css="G",
        css__base_css="B",
        css__tokens_css="T",
    )
    assets = gather([folder])
    assert css(assets) == "TBAFM"
    data = {file.address: file.data for file in assets.files}
    assert data[assets.lists] == b"CG", "of which no article has any, but for charts"
    assert data[assets.charted] == b"TBAGFM", "for an article with a chart"


def test_published_css_has_neither_comments_nor_space_that_only_people_read(tmp_path: Path) -> None:
    written = """\
/* Rules. */
@layer a {
  .b :is(p, h2) > i::before { content: "/* a;  b */"; margin: calc(1px + 2px) /* why */ auto }
  @media (min-width: 1rem) and (hover) { :root { --c: #fff; } }
}
"""
    assert css(gather([laid_out(tmp_path, css__base_css=written)])) == (
        '@layer a{.b :is(p,h2)>i::before{content:"/* a;  b */";margin:calc(1px + 2px) auto}'
        "@media (min-width:1rem) and (hover){:root{--c:#fff}}}"
    )


def test_a_nul_in_css_is_kept(tmp_path: Path) -> None:
    written = 'a { content: "\0" } \0 b { content: "c" }'
    assert css(gather([laid_out(tmp_path, css__base_css=written)])) == (
        'a{content:"\ufffd"}\ufffd b{content:"c"}'
    )


def script(assets: Assets) -> str:
    return next(file.data for file in assets.files if file.address == assets.script).decode()


def test_published_scripts_are_without_indentation_and_lines_of_comment(tmp_path: Path) -> None:
    written = "// Why.\nconst f = () => {\n  // because\n  return 'https://x.vn/'  // kept\n}\n\n"
    assert script(gather([laid_out(tmp_path, js__bantin_js=written)])) == (
        "const f=()=>{\nreturn 'https://x.vn/'  // kept\n}"
    )


@pytest.mark.parametrize(
    "kept",
    [
        "'a = b'+\"c , d\"+`e ? f : g`",
        r"'it\'s { }'",
        "f=text => / , $/.test(text)",
        "`${one ? `, ${two}` : ' = '}`",
        "a = b // c , d",
        "a - b in c",
    ],
)
def test_published_scripts_keep_the_space_that_means_something(tmp_path: Path, kept: str) -> None:
    written = f"a = {{ b : c }}\n{kept}\nf = () => ''\n"
    assert script(gather([laid_out(tmp_path, js__bantin_js=written)])) == f"a={{b:c}}\n{kept}\nf=()=>''"


@pytest.mark.parametrize("written", ["f(`a\n  // b`)\n", "f('a\\\n  // b')\n"])
def test_a_script_with_texts_over_several_lines_is_published_as_it_is(tmp_path: Path, written: str) -> None:
    assert script(gather([laid_out(tmp_path, js__bantin_js=written)])) == written


def test_a_name_changes_with_its_bytes_and_only_with_them(tmp_path: Path) -> None:
    assets = gather([laid_out(tmp_path / "a", css__base_css="1", js__bantin_js="x")])
    same = gather([laid_out(tmp_path / "b", css__base_css="1", js__bantin_js="x")])
    other = gather([laid_out(tmp_path / "c", css__base_css="2", js__bantin_js="x")])
    assert assets == same
    assert assets.css != other.css
    assert assets.script == other.script
    assert assets.css.startswith("assets/bantin.")
    assert assets.css.endswith(".css")


def test_the_first_folders_file_wins_over_others_of_its_name(tmp_path: Path) -> None:
    own = laid_out(tmp_path / "own", css__base_css="own")
    engine = laid_out(tmp_path / "engine", css__base_css="engine", css__tokens_css="T")
    assert css(gather([own, engine])) == "Town"


def test_files_for_the_root_go_there_and_hidden_ones_and_links_nowhere(tmp_path: Path) -> None:
    folder = laid_out(tmp_path, root__CNAME="x.vn", root__a__b_txt="b")
    (tmp_path / "root" / ".git").write_text("no")
    (tmp_path / "root" / "link.txt").symlink_to(tmp_path / "root" / "CNAME")
    published = {
        file.address: file.data for file in gather([folder]).files if not file.address.startswith("assets/")
    }
    assert published == {"CNAME": b"x.vn", "a/b.txt": b"b"}


def test_a_site_without_assets_still_has_its_seven_files() -> None:
    assert [file.data for file in gather([]).files] == [b""] * 7
