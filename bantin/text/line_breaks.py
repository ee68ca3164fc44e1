"""No-break spaces inside words and between numbers and units: `PAR INDEX`, `người dân`, `thứ 26`, `37 bậc`.

Vietnamese writes a space between syllables, and browsers break lines at any space. In running text
readers are used to that, but a title in large type reads wrong when a word is split.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

NO_BREAK = "\xa0"

# Words of two syllables that titles of a reform bulletin are made of; both spellings of a tone.
WORDS = tuple(
    f"{first} {second}"
    for line in """
    par: index
    ban: hành
    báo: cáo, chí
    biên: chế, tập
    bí: thư
    bộ: máy, trưởng
    bưu: chính, điện
    cán: bộ
    cải: cách, thiện
    cấp: huyện, tỉnh, xã
    cạnh: tranh
    chi: cục
    chỉ: đạo, số, thị, tiêu
    chính: phủ, quyền, sách
    chủ: tịch
    chuyên: mục, nghiệp
    chuyển: đổi
    chữ: ký
    chương: trình
    cơ: chế, quan
    công: an, bố, chức, dân, khai, nghệ, văn
    dịch: vụ
    doanh: nghiệp
    dự: án, thảo
    dữ: liệu
    đánh: giá
    đào: tạo
    đầu: tư
    đề: án, xuất
    địa: phương, bàn
    điện: tử
    điều: hành
    đội: ngũ
    đồng: bộ
    giai: đoạn
    giải: pháp, quyết, trình
    giám: đốc, sát
    giáo: dục
    hạ: tầng
    hài: lòng
    hành: chính
    hiệu: lực, quả
    hội: đồng, nghị, thi
    hồ: sơ
    kế: hoạch
    kết: quả
    khảo: sát
    kiểm: soát, tra
    kinh: tế
    lãnh: đạo
    liên: thông
    lĩnh: vực
    minh: bạch
    một: cửa
    năng: lực
    ngân: sách
    nghị: định, quyết
    nhà: nước
    nhân: dân, lực
    nhiệm: vụ
    nội: vụ
    nông: nghiệp, thôn
    ngành: nghề
    người: dân
    phân: cấp, quyền
    phiên: họp
    phổ: biến
    phục: vụ
    quản: lý
    quá: hạn
    quốc: gia, hội
    quyết: định
    sáp: nhập
    sắp: xếp
    số: hóa, hoá
    tài: chính, nguyên
    tập: huấn
    thanh: tra, niên
    thành: phố, tích
    thẩm: định, quyền
    thị: trấn, xã
    thông: báo, tin, tư
    thủ: trưởng, tục, tướng
    thực: hiện
    tiếp: nhận, cận
    tinh: giản
    tỉnh: ủy, uỷ
    tổ: chức
    tổng: hợp, kết
    trách: nhiệm
    triển: khai
    trung: tâm, ương
    truyền: hình, thông
    trực: tuyến
    tuyên: truyền
    tư: pháp
    ủy: ban
    uỷ: ban
    ứng: dụng
    văn: bản, hóa, hoá, phòng
    viên: chức
    việt: nam
    xã: hội
    xếp: hạng, loại
    xây: dựng
    y: tế
    an: giang
    bà: rịa
    bạc: liêu
    bắc: giang, kạn, ninh
    bến: tre
    bình: dương, định, phước, thuận
    cà: mau
    cao: bằng
    cần: thơ
    đà: nẵng
    đắk: lắk, nông
    điện: biên
    đồng: nai, tháp
    gia: lai
    hà: giang, nam, nội, tĩnh
    hải: dương, phòng
    hậu: giang
    hòa: bình
    hoà: bình
    hưng: yên
    khánh: hòa, hoà
    kiên: giang
    kon: tum
    lai: châu
    lạng: sơn
    lào: cai
    lâm: đồng
    long: an
    nam: định
    nghệ: an
    ninh: bình, thuận
    phú: thọ, yên
    quảng: bình, nam, ngãi, ninh, trị
    sóc: trăng
    sơn: la
    tây: ninh
    thanh: hóa, hoá
    thái: bình, nguyên
    tiền: giang
    trà: vinh
    tuyên: quang
    vĩnh: long, phúc
    vị: xuyên
    vũng: tàu
    yên: bái
    """.strip().splitlines()
    for first, _, seconds in [line.strip().partition(": ")]
    for second in seconds.split(", ")
)

# What announces a number, and what one counts.
_BEFORE = frozenset("thứ hạng năm tháng quý ngày số lần điều khóa khoá đợt top".split())
_AFTER = frozenset(
    "% điểm bậc tỉnh xã huyện sở người hồ lượt thủ ngày tháng năm giờ phút triệu tỷ nghìn đồng".split()
)

# Words that only lead to the next: a line of a title does not end with one, unless another follows.
_LEADING = frozenset(
    "và của ở sự đã sẽ đang các những với cho từ để do về trong tại theo được bị là mà thì nhưng hoặc".split()
)

# Marks before and after a word, which do not belong to it.
_OPENING = str.maketrans("", "", "“\"'(")
_CLOSING = "”\"')»],.:;!?…"


@cache
def title_breaker(words: tuple[str, ...] = ()) -> Callable[[str], str]:
    """Return a function that inserts no-break spaces into a title, inside WORDS, `words` and after numbers.

    The title must be in NFC. `words` may have any number of syllables, in any case. Only spaces change.
    """
    phrases_by_first: dict[str, list[list[str]]] = {}
    for word in (*words, *WORDS):
        first, *others = unicodedata.normalize("NFC", word).lower().split() or [""]
        if others:
            phrases_by_first.setdefault(first, []).append(others)
    pairs = {
        first: frozenset([ending[0] for ending in ends if len(ending) == 1])
        for first, ends in phrases_by_first.items()
    }
    phrases = {first for first, ends in phrases_by_first.items() if any(len(ending) > 1 for ending in ends)}

    def held_in(bare: list[str]) -> Iterator[int]:
        """Yield the indexes of syllables that belong to the one before them."""
        end = 0  # of the last word: its last syllable may not begin another, or three would stand in a row
        for index, (before, after) in enumerate(pairwise(bare), 1):
            if index > end and before in pairs:
                if before in phrases:
                    end = index + _length(phrases_by_first[before], bare, index)
                elif after.rstrip(_CLOSING) in pairs[before]:
                    end = index + 1
            if (
                index < end
                or (before in _BEFORE and after[:1].isdecimal())
                or (before in _LEADING and after not in _LEADING)
                or (before[-1:].isdecimal() and after.rstrip(_CLOSING) in _AFTER)
            ):
                yield index

    def broken_well(title: str) -> str:
        bare = title.lower()
        if '"' in bare or "“" in bare or "(" in bare or "'" in bare:
            bare = bare.translate(_OPENING)
        held = [*held_in(bare.split(" "))]
        if not held:
            return title
        syllables = title.split(" ")
        for index in reversed(held):
            syllables[index - 1 : index + 1] = [f"{syllables[index - 1]}{NO_BREAK}{syllables[index]}"]
        return " ".join(syllables)

    return broken_well


def _length(words: list[list[str]], bare: list[str], start: int) -> int:
    """Return how many syllables from `start` on form a word with the one before them."""
    for others in words:
        following = bare[start : start + len(others)]
        if following[:-1] == others[:-1] and following and following[-1].rstrip(_CLOSING) == others[-1]:
            return len(others)
    return 0


# `năm 2018`, `ngày 5`, `tháng 8`, `thứ 26`, with a capital letter or without. Each is looked for by itself,
# beginning with the last byte of its marked letter, a rare one: a quarter of the time of one pattern for all.
_ANNOUNCED = tuple(
    re.compile(start.encode()[-1:] + f"(?<=[nNtT]{start}){rest} (?=[0-9])".encode())
    for start, rest in (("ă", "m"), ("gà", "y"), ("há", "ng"), ("hứ", ""))
)
_LONGEST_TAG = len("</blockquote>")


def bind_numbers(text: str) -> str:
    """Return running text with no-break spaces in `74,95 %`, `năm 2018`, `thứ 26`; digits are 0 to 9.

    Text in which nothing is to be held together comes back as the same object.
    """
    written = text.encode()
    held = _held(written, NO_BREAK.encode())
    return text if held is written else held.decode()


def bind_numbers_in_html(html: bytes) -> bytes:
    """Do the same in UTF-8 HTML, where a number may be in bold."""
    return _held(html, b"&nbsp;")


def _held(text: bytes, no_break: bytes) -> bytes:
    spaces = [match.end() - 1 for pattern in _ANNOUNCED for match in pattern.finditer(text)]
    at = text.find(b"%")
    while at >= 0:
        if text[at - 1 : at] == b" " and _has_number(text, at - 1):
            spaces.append(at - 1)
        at = text.find(b"%", at + 1)
    if not spaces:
        return text
    edges = [-1, *sorted(spaces), len(text)]
    return no_break.join([text[before + 1 : after] for before, after in pairwise(edges)])


def _has_number(text: bytes, end: int) -> bool:
    """Tell whether a number, perhaps in bold, ends at `end`."""
    if text[end - 1 : end] == b">":
        start = text.rfind(b"</", max(end - _LONGEST_TAG, 0), end)
        if text.find(b">", start) != end - 1:
            return False  # of another tag
        end = start
    return text[end - 1 : end].isdigit()
