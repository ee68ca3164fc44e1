"""Terms that readers use for the same thing: UBND and Ủy ban nhân dân, hotline and đường dây nóng."""

from collections.abc import Iterable, Iterator, Mapping, Set

from bantin.search.words import keys, pairs, words
from bantin.system.named_tuple import NamedTuple

# What residents ask for, beside what documents call it; abbreviations that offices write without explaining
# them. Only terms that have no other meaning in the bulletin of an office.
_COMMON = """
ATTP | an toàn thực phẩm
ATGT | an toàn giao thông
BHTN | bảo hiểm thất nghiệp
BHXH | bảo hiểm xã hội
BHYT | bảo hiểm y tế
CBCC | cán bộ công chức
CCCD | căn cước công dân | căn cước | CMND | chứng minh nhân dân
CCHC | cải cách hành chính
CNTT | công nghệ thông tin
CQĐT | chính quyền điện tử
CSDL | cơ sở dữ liệu
DTTS | dân tộc thiểu số
DVC | dịch vụ công
DVCTT | dịch vụ công trực tuyến
GCNQSDĐ | giấy chứng nhận quyền sử dụng đất | sổ đỏ | sổ hồng
GD&ĐT | giáo dục và đào tạo
GPLX | giấy phép lái xe | bằng lái xe | bằng lái
GPMB | giải phóng mặt bằng
GPXD | giấy phép xây dựng | xin phép xây dựng
GTVT | giao thông vận tải
HĐND | Hội đồng nhân dân
HKD | hộ kinh doanh
HTX | hợp tác xã
KHCN | khoa học công nghệ | khoa học và công nghệ
KT-XH | kinh tế xã hội
LĐTBXH | lao động thương binh và xã hội
LLTP | lý lịch tư pháp
MTTQ | Mặt trận Tổ quốc
NTM | nông thôn mới
NVQS | nghĩa vụ quân sự | đi bộ đội
PCCC | phòng cháy chữa cháy
PCTN | phòng chống tham nhũng
QLNN | quản lý nhà nước
QSDĐ | quyền sử dụng đất
THCS | trung học cơ sở
THPT | trung học phổ thông
TDTT | thể dục thể thao
TNMT | tài nguyên môi trường | tài nguyên và môi trường
TTHC | thủ tục hành chính
TTPVHCC | trung tâm phục vụ hành chính công
UBND | Ủy ban nhân dân
VPĐKĐĐ | văn phòng đăng ký đất đai
chứng thực bản sao | sao y
cắt điện | cúp điện | mất điện | ngừng cấp điện
cắt nước | cúp nước | ngừng cấp nước
ĐKKD | đăng ký kinh doanh | đăng ký hộ kinh doanh
giấy báo tử | giấy chứng tử | khai tử | chứng tử
giấy xác nhận tình trạng hôn nhân | giấy độc thân
hotline | đường dây nóng
hộ chiếu | passport
người cao tuổi | người già
tiêm chủng | tiêm phòng | chích ngừa
trễ hạn | quá hạn | chậm hạn
trực tuyến | online
vắc xin | vaccine | vắcxin
"""


class Term(NamedTuple):
    """A term as the index has it.

    text: the forms of its words, the first of which has the key `first`. words: of these the `keys`. pairs:
    of neighbours among them.
    """

    text: str
    first: str
    words: frozenset[tuple[str, str]]
    pairs: frozenset[str]


# Terms that mean the same.
Group = tuple[Term, ...]


def group(terms: Iterable[str]) -> Group:
    """Return these terms as a group."""
    return tuple(map(_term, terms))


def _term(text: str) -> Term:
    of_words = [keys(word) for word in words(text)]
    forms = " ".join(form for _, form in of_words)
    return Term(forms, of_words[0][0], frozenset(of_words), frozenset(pairs(words(text))))


def common() -> list[Group]:
    """Return the groups that every site has."""
    return [group(line.split("|")) for line in _COMMON.strip().split("\n")]


def written(
    weights: Mapping[tuple[str, str], int], neighbours: Set[str], groups: Iterable[Group]
) -> Iterator[tuple[Term, Group]]:
    """Yield each term that a text has, with its group. weights: of its words. neighbours: its pairs."""
    for terms in groups:
        for term in terms:
            if term.pairs <= neighbours and term.words <= weights.keys():
                yield term, terms
