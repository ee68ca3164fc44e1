"""Views are counted from access logs: one for each reader, page and half hour, without personal data."""

import gzip
import json

import pytest
import zstandard

from tests.access_logs import FIREFOX, PAGE, Counting, combined
from tests.conftest import Site


@pytest.fixture
def counting(site: Site, capsys: pytest.CaptureFixture[str]) -> Counting:
    return Counting.at(site, capsys)


def test_one_view_a_reader_and_half_hour(counting: Counting) -> None:
    lines = [combined(0), combined(5), combined(29.9), combined(31), combined(0.5, ip="10.0.0.2")]
    lines += [combined(1, agent="Another/1.0 (X11)"), combined(2, "/tin/ke-hoach.html")]
    counting.run(counting.log("a.log", *sorted(lines, key=lambda line: line.partition("[")[2])))
    assert counting.count() == 4
    assert counting.count("/tin/ke-hoach.html") == 1


@pytest.mark.parametrize("stamp", ["04/Aug/2026:08:05:00 +0700", "03/Aug/2026:20:05:00 -0500"])
def test_the_half_hour_follows_from_the_servers_own_zone(counting: Counting, stamp: str) -> None:
    lines = (
        f'10.0.0.1 - - [{when}] "GET {PAGE} HTTP/1.1" 200 512'
        for when in ("04/Aug/2026:01:00:00 +0000", stamp)
    )
    counting.run(counting.log("a.log", *lines))
    assert counting.count() == 1


@pytest.mark.parametrize(
    "line",
    [
        combined(0, status=404),
        combined(0, status=301),
        combined(0, status=206),
        combined(0, method="HEAD"),
        combined(0, method="POST"),
        combined(0, "/tin/"),
        combined(0, "/assets/a.css"),
        combined(0, agent="Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"),
        combined(0, agent="ZaloBot/1.0"),
        combined(0, agent="-"),
        combined(0, agent="curl/8.0"),
        combined(0, more=' "-" "prefetch;prerender"'),
        "not a log line at all",
        "",
    ],
)
def test_other_requests_are_not_counted(counting: Counting, line: str) -> None:
    counting.run(counting.log("a.log", line))
    assert counting.count() == 0


@pytest.mark.parametrize(
    "line",
    [
        combined(0, status=304),
        combined(0, f"{PAGE}?utm_source=zalo"),
        combined(0, "/cu.aspx?fbclid=1&id=7"),
        combined(0, agent="Mozilla/5.0 (Linux; Android 9; CUBOT P40) Chrome/120 Mobile Safari/537.36"),
        combined(0, agent="Mozilla/5.0 (Linux; Android 13) Chrome/120 Mobile Safari/537.36 Zalo android/23"),
        f'10.0.0.1 - - [04/Aug/2026:08:00:00 +0700] "GET {PAGE} HTTP/1.1" 200 512',  # common
        json.dumps(
            {
                "time_iso8601": "2026-08-04T08:00:00+07:00",
                "remote_addr": "10.0.0.1",
                "request": f"GET {PAGE} HTTP/2.0",
                "status": 200,
                "http_user_agent": FIREFOX,
            }
        ),
        json.dumps(
            {
                "ts": 1785805200.5,
                "status": 200,
                "request": {
                    "method": "GET",
                    "uri": PAGE,
                    "client_ip": "10.0.0.1",
                    "headers": {"User-Agent": [FIREFOX]},
                },
            }
        ),
    ],
    ids=["304", "query", "alias", "cubot", "zalo-app", "common", "json", "caddy"],
)
def test_each_form_of_log_counts(counting: Counting, line: str) -> None:
    counting.run(counting.log("a.log", line))
    assert counting.count() == 1


def test_a_log_of_several_sites_distinguishes_readers(counting: Counting) -> None:
    lines = [f"thu.example:443 {combined(at, ip=f'10.7.0.{at}')}" for at in range(5)]
    counting.run(counting.log("other_vhosts_access.log", *lines))
    assert counting.count() == 5


def test_iis_logs_count(counting: Counting) -> None:
    agent = FIREFOX.replace(" ", "+")
    counting.run(
        counting.log(
            "u_ex.log",
            "#Software: Microsoft Internet Information Services 10.0",
            "#Fields: date time cs-method cs-uri-stem cs-uri-query c-ip cs(User-Agent) sc-status",
            f"2026-08-04 01:00:00 GET {PAGE} - 10.0.0.1 {agent} 200",
            f"2026-08-04 01:00:05 GET /cu.aspx id=7 10.0.0.2 {agent} 200",
            f"2026-08-04 01:00:06 GET {PAGE} - 10.0.0.3 {agent} 404",
            f"2026-08-04 01:00:07 GET /tin+cũ.aspx - 10.0.0.4 {agent} 200",
        )
    )
    assert counting.count() == 3


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress], ids=["gz", "zst"])
def test_compressed_logs_count(counting: Counting, pack: "type[bytes]") -> None:
    path = counting.site.write("a.log.1", pack(f"{combined(0)}\n".encode()))
    counting.run(str(path))
    assert counting.count() == 1


def test_a_renamed_article_keeps_its_views(counting: Counting, capsys: pytest.CaptureFixture[str]) -> None:
    counting.run(counting.log("a.log", combined(0), combined(1, ip="10.0.0.2")))
    old = counting.site.folder / f"content{PAGE.replace('.html', '.md')}"
    counting.site.main(capsys, "rename", str(old), "Tên mới")
    address = f"{PAGE.rpartition('/')[0]}/ten-moi.html"
    new = combined(60, address, ip="10.0.0.3")
    counting.run(counting.log("b.log", combined(59, ip="10.0.0.4"), new))
    assert (counting.count(address), counting.count(PAGE)) == (4, 0)
    assert f"{address},4," in counting.table()
    assert counting.table().count("20260804:4") == 1


# ---- never twice ----


def test_the_same_or_an_overlapping_log_adds_nothing(counting: Counting) -> None:
    lines = [combined(minute, ip=f"10.0.1.{minute}") for minute in range(20)]
    log = counting.log("may/access.log", *lines)
    counting.run(log)
    assert counting.count() == 20
    assert "0 views were added, of 0 articles; 19 were counted before" in counting.run(log).out
    grown = counting.log("may/access.log", *lines, combined(30, ip="10.0.2.1"))
    counting.run(grown)
    assert counting.count() == 21
    counting.run(counting.log("elsewhere/copy.txt", *lines, combined(30, ip="10.0.2.1")))
    counting.run(counting.log("may/access.log.1", *lines[:8]))
    assert counting.count() == 21


def test_the_same_log_twice_in_one_run_counts_once(counting: Counting) -> None:
    lines = [combined(minute, ip=f"10.0.1.{minute}") for minute in range(20)]
    counting.run(counting.log("may/access.log", *lines), counting.log("copy/access.log", *lines))
    assert counting.count() == 20


def test_lines_of_the_last_second_that_came_later_are_added(counting: Counting) -> None:
    counting.run(counting.log("may/access.log", combined(0), combined(1)))
    counting.run(counting.log("may/access.log", combined(0), combined(1), combined(1, ip="10.0.0.9")))
    assert counting.count() == 2


def test_a_clock_that_was_ahead_hides_no_later_requests(counting: Counting) -> None:
    ahead = combined(60 * 24 * 1500)
    ended = counting.run(counting.log("a.log", combined(0), ahead))
    assert "1 request of a future date is left out" in ended.err
    counting.run(counting.log("a.log", combined(0), ahead, combined(60, ip="10.0.0.9")))
    assert counting.count() == 2


def test_logs_of_several_servers_are_each_counted(counting: Counting) -> None:
    first = counting.log("web1/access.log", *(combined(minute, ip="10.1.0.1") for minute in (0, 40, 80)))
    second = counting.log("web2/access.log", *(combined(minute, ip="10.2.0.1") for minute in (1, 41, 81)))
    counting.run(first, second)
    assert counting.count() == 6
    other = counting.log(
        "again/web1/access.log", *(combined(minute, ip="10.3.0.1") for minute in (2, 42, 90))
    )
    counting.run(other)  # another server whose log has the name of the first's
    assert counting.count() == 9


def test_rotated_logs_count_as_one(counting: Counting) -> None:
    new = counting.log("may/access.log", combined(20), combined(60))
    old = counting.log("may/access.log.1", combined(0))
    counting.run(new, old)
    assert counting.count() == 2  # the half hour goes on over the rotation


def test_a_proxy_is_reported_and_its_readers_are_distinguished(counting: Counting) -> None:
    lines = [combined(at / 60, ip="10.9.9.9") for at in range(1200)]
    assert "nearly all requests come from one address" in counting.run(counting.log("a.log", *lines)).err
    behind = [
        combined(at / 60, ip="10.9.9.9", more=f' "203.0.113.{at % 200}, 10.9.9.9"') for at in range(1200)
    ]
    ended = counting.run(counting.log("b.log", *behind))
    assert ended.err == ""
    assert "200 views were added" in ended.out


def test_no_data_about_readers_is_written(counting: Counting) -> None:
    secret = "203.0.113.77"
    counting.run(counting.log("may/access.log", combined(0, ip=secret), combined(50, ip=secret)))
    (counting.site.folder / "may" / "access.log").unlink()
    for path in counting.site.folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert secret.encode() not in data and b"Firefox" not in data


@pytest.mark.parametrize(
    "log, sentence",
    [
        ("cut.log.gz", "is damaged or cut off; copy it from the server again"),
        ("logs", "is a folder; name a file in it"),
        ("lost.log", "correct the path"),
    ],
)
def test_a_log_that_cannot_be_read_is_named(
    site: Site, capsys: pytest.CaptureFixture[str], log: str, sentence: str
) -> None:
    site.write("cut.log.gz", gzip.compress(combined(0).encode())[:-9])
    site.write("logs/a.log", combined(0))
    path = str(site.folder / log)
    ended = site.main(capsys, "views", path)
    assert ended.code == 2
    assert path in ended.err and sentence in ended.err
    assert not (site.folder / "content" / "data" / "views.csv").exists()


def test_a_file_that_is_not_a_log_is_reported(counting: Counting) -> None:
    page = counting.log("page.log", "<html>", "</html>")
    wide = str(counting.site.write("wide.log", combined(0).encode("utf-16")))
    quiet = counting.log("quiet.log", combined(0, "/assets/bantin.css"), '10.0.0.1 - - [x] "-" 400 0')
    error = counting.run(page, wide, quiet, counting.log("none.log"), counting.log("a.log", combined(0))).err
    assert [path for path in (page, wide, quiet) if f"{path} is not an access log" in error] == [page, wide]
    assert counting.count() == 1


def test_an_unreadable_table_is_not_overwritten(counting: Counting) -> None:
    log = counting.log("a.log", combined(0), combined(40))
    counting.run(log)
    broken = counting.table().replace(f"{PAGE},", f"{PAGE};")
    counting.site.write("content/data/views.csv", broken)
    for argument in (log, "--report"):
        ended = counting.call(argument)
        assert ended.code == 2
        assert "content/data/views.csv:2:" in ended.err
    assert counting.table() == broken


def test_editors_get_a_report(counting: Counting) -> None:
    counting.run(counting.log("a.log", combined(0), combined(40), combined(0.5, "/tin/ke-hoach.html")))
    assert "         2       2  Họp báo\n" in counting.run("--report").out
    assert counting.run("--report", "--format", "csv").out.splitlines()[1] == f"{PAGE},Họp báo,2,2"
    assert "█" in counting.run("--report", "--format", "chart").out
