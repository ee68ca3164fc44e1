"""Files that articles link to: kind and size are shown to readers."""

import io
import re
import time

import pypdf
import pytest
from pypdf import PdfWriter

from bantin.system.stat_signature import TRUST_AFTER_NS
from tests.conftest import Site

BLOCK = re.compile(
    r'<a class="attachment" href="/tin/ke-hoach\.pdf">Kế hoạch <span class="file">\(([^)]*)\)</span></a>'
)


def pdf(pages: int) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def file_note(site: Site, file: bytes) -> str:
    """Return the note beside the link to this PDF."""
    site.write("content/tin/ke-hoach.pdf", file)
    site.article("content/tin/a.md", body="[Kế hoạch](ke-hoach.pdf)\n")
    site.build()
    match = BLOCK.search(site.page("tin/a.html"))
    assert match
    return match[1]


def test_the_number_of_pages_of_a_pdf_is_shown(site: Site) -> None:
    assert re.fullmatch(r"PDF, 3 trang, \d+ byte", file_note(site, pdf(3)))
    assert re.fullmatch(r"PDF, 12 trang, \d+ (?:byte|KB)", file_note(site, pdf(12)))
    quick = site.bytes()
    site.build(clean=True)
    assert site.bytes() == quick


def test_the_pages_of_an_unchanged_pdf_are_counted_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("content/tin/ke-hoach.pdf", pdf(3))
    site.article("content/tin/a.md", body="[Kế hoạch](ke-hoach.pdf)\n")
    time.sleep(TRUST_AFTER_NS / 1e9)
    site.build()
    monkeypatch.delattr(pypdf, "PdfReader")
    site.article("content/tin/b.md")
    site.build(clean=True)
    assert "3 trang" in site.page("tin/a.html")


def test_an_unreadable_pdf_shows_only_kind_and_size(site: Site) -> None:
    for damaged in (b"%PDF-1.7\nhong", pdf(2)[:300], b"%PDF-1.4\n" + b"[" * 50_000, b"trong"):
        assert re.fullmatch(r"PDF, \d+ (?:byte|KB)", file_note(site, damaged))
