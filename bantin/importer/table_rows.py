"""Read the rows of a list of articles: CSV in the charsets and dialects of Excel, or a workbook."""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from bantin.importer import charsets
from bantin.importer.input_files import BROKEN_ARCHIVE, too_large
from bantin.importer.page import NotAnArticleError
from bantin.importer.saved import MAX_PAGE, WORKBOOK, SavedPage
from bantin.system.named_tuple import NamedTuple

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

HEAD_ROWS = 20  # that may contain the names of the columns

_MAX_CELLS = 5_000_000  # of a sheet, from its first cell to its last; each takes 32 bytes
_SEPARATOR = re.compile(r"sep=([,;\t|])[ \t]*\n", re.IGNORECASE)
_CELL = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"')


class Row(NamedTuple):
    """A row of a table. number: of its line or row, counted from 1. cells: as text."""

    number: int
    cells: tuple[str, ...]


class Table(NamedTuple):
    """A table. name: of its sheet, "" for the only table of a file."""

    name: str
    rows: list[Row]


class BrokenRowError(Exception):
    """A row of CSV whose quotation marks are wrong, which may hide those below it. line: counted from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def tables_of(saved: SavedPage, count_names: Callable[[Sequence[str]], int]) -> list[Table]:
    """Return the tables of a file.

    count_names: how many cells of a row are known names of columns. Raises NotAnArticleError, BrokenRowError.
    """
    if saved.kind == WORKBOOK:
        return _sheets(saved)
    decoded = charsets.decode(saved.data, saved.charset)
    text = decoded.text
    if match := _SEPARATOR.match(text):
        delimiter, text = match[1], "\n" + text[match.end() :]
    else:
        delimiter = _delimiter(decoded, count_names)
    return [
        Table("", [Row(line, tuple(map(decoded.convert, cells))) for line, cells in _csv(text, delimiter)])
    ]


def _delimiter(decoded: charsets.DecodedPage, count_names: Callable[[Sequence[str]], int]) -> str:
    """Return what separates the cells: with it, some row at the top has the most names of columns."""
    head = [decoded.convert(line) for line in decoded.text.split("\n", HEAD_ROWS)[:HEAD_ROWS]]

    def names(delimiter: str) -> int:
        return max(map(count_names, csv.reader(head, delimiter=delimiter)), default=0)

    return max(",;\t|", key=names)


def _csv(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(MAX_PAGE)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in rows:
            yield line, cells
            line = rows.line_num + 1
    except csv.Error as fault:
        raise BrokenRowError(line) from fault


def _sheets(saved: SavedPage) -> list[Table]:
    """Return the visible sheets of a workbook."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    _refuse_dangerous(saved)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(saved.data)) as workbook:
            names = [
                sheet.name
                for sheet in workbook.sheets_metadata
                if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
            ]
            sheets = [(name, _rows(workbook.get_sheet_by_name(name))) for name in names]
    except CalamineError as fault:
        raise NotAnArticleError("import-workbook-broken") from fault
    texts = [(name, [[*map(_text, cells)] for cells in rows]) for name, rows in sheets]
    words = "\n".join(cell for _, rows in texts for cells in rows for cell in cells)
    convert = charsets.decode(words.encode()).convert  # of lists typed in TCVN3 (ABC) or VNI
    return [
        Table(
            name if len(sheets) > 1 else "",
            [Row(number, tuple(map(convert, cells))) for number, cells in enumerate(rows, 1)],
        )
        for name, rows in texts
    ]


def _rows(sheet: "CalamineSheet") -> list[list[object]]:
    """Return a sheet's rows; each row of a merged cell has its value."""
    rows: list[list[object]] = [[*row] for row in sheet.to_python(skip_empty_area=False)]
    filled = 0
    for (first, column), (last, _) in sheet.merged_cell_ranges or ():
        below = rows[first + 1 : last + 1]
        filled += len(below)
        if filled > _MAX_CELLS:
            break
        for row in below:
            row[column : column + 1] = rows[first][column : column + 1]
    return rows


def _refuse_dangerous(saved: SavedPage) -> None:
    """Refuse a file that would end the process: the library aborts where memory lacks, or a .xls is damaged.

    It reads all cells between the first and the last of a sheet.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(saved.data)) as archive:
            if fault := too_large(archive, saved.source):
                raise NotAnArticleError(fault.code, **dict(fault.args))
            if "xl/workbook.xml" not in archive.namelist():
                raise NotAnArticleError("import-workbook-broken")
            for name in archive.namelist():
                if name.startswith("xl/worksheets/") and _cell_count(archive.read(name)) > _MAX_CELLS:
                    raise NotAnArticleError("import-workbook-large", limit=_MAX_CELLS)
    except BROKEN_ARCHIVE as fault:
        raise NotAnArticleError("import-workbook-broken") from fault


def _cell_count(sheet: bytes) -> int:
    """Return the number of cells in the rectangle that a sheet's cells span."""
    last_column, last_row = 0, 0
    for letters, digits in _CELL.findall(sheet):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        last_column, last_row = max(last_column, column), max(last_row, int(digits))
    return last_column * last_row


def _text(value: object) -> str:
    """Return a cell as text; dates and times in the form of ISO 8601."""
    if isinstance(value, datetime | time):
        return value.isoformat("T", "seconds") if isinstance(value, datetime) else value.isoformat("minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return str(value).lower()
    return unicodedata.normalize("NFC", str(value).replace("_x000D_", "").replace("\r\n", "\n"))
