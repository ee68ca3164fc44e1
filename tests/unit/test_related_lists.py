"""Related articles of a small bulletin, pair by pair, as a reader would judge them."""

import pytest

from bantin.site.related import related
from tests.unit.test_related import article, rows

# name | day | section | tags | title
BULLETIN = """
ky-so-xa | 430 | hien-dai-hoa | chữ ký số, tập huấn | Tập huấn sử dụng chữ ký số cho công chức cấp xã
ky-so-truong | 860 | hien-dai-hoa | Chữ ký số, giáo dục | Cấp chữ ký số cho các trường trong huyện
ky-so-van-ban | 980 | hien-dai-hoa |  | Văn phòng không giấy: mọi văn bản đi đều được ký số
mang-noi-bo | 300 | hien-dai-hoa | hạ tầng | Nối mạng nội bộ đến trụ sở xã xa nhất
iso | 210 | hien-dai-hoa | ISO 9001 | Áp dụng ISO 9001 ở cơ quan nhà nước
par-2018 | 740 | ket-qua | PAR INDEX, chỉ số | Công bố Chỉ số PAR INDEX 2018 của các sở, ngành
par-2017 | 380 | ket-qua | PAR INDEX, chỉ số | Kết quả PAR INDEX 2017: nhiều đơn vị tăng hạng
par-giai-phap | 770 | chi-dao | PAR INDEX, kế hoạch | Giải pháp nâng điểm cải cách hành chính năm tới
par-hoi-dap | 520 | hoi-dap |  | Hỏi đáp về cách chấm điểm PAR INDEX
sipas | 830 | ket-qua | SIPAS, chỉ số | Mức hài lòng của người dân tăng năm thứ ba liền
khao-sat | 690 | chi-dao | SIPAS, kế hoạch | Sắp phát phiếu khảo sát mức hài lòng của người dân
mot-cua-huyen | 920 | thu-tuc | một cửa, thủ tục hành chính | Bộ phận một cửa mở thêm sáng thứ bảy
mot-cua-xa | 640 | thu-tuc | Một cửa, cấp xã | Xã vùng cao làm quen với phần mềm một cửa
trung-tam | 950 | thu-tuc | một cửa, thủ tục hành chính | Trung tâm hành chính công có quầy ưu tiên
truc-tuyen | 900 | thu-tuc | dịch vụ công, thủ tục hành chính | Nộp hồ sơ trực tuyến được giảm lệ phí
to-cong-nghe | 960 | tin-tuc |  | Tổ công nghệ thôn giúp bà con nộp hồ sơ trực tuyến
buu-dien | 600 | thu-tuc | bưu chính công ích, thủ tục hành chính | Bưu điện trả kết quả tận nhà
dau-moi | 450 | bo-may | tổ chức bộ máy, tinh giản biên chế | Sắp xếp phòng chuyên môn, bớt ba đầu mối
sap-nhap | 700 | bo-may | Tổ chức bộ máy | Sáp nhập thôn bản: gọn đầu mối, giữ nếp làng
bien-che | 870 | bo-may | tinh giản biên chế | Lộ trình tinh giản biên chế đến hết nhiệm kỳ
giao-tiep | 810 | can-bo | công chức, tập huấn | Bồi dưỡng kỹ năng giao tiếp cho công chức tiếp dân
kiem-tra | 560 | can-bo | công vụ, công chức | Kiểm tra đột xuất giờ giấc làm việc
ra-soat | 330 | the-che | văn bản pháp luật | Rà soát nghị quyết, quyết định đã hết hiệu lực
du-thao | 660 | the-che | Văn bản pháp luật, góp ý | Mời góp ý dự thảo quyết định về phân cấp
so-khao | 580 | tin-tuc | tuyên truyền, hội thi | Hội thi tìm hiểu cải cách hành chính: vòng sơ khảo
chung-ket | 620 | tin-tuc |  | Mười đội vào chung kết Hội thi tìm hiểu cải cách
nghi-tet | 730 | tin-tuc |  | Lịch trực dịp Tết Nguyên đán
"""


YES, NO = True, False


@pytest.fixture(scope="module")
def lists() -> dict[str, list[str]]:
    subjects = [
        article(name, title, tuple(filter(None, tags.split(", "))), section, int(day))
        for name, day, section, tags, title in rows(BULLETIN)
    ]
    names = [name for name, *_ in rows(BULLETIN)]
    return {names[i]: [names[k] for k in indexes] for i, indexes in enumerate(related(subjects, 4))}


@pytest.mark.parametrize(
    ("reading", "offered", "verdict"),
    [
        ("ky-so-xa", "ky-so-truong", YES),  # the same tag in another case
        ("ky-so-van-ban", "ky-so-truong", YES),  # no tags: words of the title
        ("ky-so-van-ban", "ky-so-xa", YES),
        ("par-2018", "par-2017", YES),
        ("par-2017", "par-giai-phap", YES),  # another section
        ("par-hoi-dap", "par-2018", YES),  # no tags, alone in its section
        ("khao-sat", "sipas", YES),
        ("mot-cua-huyen", "trung-tam", YES),  # two tags, and no word of the titles
        ("to-cong-nghe", "truc-tuyen", YES),
        ("dau-moi", "bien-che", YES),
        ("chung-ket", "so-khao", YES),
        ("nghi-tet", "chung-ket", YES),  # nothing but the section: the bulletin's other news
        ("par-2018", "mot-cua-huyen", NO),
        ("ky-so-xa", "par-2017", NO),  # `số` alone is not a word
        ("mot-cua-huyen", "dau-moi", NO),
        ("sap-nhap", "ky-so-van-ban", NO),  # `thôn bản` is no `văn bản`
        ("sipas", "iso", NO),
        ("ra-soat", "kiem-tra", NO),
        ("chung-ket", "bien-che", NO),
        ("par-giai-phap", "buu-dien", NO),
    ],
)
def test_related_articles_are_those_that_a_reader_would_choose(
    lists: dict[str, list[str]], reading: str, offered: str, verdict: bool
) -> None:
    assert (offered in lists[reading]) is verdict


def test_untagged_articles_get_lists_too(lists: dict[str, list[str]]) -> None:
    untagged = [name for name, _, _, tags, _ in rows(BULLETIN) if not tags]
    # All but par-hoi-dap, which is alone in its section, may fill up with their section.
    assert [len(lists[name]) for name in untagged] == [4, 2, 4, 3, 3]
    assert lists["par-hoi-dap"] == ["par-2018", "par-2017"]
