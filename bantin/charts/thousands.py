"""Recognize numbers in which a dot separates thousands, as Vietnamese writes them: TOML reads decimals."""

import re
from decimal import Decimal

# Things that are counted, so that their number has no decimals.
_COUNTED = re.compile(
    r"\b(?:báo cáo|chứng thư|chữ ký|cuộc|dịch vụ|doanh nghiệp|đồng|đơn vị|hộ|hồ sơ|lượt|người|phiếu|thủ tục"
    r"|trường hợp|văn bản|vụ|ý kiến)\b"
)
_LARGE_UNITS = re.compile(r"\b(?:nghìn|ngàn|triệu|tỷ|tỉ)\b")


def has_thousands(amount: Decimal, measure: str) -> bool:
    """Tell whether an amount such as 43.378 is meant as 43378. measure: "hồ sơ", "%", "tỷ đồng"."""
    if amount.as_tuple().exponent != -3 or not 1 <= amount < 1000:
        return False
    unit = measure.lower()
    return bool(_COUNTED.search(unit)) and not _LARGE_UNITS.search(unit)
