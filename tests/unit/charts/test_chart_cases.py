"""A data file and what becomes of it, side by side in tests/cases/charts/.

The first line says what the case is about. Below `=== data` stands the file; below each `=== chart`, with
what follows the file's name in its address, the chart's HTML, a tag a line; below `=== facts` its newest
figures, one a line.
"""

import re
from pathlib import Path

import pytest

from bantin.charts.load import load
from bantin.charts.wording import Wording
from bantin.config import LABELS, Numbers
from bantin.model import CHART_BASE, RenderedChart, chart_below

WORDING = Wording(LABELS, count=Numbers().count, decimal=Numbers().decimal)
CASES = Path(__file__).parents[2] / "cases" / "charts"
PART = re.compile(r"^=== (data|chart|facts)(?: (#\S+))?\n", re.MULTILINE)


def as_written(drawn: RenderedChart, kind: str) -> str:
    if kind == "chart":
        html = f'<p class="chart__title">{drawn.title}</p>{chart_below(drawn.below, 1)}'
        return html.replace("><", ">\n<").replace(CHART_BASE, "/") + "\n"
    rows = [
        " | ".join((f"{fact.name} {fact.year}", f"{fact.amount}{fact.measure}", fact.course))
        for fact in drawn.facts
    ]
    return "".join(f"{row}\n" for row in rows)


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.txt")))
def test_a_chart_is_drawn_as_its_case_shows(name: str, tmp_path: Path) -> None:
    _, *parts = PART.split((CASES / f"{name}.txt").read_text(encoding="utf-8"))
    (_, _, data), *asked = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    (tmp_path / "a.toml").write_text(data, encoding="utf-8")
    wishes = [("a.toml", tail or "") for _, tail, _ in asked]
    gallery, problems = load(str(tmp_path), ["a.toml"], wishes, WORDING, shown_as="")
    assert (problems, gallery.faults, gallery.broken) == ([], {}, frozenset())
    for (kind, _, shown), wish in zip(asked, wishes, strict=True):
        assert as_written(gallery.draw(wish), kind) == shown
