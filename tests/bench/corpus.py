"""A generated bulletin of any size, equal for equal seeds: `python -m tests.bench.corpus 10000 FOLDER`.

With `real` after the folder it has the mix of real articles. No share cards are drawn: each takes a hundredth
of a second once, more than everything else that is done for an article.
"""

import random
import struct
import sys
import zlib
from datetime import datetime, timedelta
from pathlib import Path

from tests.bench import real_mix
from tests.bench.words import WHO, paragraph, sentence

SECTIONS = {
    "tin-tuc": "Tin tức",
    "chi-dao": "Chỉ đạo điều hành",
    "thu-tuc": "Thủ tục hành chính",
    "bo-may": "Tổ chức bộ máy",
    "can-bo": "Cán bộ, công chức",
    "chi-so": "Kết quả và chỉ số",
    "mot-cua": "Một cửa",
    "so-hoa": "Chuyển đổi số",
}
TOPICS = [
    "một cửa", "PAR INDEX", "SIPAS", "PAPI", "PCI", "chữ ký số", "hồ sơ trực tuyến", "bưu chính công ích",
    "đất đai", "hộ tịch", "tập huấn", "hội nghị", "kế hoạch", "khảo sát", "văn bản", "ISO 9001", "đầu tư",
    "nông thôn", "an toàn thông tin", "vị trí việc làm", "ngân sách", "đạo đức công vụ", "tiếp dân",
    "lưu trữ",
]  # fmt: skip


def body(draw: random.Random, earlier: list[str]) -> str:
    """Return a text of about 7 KB; one in seven has what editors use besides paragraphs."""
    blocks = [paragraph(draw) for _ in range(draw.randint(8, 11))]
    if draw.random() < 0.15:
        blocks[1:1] = [
            "## Kết quả",
            "\n".join(f"- {sentence(draw)}" for _ in range(4)),
            "| Đơn vị | Điểm | Hạng |\n| --- | ---: | :---: |\n"
            + "\n".join(f"| {draw.choice(WHO)} | {draw.randint(60, 99)},5 | {n} |" for n in range(1, 6)),
            f"> {sentence(draw)}",
            f'![Hình minh họa](/images/hinh-{draw.randrange(25):02d}.png "Chú thích. Ảnh: Ban biên tập")',
        ]
        blocks[0] = blocks[0].replace("hồ sơ", "**hồ sơ**", 1)
        if earlier:
            blocks[-1] += f" Xem [bài trước](/{draw.choice(earlier)})."
    return "\n\n".join(blocks) + "\n"


def picture(number: int) -> bytes:
    """Return a PNG of 64 by 36 pixels, different for each number."""
    rows = b"".join(
        b"\0"
        + bytes((x * 4 + number, y * 7, number * 9 % 256)[part] % 256 for x in range(64) for part in range(3))
        for y in range(36)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 64, 36, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def make(count: int, folder: Path, *, seed: int = 1, mix: str = "clean") -> list[Path]:
    """Write `count` articles, oldest first, into folder/content; return their paths.

    A site.toml is written beside it. mix: "clean" for texts of paragraphs, one in seven with a list, a table
    and a picture; "real" for the Markdown of real articles, see `real_mix`.
    """
    draw = random.Random(seed)
    content = folder / "content"
    for path, title in SECTIONS.items():
        (content / path).mkdir(parents=True, exist_ok=True)
        (content / path / "_index.md").write_text(f"---\ntitle: {title}\n---\n", encoding="utf-8")
    (content / "images").mkdir(exist_ok=True)
    for number in range(25):
        (content / "images" / f"hinh-{number:02d}.png").write_bytes(picture(number))
    (folder / "site.toml").write_text(
        'name = "Bản tin đo"\naddress = "https://do.example/"\nshare_cards = []\n', encoding="utf-8"
    )
    first, span = datetime(2012, 1, 2, 8, 0), timedelta(days=12 * 365)
    paths: list[Path] = []
    addresses: list[str] = []
    for number in range(count):
        section = draw.choice(list(SECTIONS))
        name = f"bai-{number:06d}"
        lines = [
            "---",
            f'title: "{sentence(draw)[:70].rstrip(" ,.")} ({number})"',
            f"date: {(first + span * number / count).isoformat(timespec='seconds')}+07:00",
            f"views: {draw.randint(0, 9_000)}",
            "tags:",
            *(f"  - {tag}" for tag in draw.sample(TOPICS, draw.randint(3, 6))),
            *(
                ["related:", *(f"  - bai-{n:06d}" for n in draw.sample(range(number), 5))]
                if number > 50 and draw.random() < 0.3
                else []
            ),
            f"author: {draw.choice(WHO)}",
            f'summary: "{sentence(draw)}"',
            *([f"image: /images/hinh-{draw.randrange(25):02d}.png"] if draw.random() < 0.5 else []),
            "---",
            "",
            real_mix.body(draw) if mix == "real" else body(draw, addresses[-500:]),
        ]
        file = content / section / f"{name}.md"
        file.write_text("\n".join(lines), encoding="utf-8")
        paths.append(file)
        addresses.append(f"{section}/{name}.html")
    return paths


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]), mix=sys.argv[3] if len(sys.argv) > 3 else "clean")
