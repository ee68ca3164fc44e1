"""Messages about front matter: its form, and the values of its fields."""

MESSAGES: dict[str, tuple[str, str]] = {
    "front-matter-dashes": (
        "the front matter begins with more than three hyphens",
        "write exactly three, `---`, before and after it",
    ),
    "front-matter-fence": (
        "`{sign}` neither opens nor closes the front matter",
        "write exactly three hyphens, `---`",
    ),
    "front-matter-in-code": (
        "the file begins with a block of code, as chatbots answer",
        "delete this line, and the line of backquotes that ends the block",
    ),
    "front-matter-bare": (
        "the fields at the top are not between `---` lines",
        "put a line `---` before and after them",
    ),
    "front-matter-toml": (
        "this line of the front matter is not TOML",
        "put texts in double quotes, or write the front matter between `---` lines: `title: …`",
    ),
    "warn-slug-folded": (
        "`slug` is `{value}`, and the address is made of `{guess}`",
        "write it like that: a-z, 0-9 and single hyphens",
    ),
    "no-front-matter": (
        "there is no front matter",
        "begin the file with a line `---`, then `title: …` and `date: …`, then a line `---`",
    ),
    "front-matter-json": (
        "this line of the front matter is not JSON",
        "put each name and each text in double quotes, and a comma between two fields but not after the last",
    ),
    "front-matter-late": (
        "an empty line before the first `---` hides the front matter",
        "delete it: `---` is the first line of the file",
    ),
    "front-matter-open": (
        "the front matter is never closed",
        "put a line `{sign}` after its last field",
    ),
    "front-matter-long": (
        "the front matter has more than {limit} characters",
        "was the closing line `---` forgotten?",
    ),
    "field-indented": (
        "`{key}` begins with a space",
        "delete the spaces before it",
    ),
    "tab-indent": (
        "this line of the front matter begins with a tab",
        "put two spaces in its place",
    ),
    "quote-open": (
        "a quotation mark is opened here but not closed",
        "put the same mark at the end of the value",
    ),
    "quote-mixed": (
        "this value begins with a straight quotation mark and ends with a curly one",
        "write the straight one, which it begins with, at both ends",
    ),
    "image-part": (
        "`{field}` is a part of `image`",
        "write `image:` on a line of its own, and below it, indented by two spaces, `src: …` and `alt: …`",
    ),
    "bad-escape": (
        "a backslash in double quotes begins something that YAML does not know",
        "write two of them (`\\\\`), or put the value in single quotes",
    ),
    "bracket-open": (
        "a bracket is opened here but not closed",
        "close it, or put the value in double quotes if it is not a list",
    ),
    "bracket-cut": (
        "what follows ` #` is a comment, so that the bracket before it is never closed",
        "put each entry with ` #` in double quotes",
    ),
    "bad-yaml": (
        "this line of the front matter cannot be read ({reason})",
        """put the whole value in quotes: {key}: "…" (or '…' if it holds " itself)""",
    ),
    "colon-unquoted": (
        "the value of `{key}` has a colon followed by a space",
        'put the whole value in quotes: {key}: "…" (or \'…\' if it holds " itself)',
    ),
    "not-key-value": (
        "the front matter is not a list of `field: value` lines",
        "write one field on each line, such as `title: …`",
    ),
    "colon-space": ("a space is missing after the colon of `{field}`", "write `{field}: …`"),
    "colon-missing": ("a field on this line has no colon", "write `{guess}`"),
    "list-beside-field": (
        "the first entry of `{field}` is on its line, and YAML reads entries only below it",
        "write `{field}:` on a line of its own, and `- {value}` on the next",
    ),
    "key-twice": ("`{field}` is repeated here (first on line {first})", "delete one of the two"),
    "too-many-keys": ("the front matter has more than {limit} fields", "delete what is not needed"),
    "too-many-items": ("the list has more than {limit} entries", "shorten it"),
    "yaml-anchor": (
        "anchors (`&name`) and references (`*name`) are not supported",
        "write the value out, in double quotes if it begins with & or *",
    ),
    "yaml-tag": (
        "YAML tags (`!name`) are not supported",
        "put the value in double quotes if it begins with !",
    ),
    "nested-value": ("a value is nested too deep here", "write a plain value or a flat list"),
    "entry-is-a-table": (
        "`{key}: …` in an entry of a list makes a value within the entry",
        'put the whole entry in quotes: - "{key}: …"',
    ),
    "line-without-key": (
        "this line of the front matter has neither a field and a colon nor an indentation",
        "indent it by two spaces if it continues the line above, or begin it with its field: `summary: …`",
    ),
    "title-missing": ("there is no `title`", "add a line `title: …` to the front matter"),
    "title-empty": ("`title` is empty", "write it after the colon"),
    "date-missing": ("there is no `date`", "add a line such as `date: 2026-08-05` to the front matter"),
    "empty": (
        "`{field}` is empty",
        "write its value after the colon, or delete the line",
    ),
    "not-text": ("`{field}` has several values instead of one", "write one value after the colon"),
    "not-a-list": (
        "`{field}` is not a list",
        "write its entries below it, each on a line with `- ` before it",
    ),
    "not-yes-or-no": (
        "`{field}` is `{value}`, neither true nor false",
        "write true or false, without quotes",
    ),
    "not-a-count": (
        "`{field}` is `{value}`, which is not a count",
        "write a whole number from 0 up, such as 1871 or 1.871",
    ),
    "no-such-date": (
        "`{field}` is {value}, a day or time that does not exist",
        "correct the day, the month or the hour",
    ),
    "not-a-date": (
        "`{field}` is `{value}`, which is not read as a date",
        "write it like 2026-08-05, 2026-08-05T08:30, 05/08/2026 or 05/08/2026 8:30 SA",
    ),
    "no-such-date-near": ("`{field}` is {value}, a day or time that does not exist", "did you mean {guess}?"),
    "not-a-date-near": ("`{field}` is `{value}`, which is not read as a date", "did you mean {guess}?"),
    "year-out-of-range": ("`{field}` is {value}, not between 1900 and 2199", "correct the year"),
    "warn-updated-before-date": ("`updated` is earlier than `date`", "correct one of the two"),
    "warn-correction-before-date": (
        "`corrections` has the day {day}, which is earlier than `date`",
        "correct one of the two",
    ),
    "warn-date-far": (
        "`date` is {day}, and the article is not published before that day",
        "is the year right?",
    ),
    "warn-updated-later": (
        "`updated` is {day}, which is in the future, and feeds and search engines would use it",
        "correct it",
    ),
    "warn-expires-before-date": (
        "`expires` is not later than `date`, so that the article is never published",
        "correct one of the two",
    ),
    "title-long": (
        "`title` has {count} characters, more than {limit}",
        "shorten it and move the rest to `summary`",
    ),
    "title-without-letters": ("`title` is `{value}`, without letters or digits", "write it in words"),
    "tags-in-a-row": (
        "`tags` is a single text with commas",
        "put square brackets around several tags: tags: [{value}]",
    ),
    "related-in-a-row": (
        "`related` is one text with commas in it",
        "put square brackets around several articles: related: [{value}]",
    ),
    "tags-semicolons": (
        "`tags` is a single text with semicolons",
        "put square brackets around several tags, and commas between them: tags: [{value}]",
    ),
    "bad-tag": (
        "the tag `{value}` has no letters or digits, or more than {limit} characters",
        "write a short word or phrase",
    ),
    "bad-slug": (
        "`{field}` is `{value}`, but it may only contain a-z, 0-9 and single hyphens",
        "write it like `{guess}`",
    ),
    "bad-alias": (
        "`aliases` has `{value}`, which cannot be an old address of a page",
        "write one such as /tin/cu-123.html or /tin.aspx?id=12",
    ),
    "bad-correction": (
        "`corrections` has `{value}`, which does not begin with a date and a colon",
        'write the day and the correction: "05/08/2026: 43.378 hồ sơ, không phải 43.738"',
    ),
    "bad-layout": ("`layout` is `{value}`", "write page or map, or delete the line if this is an article"),
    "bad-image": (
        "`image` is a list",
        "name one picture, or give `src`, `alt`, `caption`, `credit` and `focus`",
    ),
    "image-key": ("`image` has a field `{key}`", "only src, alt, caption, credit and focus are known"),
    "image-src": ("`image` names no picture", "write the name of its file after `src`"),
    "bad-focus": (
        "`focus` of `image` is `{value}`",
        "write `trên`, `dưới`, `trái`, `phải`, two of these such as `trên trái`, or `giữa`",
    ),
    "unknown-field": ("unknown field `{field}`", "the known ones are {known}"),
    "unknown-rule": (
        "`check` has no rule `{value}`",
        "use the name that `check --format lines` prints in brackets, or one that `docs check` lists",
    ),
    "unknown-rule-near": ("`check` has no rule `{value}`", "did you mean `{guess}`?"),
    "section-is-folder": (
        "there is no field `{field}`, since the folder of an article is its section",
        "delete the line, and put the file into the folder of the section",
    ),
    "unknown-field-near": ("unknown field `{field}`", "did you mean `{guess}`?"),
    "warn-value-cut": (
        "`{field}` is cut off at ` #`, and only `{value}` is read",
        "put the whole value in double quotes",
    ),
    "warn-value-comment": (
        "`{field}` is empty, since a value that begins with `#` is a comment",
        "put the value in double quotes",
    ),
    "warn-curly-quotes": (
        "curly quotes around the value of `{field}` are shown with it",
        'write straight quotes, "{value}", or none',
    ),
    "warn-hyphen-space": (
        "`-{value}` has no space after its hyphen and so is not an entry of the list",
        "write `- {value}`",
    ),
    "list-entry": ("`{value}` does not begin an entry of a list", "write `- {guess}`"),
    "list-indent": (
        "`{value}` does not begin below the entries above it",
        "let all entries of the list begin below each other",
    ),
    "warn-list-sign": ("`{value}` does not begin an entry of a list", "write `- {guess}`"),
    "warn-list-indent": (
        "`- {value}` is indented further than the entry above it, and becomes a part of that entry",
        "let all entries of the list begin below each other",
    ),
    "warn-tags-in-one": (
        "the tag `{value}` seems to be several tags, which become one",
        "write each on a line of its own, with `- ` before it",
    ),
}
