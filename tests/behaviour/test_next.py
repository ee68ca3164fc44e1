"""`next` prints when the site will change without an edit."""

import pytest

from tests.conftest import CommandResult, Site

NOW_TEXT = "2026-08-05T08:30"
NEVER = "the site will not change without an edit\n"


def test_next_prints_when_the_site_changes_without_an_edit(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write(
        "site.toml", 'name = "B"\naddress = "https://b.vn/"\nsearch = false\n[machines]\nextras = []\n'
    )
    site.article("content/a.md", date="2026-08-01", expires="2026-12-01")
    assert site.main(capsys, "next", "--now", NOW_TEXT) == CommandResult(0, "2026-12-01T00:00:00+07:00\n", "")
    site.article("content/b.md", date="2026-08-20T08:00")
    ended = site.main(capsys, "next", "--now", NOW_TEXT)
    assert ended.out == "2026-08-20T08:00:00+07:00\n"
    assert site.main(capsys, "next", "--now", "2027-01-01") == CommandResult(4, "", NEVER)
