"""Random sentences for a bulletin."""

import random

WHO = ["Phòng chuyên môn", "Bộ phận một cửa", "Ban biên tập", "Tổ công tác", "Đơn vị đầu mối", "Xã vùng cao"]
DOES = [
    "rà soát",
    "niêm yết",
    "công bố",
    "rút ngắn",
    "hướng dẫn",
    "tiếp nhận",
    "số hóa",
    "theo dõi",
    "tổng hợp",
]
WHAT = [
    "thủ tục",
    "hồ sơ",
    "biểu mẫu",
    "lịch hẹn",
    "thời gian giải quyết",
    "phản ánh của người dân",
    "bộ chỉ số",
]
HOW = [
    "đúng hạn",
    "trước hạn",
    "qua mạng",
    "tại chỗ",
    "theo quy trình mới",
    "ở cả ba cấp",
    "trong giờ hành chính",
]
WHY = [
    "để người dân đỡ đi lại",
    "để dễ tra cứu",
    "vì số liệu cần khớp nhau",
    "theo kế hoạch năm",
    "để chấm điểm",
]


def sentence(draw: random.Random) -> str:
    amount = draw.randint(2, 9_999)
    shown = f"{amount:,}".replace(",", ".")
    return (
        f"{draw.choice(WHO)} {draw.choice(DOES)} {shown} {draw.choice(WHAT)} {draw.choice(HOW)}, "
        f"{draw.choice(WHY)}, nhất là với việc {draw.choice(DOES)} {draw.choice(WHAT)}."
    )


def paragraph(draw: random.Random) -> str:
    return " ".join(sentence(draw) for _ in range(draw.randint(3, 8)))
