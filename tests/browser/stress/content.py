"""Difficult content: large tables, long titles, pictures, players, charts."""

from io import BytesIO

from PIL import Image

LONG_TITLE = " ".join(f"chữ{number}" for number in range(48))
LONG_TEXT = f"{'Một câu. ' * 40}\n\n![](/data/hang.toml)\n"
WORDS_IN_LARGE_TYPE = (
    "Những doanh nghiệp hài lòng của người dân, nhưng chuyên nghiệp trong tháng 12/2023 ở Sở Tư pháp"
)
ADDRESS = "https://dich-vu-cong.example/p/home/chi-tiet.html?ma_thu_tuc=1.000894000000000000000000000000"
COLUMNS = (
    "STT:|Tên thủ tục|Lĩnh vực|Nơi nhận|Thời hạn giải quyết (ngày):|Phí (đồng):|Mức|Nhận:|Đúng:|Quá:|Ghi chú"
)
CELLS = (
    "{n}|Đổi tên người đứng trên giấy tờ khi hai bên đã thuận mua vừa bán lần {n}|Đất đai|Nơi nhận số {n}|{n}"
    "|15.000|Một phần|37|36|1|Theo tờ {n}"
)
BOX = """
[[charts]]
data = "/data/huyen.toml"

[[boxes]]
title = "Dịch vụ công"

[[boxes.links]]
title = "Nộp hồ sơ"
to = "https://dich-vu-cong.example/"

[[portals]]
title = "Cải cách hành chính, Bộ Nội vụ"
to = "https://bo.example/"

[[portals]]
title = "Cổng Dịch vụ công quốc gia"
to = "https://cong.example/"

[[imprint]]
label = "Thư"
value = "bo-phan-mot-cua@muong-te.tinh.example"
url = "mailto:bo-phan-mot-cua@muong-te.tinh.example"
"""
TWO_COLUMNS = f"| Mục | Nội dung |\n| --- | --- |\n| Điều 1 | {'Một câu dài. ' * 20} |\n"
LINKS = f"| Việc | Nơi nộp | Mức |\n| --- | :-: | --- |\n| Một | {ADDRESS} | Một phần |\n"
TEN_YEARS = (
    f"| Chỉ số | {' | '.join(map(str, range(2016, 2026)))} |\n{'| --- ' * 11}|\n"
    f"| PAR INDEX {'| 72,23 ' * 10}|\n| SIPAS (%) {'| 74,95 ' * 10}|\n"
)
PHONE_NUMBER = "Xin gọi Văn phòng theo số [0213 3876 501](tel:02133876501), giờ hành chính.\n"
SMALL = "| Việc | Điểm |\n| --- | --: |\n| Một | 1 |\n| Hai | 2 |\n"


PICTURES = """\
![Người](nguoi.jpg)

![Các bước](cao.jpg "Từng bước. Ảnh: A")

![Sơ đồ](logo.png)

![Một](rong.jpg#phải)
![Hai](nguoi.jpg)
![Ba](rong.jpg)

[![Có liên kết](rong.jpg "Chú thích")](ngan.md)
"""


RANKING = """\
title = "Điểm cải cách hành chính của các huyện"
maximum = 100
bars = [
  { name = "Thành phố Lai Châu", amount = 86.50 },
  { name = "Ủy ban nhân dân huyện có một tên rất dài ở vùng cao biên giới", amount = 50 },
  { name = "Vănphòngủybannhândântỉnhviếtliềnkhôngcódấucáchnàohếtcảchữ", amount = 0 },
]
"""
PARTS = """\
title = "Hồ sơ"
measure = "hồ sơ"
total = 43378
parts = [
  { name = "Nộp trực tuyến", amount = 19126 },
  { name = "Nộp trực tiếp", amount = 22542 },
  { name = "Chuyển từ kỳ trước", amount = 1710 },
]
"""
# Twenty years of three indices, closer together than their amounts are wide.
YEARS = 'title = "Ba chỉ số trong hai mươi năm"\nunit = "Lai Châu"\nmaximum = 100\n' + "".join(
    f'[[series]]\nindex = "{name}"\nvalues = [\n'
    + "".join(f"  {{ year = {2005 + year}, score = {40 + row + year * 1.25} }},\n" for year in range(20))
    + "]\n"
    for row, name in enumerate(("PAPI", "PAR INDEX", "Chỉ số hài lòng của người dân"))
)
RANKS = """\
title = "Thứ hạng"
unit = "Lai Châu"
places = 63
[[series]]
index = "PAR INDEX"
values = [
  { year = 2016, score = 67.41, maximum = 97.5, rank = 53 },
  { year = 2017, rank = 57, derived = true },
]
[[series]]
index = "SIPAS"
values = [{ year = 2017, rank = 50, derived = true }]
"""
FILM = """\
![Lễ khai trương](phim.mp4 "Cắt băng. Nguồn: Đài tỉnh")

![Bản tin phát thanh](loa.mp3)

Xem [phóng sự](https://phim.example/v1).
"""


def picture(width: int, height: int, mode: str = "RGB") -> bytes:
    file = BytesIO()
    Image.new(mode, (width, height)).save(file, "PNG" if mode == "RGBA" else "JPEG")
    return file.getvalue()


def large_table(rows: int) -> str:
    names = COLUMNS.split("|")
    marks = ["--:" if name.endswith(":") else "---" for name in names]
    cells = [CELLS.format(n=number).split("|") for number in range(1, rows + 1)]
    cells[-1][-1] = ADDRESS
    lines = [[name.rstrip(":") for name in names], marks, *cells]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
