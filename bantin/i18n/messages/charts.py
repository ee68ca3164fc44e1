"""Messages about charts and their data files."""

MESSAGES: dict[str, tuple[str, str]] = {
    "data-not-toml": (
        "this is not valid TOML ({reason})",
        'write text in straight quotes, as in `title = "…"`, and numbers without, as in `rank = 53`',
    ),
    "data-nested": (
        "tables, arrays or keys are nested too deep in this file",
        "below [[series]] write values = [ {{ year = 2018, rank = 26 }} ], and nothing deeper than that",
    ),
    "decimal-comma": (
        "the number {written} has a decimal comma, which TOML does not know",
        "write {guess} (readers will see a comma)",
    ),
    "data-without": (
        "there is no `{name}`",
        'begin the file with title = "…", and write [[series]] before each series',
    ),
    "series-without": (
        "this series has no `{name}`",
        "add it below [[series]]: index, unit and values are needed",
    ),
    "value-without": ("this value has no `{name}`", "add it, such as {{ year = 2018, rank = 26 }}"),
    "value-empty": (
        "this value has neither `score` nor `rank`",
        "add what is known, or delete the value: a year without figures is left out",
    ),
    "bars-not-rows": (
        "`{field}` is not a list of rows",
        'write {field} = [ {{ name = "…", amount = 12 }}, … ], with at least one',
    ),
    "bar-without": ("this row has no `{name}`", 'write {{ name = "…", amount = 12 }}'),
    "data-forms": (
        "the file has both `{name}` and `{other}`",
        "keep one, and put the other into another file",
    ),
    "warn-dot-in-thousands": (
        "`{field}` is {value}, which readers see as {shown}",
        "if the dot separates thousands, write {guess}",
    ),
    "parts-sum": ("the parts add up to {sum}, and `total` is {total}", "correct a part or the total"),
    "parts-count": (
        "{count} parts cannot be distinguished in one bar",
        "combine small ones: at most {limit}",
    ),
    "values-not-rows": (
        "`{field}` is not a list of values",
        "write values = [ {{ year = 2018, rank = 26 }}, … ], with at least one",
    ),
    "text-empty": ("`{field}` is empty", "write what readers are to see, or delete the line"),
    "text-long": ("`{field}` has {count} characters, more than {limit}", "shorten it"),
    "text-unprintable": ("`{field}` holds an invisible character", "type the text again"),
    "not-a-number": (
        "`{field}` is {value}, which is not a number",
        "write it without quotes and with a decimal point, such as 67.41",
    ),
    "not-finite": ("`{field}` is {value}, which cannot be drawn", "write the number, or delete the field"),
    "number-too-long": (
        "`{field}` is {value}",
        "write a number of at most {digits} digits, and at most {places} of them after the point",
    ),
    "number-negative": (
        "`{field}` is {value}, which is less than 0",
        "write a number from 0 up: only the `score` of a series can be below 0",
    ),
    "maximum-zero": (
        "`{field}` is 0",
        "write the highest possible score, or delete the field if the source does not give it",
    ),
    "not-a-whole-number": (
        "`{field}` is {value}",
        "write a whole number from {least} to {most}, without quotes",
    ),
    "bad-shows": ("`{field}` is {value}", 'write "rank" or "score"'),
    "bad-derived": (
        "`{field}` is {value}",
        'write true, or "rank" or "score" if only one of the two is derived',
    ),
    "derived-nothing": ("`derived` names `{name}`, which this value does not have", "add it, or write true"),
    "score-above-maximum": (
        "the score {score} is above the maximum {maximum}",
        "correct one of the two, or give the value a `maximum` of its own",
    ),
    "rank-without-places": (
        "the rank {rank} has no `places`, the number of those ranked",
        "add places = 63 (or how many there were) at the top, to the series or to the value",
    ),
    "rank-above-places": (
        "the rank {rank} is greater than {places}, the number of `places`",
        "correct one of the two, or give the value `places` of its own",
    ),
    "year-twice": (
        "{year} is repeated here (first on line {first})",
        "delete one of the two, or correct its year, quarter or month",
    ),
    "quarter-and-month": (
        "a value has both `quarter` and `month`",
        "delete one of the two",
    ),
    "periods-differ": (
        "of the values here and on line {first} only one has `{name}`",
        "give all values of the file a `month`, all a `quarter`, or all only a `year`",
    ),
    "series-twice": (
        "{index} of {unit} is repeated here (first on line {first})",
        "merge the two, or correct `index` or `unit`",
    ),
    "chart-missing": (
        "there is no data file {name}",
        "put it into content/data/, or correct the name",
    ),
    "chart-missing-near": ("there is no data file {name}", "did you mean {guess}?"),
    "chart-not-alone": (
        "the chart {address} is not alone in its paragraph",
        "put an empty line before and after it",
    ),
    "chart-tail": (
        "`{tail}` after {name} names no series of it",
        "write # and their names, such as #papi or #papi,sipas, or nothing for all",
    ),
    "chart-series-unknown": (
        "`{word}` names no series of {name}",
        "write one of {known}, or rank or score",
    ),
    "chart-series-unknown-near": ("`{word}` names no series of {name}", "did you mean `{guess}`?"),
    "chart-too-many-series": (
        "{name} has {count} series here, and more than {limit} lines cannot be distinguished",
        "name those to be shown, such as #papi,sipas",
    ),
    "chart-nothing-to-show": (
        "{index} of {unit} in {name} has no `{shows}` to draw",
        "name other series, or show the other with #score or #rank",
    ),
    "chart-two-scales": (
        "the scores in {name} are on different scales ({scales}), which one axis cannot show",
        "show ranks (#rank), or name series of one scale",
    ),
}
