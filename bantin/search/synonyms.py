"""Terms that readers use for the same thing: UBND and Ủy ban nhân dân, hotline and đường dây nóng."""

from collections.abc import Iterable, Iterator, Mapping, Set

from bantin.search.words import keys, pairs, words
from bantin.system.named_tuple import NamedTuple

# What residents ask for, beside what documents call it; abbreviations that offices write without explaining
# them. Only terms that have no other meaning in the bulletin of an office.
_COMMON = """
ATTP | an toàn thực phẩm
ATGT | an toàn giao thông
ANTT | an ninh trật tự
BCĐ | ban chỉ đạo
BHTN | bảo hiểm thất nghiệp
BHXH | bảo hiểm xã hội
BHYT | bảo hiểm y tế
CBCC | cán bộ công chức
CCCD | căn cước công dân | căn cước | CMND | chứng minh nhân dân
CCHC | cải cách hành chính
CDC | trung tâm kiểm soát bệnh tật
CKS | chữ ký số | chữ ký điện tử
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
KH&ĐT | kế hoạch đầu tư | kế hoạch và đầu tư
KT-XH | kinh tế xã hội
LĐTBXH | lao động thương binh và xã hội
LLTP | lý lịch tư pháp
MTTQ | Mặt trận Tổ quốc
NN&PTNT | nông nghiệp phát triển nông thôn | nông nghiệp và phát triển nông thôn
NTM | nông thôn mới
NVQS | nghĩa vụ quân sự | đi bộ đội
PCCC | phòng cháy chữa cháy
PCTN | phòng chống tham nhũng
QLNN | quản lý nhà nước
QSDĐ | quyền sử dụng đất
THCS | trung học cơ sở
THPT | trung học phổ thông
SĐT | số điện thoại
TDTT | thể dục thể thao
TNMT | tài nguyên môi trường | tài nguyên và môi trường
TP | thành phố
TTHC | thủ tục hành chính
TT&TT | TTTT | thông tin truyền thông | thông tin và truyền thông
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
2 cấp | hai cấp
6 tháng | sáu tháng | nửa năm
mức 2 | mức hai
thứ 2 | thứ hai
thứ 3 | thứ ba
thứ 4 | thứ tư
thứ 5 | thứ năm
thứ 6 | thứ sáu
thứ 7 | thứ bảy
thứ 8 | thứ tám
thứ 9 | thứ chín
thứ 10 | thứ mười
"""


class Term(NamedTuple):
    """A term as the index has it.

    text: the forms of its words, the first of which has the key `first`. longest, words: the `keys` of the
    longest word, and of all. pairs: of neighbours among them.
    """

    text: str
    first: str
    longest: tuple[str, str]
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
    longest = max(of_words, key=lambda word: len(word[0]))
    return Term(forms, of_words[0][0], longest, frozenset(of_words), frozenset(pairs(words(text))))


def common() -> list[Group]:
    """Return the groups that every site has."""
    return [group(line.split("|")) for line in _COMMON.strip().split("\n")]


def written(
    weights: Mapping[tuple[str, str], int], neighbours: Set[str], groups: Iterable[Group]
) -> Iterator[tuple[Term, Group]]:
    """Yield each term that a text has, with its group. weights: of its words. neighbours: its pairs."""
    for terms in groups:
        for term in terms:
            # Most texts lack the longest word, and looking it up takes half as long as comparing sets.
            if term.longest in weights and term.pairs <= neighbours and term.words <= weights.keys():
                yield term, terms
