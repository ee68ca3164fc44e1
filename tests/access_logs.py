"""Lines of access logs, and a site whose views are counted from them."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import CommandResult, Site

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"
START = datetime(2026, 8, 4, 1, 0, tzinfo=UTC)
PAGE = "/tin/hop-bao.html"


def combined(
    minute: float,
    target: str = PAGE,
    *,
    ip: str = "10.0.0.1",
    agent: str = FIREFOX,
    status: int = 200,
    method: str = "GET",
    more: str = "",
) -> str:
    stamp = f"{START + timedelta(minutes=minute):%d/%b/%Y:%H:%M:%S +0000}"
    return f'{ip} - - [{stamp}] "{method} {target} HTTP/1.1" {status} 512 "-" "{agent}"{more}'


class Counting:
    """A site whose views are counted."""

    def __init__(self, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
        self.site = site
        self._capsys = capsys

    @classmethod
    def at(cls, site: Site, capsys: pytest.CaptureFixture[str]) -> "Counting":
        """Write a site of two articles, one of them with old addresses."""
        site.section("content/tin", title="Tin tức")
        site.article(
            "content/tin/hop-bao.md", title="Họp báo", views=100, aliases=["/cu.aspx?id=7", "/tin cũ.aspx"]
        )
        site.article("content/tin/ke-hoach.md", title="Kế hoạch")
        return cls(site, capsys)

    def log(self, name: str, *lines: str) -> str:
        return str(self.site.write(name, "".join(f"{line}\n" for line in lines)))

    def call(self, *arguments: str, now: str = "2026-08-05") -> CommandResult:
        return self.site.main(self._capsys, "views", *arguments, "--now", now)

    def run(self, *arguments: str, now: str = "2026-08-05") -> CommandResult:
        ended = self.call(*arguments, now=now)
        assert ended.code == 0, ended
        return ended

    def count(self, address: str = PAGE) -> int:
        for line in self.table().splitlines():
            if line.startswith(f"{address},"):
                return int(line.split(",")[1])
        return 0

    def table(self) -> str:
        path = self.site.folder / "content" / "data" / "views.csv"
        return path.read_text(encoding="utf-8") if path.exists() else ""
