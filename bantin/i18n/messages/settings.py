"""Messages about site.toml, layouts and other files of a site's settings."""

MESSAGES: dict[str, tuple[str, str]] = {
    "warn-cms-missing": (
        "`cms` asks for the form editor, and this engine was built without it",
        "run `make cms` in the engine's folder, or install a wheel that holds it",
    ),
    "layout-error": ("the layout cannot be used: {reason}", "correct it, or undo the last change to it"),
    "layout-name": (
        "there is no `{name}` here",
        "correct the name, or undo the last change to the layout",
    ),
    "layout-name-near": ("there is no `{name}` here", "did you mean `{guess}`?"),
    "bad-toml": (
        "this is not valid TOML ({reason})",
        'write text in straight quotes, as in `name = "…"`, and numbers, true and false without',
    ),
    "toml-comma": ("a comma is missing at the end of this line", "write it there: the list goes on below"),
    "toml-bracket": (
        "a square bracket is not closed here, or a comma between two values is missing",
        'close it, or put a comma between the values: ["tin-tuc", "mot-cua"]',
    ),
    "toml-twice": (
        "this name or table is above already",
        "keep one of the two, or write a table that is repeated in double brackets everywhere: [[imprint]]",
    ),
    "toml-colon": ("there is a colon between the name and its value", "write {guess}"),
    "toml-curly": ("the quotation marks of this text are curly", 'write straight ones: "…"'),
    "toml-name": (
        "`{name}` is not the name of a setting",
        "write a name that the guide gives, letter by letter, without accents and spaces",
    ),
    "toml-table-name": ("`{name}` cannot be the name of a table", "write {guess}"),
    "toml-braces": (
        "there is a line break within curly brackets, or a comma before the closing one",
        "write all from {{ to }} on one line, with commas only between the values",
    ),
    "toml-stray-sign": ("`{sign}` follows the value", "delete it"),
    "toml-no-bracket": ("there are several values here without square brackets", "write {guess}"),
    "toml-boolean": ("true and false are not written like this", "write {guess}"),
    "setting-in-table": (
        "`{field}` is a setting of the table [{table}]",
        "write it below the line [{table}], and add that line at the end of the file if there is none",
    ),
    "toml-comment": (
        "this value begins with `#`, which begins a comment in TOML",
        "write it in quotes: {guess}",
    ),
    "toml-unquoted": ("this text is not in quotes", "write {guess}"),
    "toml-quote-open": (
        "a quotation mark is opened here but not closed on this line",
        "put the same mark at the end of the text, and write the text on one line",
    ),
    "toml-quote-inside": (
        "a quotation mark inside this text ends it too early",
        "write “…” inside the text, or put the whole text in the other kind of quotes",
    ),
    "setting-below-table": (
        "`{field}` is below a line in square brackets, and counts as a part of that table",
        "move it to the top of the file, above the first line in square brackets",
    ),
    "setting-missing": ("`{field}` is missing", 'add a line such as {field} = "…" at the top'),
    "setting-empty": ("`{field}` is empty", "write its value between the quotes, or delete the line"),
    "not-a-colour": ("`{field}` is `{value}`, which is not a colour", "write it as in #1b5e4a"),
    "accent-contrast": (
        "`{field}` is {value}, whose contrast to the page is {ratio} where letters need {least}",
        "take {guess} or another colour that stands out more",
    ),
    "not-in-assets": (
        "`{field}` is `{value}`, which is not a file of the kinds {kinds} in assets/",
        "put the file into assets/ and write its name, as in emblem.svg",
    ),
    "identity-missing": (
        "`{field}` names {name}, and there is no such file in assets/",
        "copy the file to assets/{name}, or correct the name",
    ),
    "emblem-refused": (
        "this emblem cannot be shown ({reason})",
        "save it as a plain SVG of shapes with a viewBox, or as a PNG, of at most {limit} bytes",
    ),
    "hem-refused": (
        "this tile of the hem cannot be used ({reason})",
        "draw it as paths with fill and d, of straight lines, in at most {limit} bytes",
    ),
    "cms-repo": (
        "`{field}` is `{value}`, which is not a repository as the form needs it",
        'write owner and name, as in "{guess}"',
    ),
    "css-unclosed": (
        "a bracket or a comment of this CSS is not closed, or one is closed twice",
        "give each {{ its }} and each /* its */, since all CSS below it is lost",
    ),
    "icon-not-png": ("this is not a PNG picture", "save the picture again as PNG"),
    "menu-unknown": (
        "`menu` names `{name}`, which is not a section",
        "write the name of a folder in content/",
    ),
    "menu-unknown-near": ("`menu` names `{name}`, which is not a section", "did you mean `{guess}`?"),
    "shortcut-unknown": (
        "`{field}` leads to `{name}`, which is not a page of this site",
        "write a page's address as readers see it, or a whole https:// address",
    ),
    "shortcut-unknown-near": (
        "`{field}` leads to `{name}`, which is not a page of this site",
        "did you mean {guess}?",
    ),
    "not-a-size": (
        "`{field}` is {value}, which is not a number from 1 to {most}",
        "write a whole number, without quotes",
    ),
    "not-a-host": (
        "`{value}` in `{field}` is not the name of a host",
        "write it without `https://` and `www.`, such as youtube.com",
    ),
    "not-a-width": (
        "`{field}` holds {value}, which is not a width of a picture",
        "write whole numbers from {narrowest} to {widest}, without quotes",
    ),
    "not-widths": (
        "`{field}` is not a list of at most {most} widths",
        "put them in square brackets: {field} = [360, 720, 1080]",
    ),
    "setting-long": (
        "`{field}` has {count} characters, more than {limit}",
        "shorten it, or make a page of it and link to that",
    ),
    "not-a-language": (
        "`{field}` is `{value}`, which names no language",
        "write a language tag such as vi",
    ),
    "name-twice": ("`{field}` has `{value}` twice", "delete one of the two"),
    "not-quoted": ("`{field}` is not a text", 'put it in double quotes: {field} = "…"'),
    "not-an-array": (
        "`{field}` is not a list of texts",
        'put them in square brackets: {field} = ["…", "…"]',
    ),
    "not-rows": (
        "`{field}` is not a list of tables",
        "write [[{field}]] on a line of its own before each entry",
    ),
    "not-a-table": (
        "`{field}` is not a table",
        "write [{field}] on a line of its own and its settings below it",
    ),
    "row-without": ("an entry of `{field}` has no `{name}`", 'add {name} = "…" to it'),
    "row-without-list": ("an entry of `{field}` has no `{name}`", 'add {name} = ["…", "…"] to it'),
    "row-without-links": (
        "an entry of `{field}` has no `{name}`",
        'add {name} = [{{ title = "…", to = "…" }}] to it',
    ),
    "not-among": ("`{field}` has `{value}`", "only {known} are known"),
    "not-among-near": ("`{field}` has `{value}`, which is not known", "did you mean `{guess}`?"),
    "not-in-dateline": (
        "`{field}` has `{value}`, which does not name exactly one value",
        'write text around one of {{posted}}, {{updated}} and {{views}}, such as "Ngày đăng: {{posted}}"',
    ),
    "not-an-address-near": ("`{field}` is `{value}`, which is not a web address", "did you mean {guess}?"),
    "not-an-address": (
        "`{field}` is `{value}`, which is not a web address",
        "write it like https://ten-mien.vn/ or https://ten-mien.vn/cchc/",
    ),
    "unknown-zone": ("`{field}` is `{value}`, an unknown time zone", "write Asia/Ho_Chi_Minh"),
    "bad-pattern": (
        "`{field}` has `{piece}`, which is not a part of a date pattern",
        "use y, M, d, and for times H, h, m, s and a, and put words between single quotes",
    ),
    "bad-pattern-near": (
        "`{field}` has `{piece}`, which is not a part of a date pattern",
        "did you mean {guess}?",
    ),
    "bad-number-pattern": (
        "`{field}` has `{piece}`, which cannot be read there in a number pattern",
        "write # and 0 for digits, a comma between thousands and a point before decimals, such as #,##0.##, "
        "and put words between single quotes",
    ),
    "abbreviations-unreadable": (
        "this line of the list of abbreviations cannot be read ({reason})",
        'write it as in "HĐND" = "Hội đồng nhân dân", or delete the line',
    ),
    "abbreviation-line": (
        "this line is not read as an abbreviation and its meaning",
        "write {guess}",
    ),
    "abbreviation-twice": ("the abbreviation on this line is already above", "delete one of the two lines"),
    "abbreviation-meaning": (
        "the abbreviation `{name}` has no meaning of two words or more",
        'write it as in "HĐND" = "Hội đồng nhân dân"',
    ),
}
