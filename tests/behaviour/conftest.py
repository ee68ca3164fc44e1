"""A bulletin of one article, and its build by the command line."""

from collections.abc import Callable

import pytest

from tests.conftest import CommandResult, Site


@pytest.fixture
def news(site: Site) -> Site:
    site.section("content/tin", title="Tin tức")
    site.article("content/tin/hop-bao.md", title="Họp báo")
    return site


@pytest.fixture
def build(news: Site, capsys: pytest.CaptureFixture[str]) -> Callable[..., CommandResult]:
    """Return a function that builds `news` on 5 August 2026, with these additional arguments."""
    return lambda *arguments: news.main(capsys, "build", "--now", "2026-08-05T08:30", *map(str, arguments))


@pytest.fixture
def edited(news: Site) -> Site:
    """Return `news` after a build and an edit of its article."""
    news.build()
    news.article("content/tin/hop-bao.md", title="Họp báo", body="Chữ mới.\n")
    return news
