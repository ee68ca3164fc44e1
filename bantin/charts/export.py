"""Export the figures of a data file as CSV."""

import csv
import io

from bantin.charts.bars import BarData, ranked
from bantin.charts.series import MONTHLY, QUARTERLY, YEARLY, SeriesData

_PARTS_HEAD = ("Gồm", "Số lượng", "Đơn vị tính")
_RANKING_HEAD = ("Hạng", "Đơn vị", "Kết quả", "Đơn vị tính")
_PERIOD_HEADS = {YEARLY: ("Năm",), QUARTERLY: ("Năm", "Quý"), MONTHLY: ("Năm", "Tháng")}
_FIGURES_HEAD = ("Kết quả", "Đơn vị tính", "Điểm tối đa", "Hạng", "Trong số", "Suy ra")


def as_csv(data: SeriesData | BarData) -> bytes:
    """Return all figures, one a row, with decimal points.

    The byte order mark tells Excel that it is UTF-8.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    if isinstance(data, BarData):
        writer.writerow(_PARTS_HEAD if data.is_whole else _RANKING_HEAD)
        if data.is_whole:
            writer.writerows((*bar, data.measure) for bar in data.bars)
        else:
            writer.writerows((rank, *bar, data.measure) for rank, bar in ranked(data))
    else:
        head = _PERIOD_HEADS[data.series[0].values[0].period.each]
        writer.writerow(("Chỉ số", "Đơn vị", *head, *_FIGURES_HEAD))
        for series in data.series:
            for period, score, maximum, rank, places, derived in series.values:
                score_cells = ("", "", "") if score is None else (score, series.measure, maximum)
                rank_cells = ("", "") if rank is None else (rank, places)
                figures = (*score_cells, *rank_cells, " ".join(derived))
                writer.writerow((series.index, series.unit, *period[: len(head)], *figures))
    return b"\xef\xbb\xbf" + file.getvalue().encode()
