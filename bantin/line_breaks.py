"""Which words a line must not part: `PAR INDEX`, `người dân`, `thứ 26`, `37 bậc`.

Vietnamese writes a space between syllables, and a browser breaks lines at any. In running text readers are
used to that; a title in large type reads wrong where a word is torn, or a number from what it counts.
"""

import re
import unicodedata
from collections.abc import Callable
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

# Marks before and after a word, which do not belong to it.
_OPENING = re.compile(r"[“\"'(«\[]+(?=\S)")
_CLOSING = "”\"')»],.:;!?…"


@cache
def title_breaker(words: tuple[str, ...] = ()) -> Callable[[str], str]:
    """A function that puts no-break spaces into a title, where WORDS, `words` and numbers hold together.

    title: in NFC. One of `words` may have any number of syllables, in any letter case. Only spaces change.
    """
    known: dict[str, list[list[str]]] = {}
    for word in (*words, *WORDS):
        first, *others = unicodedata.normalize("NFC", word).lower().split() or [""]
        if others:
            known.setdefault(first, []).append(others)
    begin = known.keys() | _BEFORE

    def broken_well(title: str) -> str:
        bare = _OPENING.sub("", title.lower()).split(" ")
        held: set[int] = set()  # places of the syllables that belong to the one before them
        end = 0  # of the last word: its last syllable may not begin another, or three would stand in a row
        for place, syllable in enumerate(bare, 1):
            if syllable in begin:
                if syllable in known and place > end and (length := _length(known[syllable], bare, place)):
                    end = place + length
                    held.update(range(place, end))
                if syllable in _BEFORE and place < len(bare) and bare[place][:1].isdecimal():
                    held.add(place)
            elif syllable[-1:].isdecimal() and place < len(bare) and bare[place].rstrip(_CLOSING) in _AFTER:
                held.add(place)
        if not held:
            return title
        first, *others = title.split(" ")
        return first + "".join(
            [f"{NO_BREAK if place in held else ' '}{one}" for place, one in enumerate(others, 1)]
        )

    return broken_well


def _length(words: list[list[str]], bare: list[str], place: int) -> int:
    """How many syllables from `place` on make a word with the one before them."""
    for others in words:
        found = bare[place : place + len(others)]
        if found[:-1] == others[:-1] and found and found[-1].rstrip(_CLOSING) == others[-1]:
            return len(others)
    return 0


# In running text only what reads as one sign: a line that begins with "%" or "26" is read twice.
_SIGNS = (" %", " bậc", " điểm")
_ORDINALS = ("thứ ", "hạng ")


def hold_numbers(text: str, *, no_break: str = NO_BREAK) -> str:
    """The text with `no_break` for the space in `74,95 %`, `37 bậc`, `72,23 điểm` and `thứ 26`."""
    for sign in _SIGNS:
        if sign in text:
            text = _joined(text.split(sign), sign, no_break + sign[1:], lambda before, _: _last_seen(before))
    for word in _ORDINALS:
        if word in text:
            text = _joined(text.split(word), word, word[:-1] + no_break, lambda _, after: after[:1])
    return text


def _last_seen(text: str) -> str:
    """The last sign that is shown; a closing tag may stand after it."""
    if text.endswith(">"):
        text = text[: text.rfind("</")]
    return text[-1:]


def _joined(pieces: list[str], loose: str, held: str, at: Callable[[str, str], str]) -> str:
    """The pieces with `held` between two of them where the sign `at` their joint is a digit, else `loose`."""
    out = [pieces[0]]
    for before, after in pairwise(pieces):
        out += (held if at(before, after).isdecimal() else loose, after)
    return "".join(out)
