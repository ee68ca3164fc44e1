"""Commands and arguments that are refused, in one sentence with what was probably meant."""

import pytest

from tests.conftest import CommandResult, Site


def test_the_command_that_was_meant_is_suggested(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    for written, message in (
        ("bild", "did you mean build?"),
        ("zzzz", "there is no command zzzz"),
        ("xem", "did you mean serve?"),
        ("unpublish", "there is no command unpublish; to take an article off the site, write `draft: true`"),
    ):
        with pytest.raises(SystemExit) as ended:
            site.main(capsys, written)
        assert ended.value.code == 2
        assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["build", "--now", "hôm nay"], "--now hôm nay is not a date; write it like 2026-08-05T08:30"),
        (["build", "--now", "1969-12-31"], "--now 1969-12-31 is before 1970"),
        (["build", "--jobs", "0"], "0 is not a number from 1 to 256"),
        (["build", "--jobs", "hai"], "hai is not a number from 1 to 256"),
        (["build", "--content", "/khong/co"], "there is no content folder /khong/co"),
        (["build", "--output", "site.toml"], "site.toml is not a folder"),
        (["build", "--output", "."], "which a build would delete; name another folder"),
        (["build", "--output", "content"], "which a build would delete; name another folder"),
        (["build", "--output", "content/ra"], "site/content; name a folder outside it"),
        (["build", "--output", "lien-ket"], "is a symbolic link; name the folder it leads to"),
        (["build", "--output", "/proc/ra"], "the lock /proc/.ra.lock cannot be opened"),
        (["build", "--cache", "output"], "which a build would delete; name another folder"),
        (["build", "--cache", "content"], "site/content; name a folder outside it"),
        (["build", "--output", "ra", "--site", "."], "--output and --cache belong to one site"),
        (["build", "--draft"], "unrecognized arguments: --draft"),
        (["build", "them"], "unrecognized arguments: them"),
        (["new"], "the following arguments are required: TITLE"),
        (["new", "Họp báo", "--section", "tinn"], "there is no section tinn; did you mean tin?"),
        (
            ["new", "Họp báo", "--section", "tin"],
            "content/tin/hop-bao.md already exists; choose another title",
        ),
        (["new", "!!!"], "a title needs letters or digits, and at most 300 characters"),
        (["check", "--site", "."], "check is for one site; name one --site"),
        (["new", "Họp báo", "--site", "."], "new is for one site; name one --site"),
        (["why"], "the following arguments are required: ADDRESS"),
        (["why", "/khong-co.html"], "no page of this site has the address /khong-co.html"),
        (
            ["why", "content/hop-bao.md"],
            "has the address content/hop-bao.md; did you mean /tin/hop-bao.html?",
        ),
        (["serve", "--port", "cổng"], "cổng is not a port"),
    ],
)
def test_a_command_that_cannot_be_carried_out_is_one_sentence_and_exit_code_2(
    site: Site,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    sentence: str,
) -> None:
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/hop-bao.md", title="Họp báo")
    monkeypatch.chdir(site.folder)
    (site.folder / "lien-ket").symlink_to("/")
    before = sorted(path.name for path in site.folder.iterdir())
    try:
        ended = site.main(capsys, *arguments)
    except SystemExit as refused:
        ended = CommandResult(int(str(refused.code)), *capsys.readouterr())
    assert ended.code == 2
    assert sentence in ended.err.splitlines()[-1]
    assert "Traceback" not in ended.err
    assert ended.out == ""
    assert [
        name for name in sorted(path.name for path in site.folder.iterdir()) if name != ".cache"
    ] == before
