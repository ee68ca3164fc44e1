"""The messages for editors: for each code a sentence (what is wrong) and a way out, in English.

Problems whose codes begin with `warn-` do not stop a build; those with `advice-` are reported by `check`
only. `{names}` are filled from a Problem's args.
"""

MESSAGES: dict[str, tuple[str, str]] = {
    # reading a file
    "not-utf8": ("this is not UTF-8 text (byte {byte})", "save the file again with the encoding UTF-8"),
    "control-character": (
        "an invisible control character (U+{point}) stands here",
        "delete it, or type the line again",
    ),
    "merge-marker": (
        "a merge was left unfinished here ({marker})",
        "keep one of the two versions and delete the marker lines",
    ),
    "unreadable": (
        "this file cannot be read ({reason})",
        "check its permissions, or restore it from a backup",
    ),
    "is-a-link": (
        "this is a symbolic link, and links are not followed",
        "put the file itself here, or delete the link",
    ),
    "not-a-file": (
        "this is neither a file nor a folder (a pipe, a socket or a device)",
        "delete it",
    ),
    "bad-name": (
        "this name contains a backslash, a line end or an invisible character",
        "rename it with letters, digits and hyphens",
    ),
    "not-md": ("articles end in .md, and this file would not be read", "rename it to {guess}"),
    "warn-article-in-data": (
        "content/data/ holds no articles, and this one is not published",
        "move it to the folder of a section",
    ),
    "warn-windows-name": (
        "the address {address} contains `{name}`, a name that Windows reserves for a device",
        "give the article a `slug`, rename the file or the folder, or change the tag",
    ),
    "folder-too-deep": ("folders are nested more than {limit} deep", "move the folder up"),
    "file-too-large": (
        "the file has {size} bytes, more than the {limit} allowed",
        "make it smaller, or split it",
    ),
    "bad-file-name": (
        "the name `{name}` gives no address",
        "rename the file with letters and digits, or give the article a `slug`",
    ),
    # front matter
    "front-matter-dashes": (
        "the front matter begins with more than three dashes",
        "write exactly three, `---`, before and after it",
    ),
    "front-matter-fence": (
        "`{sign}` neither opens nor closes the front matter",
        "write exactly three hyphens, `---`",
    ),
    "front-matter-bare": (
        "the fields at the top are not between `---` lines",
        "put a line `---` before and after them",
    ),
    "front-matter-toml": (
        "this line of the front matter is not TOML",
        "put texts in double quotes, or write the front matter between `---` lines: `title: …`",
    ),
    "warn-pasted-character": (
        "invisible characters (first U+{point}) came with pasted text, and are left out",
        "type the line again",
    ),
    "warn-title-twice": (
        "the text begins with a heading that repeats the `title`, and it is left out",
        "delete the heading: pages show the title",
    ),
    "warn-focus-unknown": (
        "`{value}` after a picture is not a part that crops can keep",
        "write `#trên`, `#dưới`, `#trái`, `#phải`, two of these such as `#trên-trái`, or `#giữa`",
    ),
    "warn-slug-folded": (
        "`slug` is `{value}`, and the address is made of `{guess}`",
        "write it like that: a-z, 0-9 and single hyphens",
    ),
    "file-kind": (
        "{name} is of a kind that is not published",
        "of files that are linked to, these are: {known}",
    ),
    "link-bare": (
        "a link leads to `{name}`, but there is no such file",
        "did you mean {guess}?",
    ),
    "no-front-matter": (
        "there is no front matter",
        "begin the file with a line `---`, then `title: …` and `date: …`, then a line `---`",
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
    "bad-escape": (
        "a backslash in double quotes begins something that YAML does not know",
        "write two of them (`\\\\`), or put the value in single quotes",
    ),
    "bracket-open": (
        "a bracket is opened here but not closed",
        "close it, or put the value in double quotes if it is no list",
    ),
    "bad-yaml": (
        "this line of the front matter cannot be read ({reason})",
        """put the whole value in quotes: {key}: "…" (or '…' if it holds " itself)""",
    ),
    "colon-unquoted": (
        "the value of `{key}` has a colon followed by a space",
        'put the whole value in double quotes: {key}: "…"',
    ),
    "not-key-value": (
        "the front matter is not a list of `field: value` lines",
        "write one field on each line, such as `title: …`",
    ),
    "colon-space": ("a space is missing behind the colon of `{field}`", "write `{field}: …`"),
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
    "not-a-date-near": ("`{field}` is `{value}`, which is not read as a date", "did you mean {guess}?"),
    "year-out-of-range": ("`{field}` is {value}, not between 1900 and 2199", "correct the year"),
    "warn-updated-before-date": ("`updated` is earlier than `date`", "correct one of the two"),
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
        "put square brackets round several articles: related: [{value}]",
    ),
    "tags-semicolons": (
        "`tags` is a single text with semicolons",
        "put square brackets around several tags, and commas between them: tags: [{value}]",
    ),
    "bad-tag": (
        "the tag `{value}` has no Latin letters or digits, or more than {limit} characters",
        "write a short word or phrase",
    ),
    "bad-slug": (
        "`slug` is `{value}`, but it may only contain a-z, 0-9 and single hyphens",
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
    "redirect-row": (
        "this row, `{value}`, is not an old address, a new one and 301, 302 or 410",
        "write three values such as /tin.aspx?id=12,/tin/hop-bao.html,301 (with 410 the second is empty)",
    ),
    "redirect-old": (
        "`{value}` cannot be an old address of a page",
        "write one such as /tin/cu-123.html or /tin.aspx?id=12",
    ),
    "redirect-twice": (
        "{old} also leads to {target}, by {other}",
        "delete one of the two",
    ),
    "redirect-loop": ("{old} leads back to itself by {other}", "correct one of the two"),
    "redirect-page": ("{old} is a page of this site, which the redirect would hide", "delete this row"),
    "warn-redirect-chain": (
        "{old} leads to an address that {other} redirects to {target}",
        "write {target} here",
    ),
    "warn-redirect-nowhere": (
        "{old} leads to {target}, and nothing is published there",
        "correct the new address, or write 410 if the page is gone",
    ),
    "bad-layout": ("`layout` is `{value}`", "write page or map, or delete the line if this is an article"),
    "bad-image": (
        "`image` is a list",
        "name one picture, or give `src`, `alt`, `caption`, `credit` and `focus`",
    ),
    "image-key": ("`image` has a field `{key}`", "only src, alt, caption, credit and focus are known"),
    "bad-focus": (
        "`focus` of `image` is `{value}`",
        "write `trên`, `dưới`, `trái`, `phải`, two of these such as `trên trái`, or `giữa`",
    ),
    "unknown-field": ("unknown field `{field}`", "the known ones are {known}"),
    "unknown-rule": (
        "`check` has no rule `{value}`",
        "take a name from the table in docs/check.md",
    ),
    "unknown-rule-near": ("`check` has no rule `{value}`", "did you mean `{guess}`?"),
    "unknown-field-near": ("unknown field `{field}`", "did you mean `{guess}`?"),
    "outside": ("`{target}` leads out of content/", "put the file into content/ and name it from there"),
    # front matter and text that are read, but not as they were meant
    "warn-value-cut": (
        "`{field}` is cut off at ` #`, and only `{value}` is read",
        "put the whole value in double quotes",
    ),
    "warn-curly-quotes": (
        "curly quotes around the value of `{field}` are shown with it",
        'write straight quotes, "{value}", or none',
    ),
    "warn-hyphen-space": (
        "`-{value}` has no space after its hyphen and so is no entry of the list",
        "write `- {value}`",
    ),
    "list-entry": ("`{value}` does not begin an entry of a list", "write `- {guess}`"),
    "warn-list-sign": ("`{value}` does not begin an entry of a list", "write `- {guess}`"),
    "warn-tags-in-one": (
        "the tag `{value}` seems to be several tags, which become one",
        "write each on a line of its own, with `- ` before it",
    ),
    "warn-hyphens-in-a-row": (
        "`{field}` is a single text, `{value}`, and not a list",
        "write each entry on a line of its own, with `- ` before it",
    ),
    "warn-letter-lost": (
        "a letter was lost here (replaced by U+{point})",
        "type the word again",
    ),
    "warn-private-sign": (
        "a character of a Word or Symbol font (U+{point}) is here, and readers see an empty box",
        "type the character again, or write `- ` if it began an entry of a list",
    ),
    "warn-legacy-charset": (
        "this is Vietnamese in {charset}, and readers see it as garbage",
        "convert it to Unicode: {text}",
    ),
    "warn-misread": (
        "this is UTF-8 that was read as another charset, and readers see it as garbage",
        "write it as it was: {text}",
    ),
    "warn-curly-caption": (
        "the caption is in curly quotes, so this is not a picture or link",
        'write straight quotes: ("…")',
    ),
    "warn-link-space": (
        "there is a space between `]` and `(`, so `{text}` is not a link",
        "delete the space",
    ),
    "warn-link-blank": (
        "the address `{address}` has spaces in it, so that it makes no picture or link",
        "put it between < and >: (<{address}>)",
    ),
    "warn-tab-table": (
        "these lines have tabs, as a table pasted from Excel or Word, and are shown as one paragraph",
        "write each row with `|`, and a line of hyphens below the first: | {head} |, then |{rule}|",
    ),
    "warn-list-bullet": (
        "`{sign}` at the beginning of lines makes no list, and they are shown as they stand",
        "write `- ` in its place",
    ),
    "warn-letters-question": (
        "letters with marks have become `?` here, and are lost",
        "copy the text from its source again, and save the file as UTF-8",
    ),
    "warn-link-open": (
        "`](` is shown as text, since it makes no link",
        "write [words](address), with each bracket closed and no space in the address",
    ),
    "warn-bold-open": (
        "`**` is shown as text, since it makes nothing bold",
        "put `**` close to the words at both ends, in one paragraph: **words**",
    ),
    "warn-sign-left": (
        "`{sign}` is shown as text, since it has no effect here",
        "write {better}, or put `\\` before it if it is meant to be seen",
    ),
    "warn-markdown-unread": (
        "`{sign}` is shown as it stands, for Markdown is not read here",
        "put an empty line between the HTML tag and the text, and only words into the quotes of a caption",
    ),
    "warn-table-line": (
        "rows with `|` are no table without a line between head and rows",
        "write a line such as |---|---| below the first row",
    ),
    "warn-indented": (
        "this paragraph is indented by four spaces or a tab, which makes it code",
        "delete the spaces before it",
    ),
    "warn-copy": (
        "judging by its name, this file is a copy of {name}",
        "delete it, or give it a name of its own",
    ),
    "warn-placeholder": (
        "the placeholder text of `new` is still here",
        "write the article in its place, or add `draft: true`",
    ),
    "warn-body-empty": (
        "the article has no text below its front matter",
        "write it, or add `draft: true`",
    ),
    "warn-preview-address": (
        "the link to {address} leads to a preview on your own machine",
        "write the address on this site, such as {guess}",
    ),
    # pictures and attachments
    "name-case": (
        "there is no {name}, but a file that differs in letter case",
        "write {guess}, or rename the file: on servers capitals and small letters are different names",
    ),
    "picture-missing": ("there is no picture {name}", "put it there, or correct the name"),
    "picture-missing-near": ("there is no picture {name}", "did you mean {guess}?"),
    "file-missing": (
        "there is no file {name} that could be published",
        "put it there, or correct the name",
    ),
    "file-missing-near": ("there is no file {name}", "did you mean {guess}?"),
    "link-missing": ("the link to {name} leads nowhere", "correct it, or delete it"),
    "link-missing-near": ("the link to {name} leads nowhere", "did you mean {guess}?"),
    "warn-leads-nowhere": (
        "`{name}` leads nowhere, and only the words of the link or the picture are shown",
        "correct it, or delete it",
    ),
    "warn-leads-nowhere-near": (
        "`{name}` leads nowhere, and only the words of the link or the picture are shown",
        "did you mean {guess}?",
    ),
    "warn-kind-left": (
        "{name} is of a kind that is not published, and only the words of the link or the picture are shown",
        "these are: {known}",
    ),
    "warn-picture-left": (
        "the picture {name} cannot be read, and only its words are shown",
        "save it again from the original, as JPEG or PNG",
    ),
    "warn-picture-outside": (
        "the picture `{address}` is on another site, and a link to it is shown",
        "put the picture beside the article and write its file name",
    ),
    "link-incomplete": ("the link to {name} leads nowhere", "did you mean {guess}?"),
    "warn-link-incomplete": (
        "the link to {name} is incomplete, and leads to {guess}",
        "write the whole address",
    ),
    "warn-own-url-dead": (
        "the link to {address} leads to this site, where nothing has that address",
        "correct it, or name the file of the article: the link is then checked and follows it",
    ),
    "link-hidden": (
        "the link to {name} leads to an article that is not published now",
        "delete the link, or publish that article first",
    ),
    "warn-link-expired": (
        "the link to {name} leads to an article that expired on {day}, and is shown without a link",
        "delete the link",
    ),
    "warn-link-not-due": (
        "the link to {name} leads to an article that appears on {day}, and has no link until then",
        "wait until that day, or delete the link",
    ),
    "related-missing": (
        "`related` names `{name}`, but there is no such article",
        "write the file name of an article without .md",
    ),
    "related-missing-near": (
        "`related` names `{name}`, but there is no such article",
        "did you mean `{guess}`?",
    ),
    "related-unclear": (
        "`related` names `{name}`, but both {first} and {second} are called so",
        "write the path with its folders",
    ),
    "address-is-folder": (
        "this would be published at {address}, which is the folder of {other}",
        "rename the file, or give it another `slug` or alias",
    ),
    "address-below-page": (
        "this would be published in a folder {address}, which is {other}",
        "rename the folder",
    ),
    "address-long": (
        "this would be published at {address}, which is longer than files may be called",
        "give it a shorter name, or move it up",
    ),
    "warn-address-gone": (
        "{address} was published, and no page has this address any more",
        "if the article has moved, add {address} to the `aliases` of its file (`build.py rename` does that)",
    ),
    "warn-cms-missing": (
        "`cms` asks for the form editor, and this engine was made without it",
        "run `make cms` in the engine's folder, or install a wheel that holds it",
    ),
    "same-address": (
        "this would be published at {address}, where {other} is too",
        "rename one of the two, or give it another `slug`",
    ),
    "same-section": (
        "this folder's pages would stand at {address}, as those of {other} do",
        "put all into one of the two folders, or rename one",
    ),
    "warn-no-index": (
        "the section {name} has no _index.md",
        "add one with a `title`, or readers see the folder's name",
    ),
    "layout-error": ("the layout cannot be used: {reason}", "correct it, or undo the last change to it"),
    "layout-name": (
        "there is no `{name}` here",
        "correct the name, or undo the last change to the layout",
    ),
    "layout-name-near": ("there is no `{name}` here", "did you mean `{guess}`?"),
    "picture-kind": (
        "the picture {name} is of an unknown kind",
        "save it as JPEG or PNG: only {known} are shown",
    ),
    "picture-empty": ("the picture {name} is an empty file", "copy it here again"),
    "picture-in-disguise": (
        "the picture {name} is really {kind}, whatever its name ends with",
        "open it, and save it as JPEG or PNG",
    ),
    "picture-video": (
        "{name} is a video of a kind that not every browser plays",
        "save it as .mp4 and put that here",
    ),
    "picture-points": (
        "the picture {name} is {width} by {height} points, more than {limit} in all",
        "make it smaller: 2000 points across are plenty",
    ),
    "picture-frames": (
        "the picture {name} has {frames} frames of {width} by {height} points, more than {limit} in all",
        "make it smaller, or show one of them",
    ),
    "picture-unreadable": (
        "the picture {name} is broken or cut off ({reason})",
        "save it again from the original",
    ),
    "svg-refused": (
        "the drawing {name} cannot be published ({reason})",
        'save it as "plain SVG", without scripts, styles, embedded pictures and links',
    ),
    # charts
    "data-not-toml": ("this is not valid TOML ({reason})", "compare with the example in docs/articles.md"),
    "data-nested": (
        "tables, arrays or keys are nested too deep in this file",
        "compare with the example in docs/articles.md, which needs no more than two levels",
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
        "`{field}` is no list of rows",
        'write {field} = [ {{ name = "…", amount = 12 }}, … ], with at least one',
    ),
    "bar-without": ("this row has no `{name}`", 'write {{ name = "…", amount = 12 }}'),
    "data-forms": (
        "the file has both `{name}` and `{other}`",
        "keep one, and put the other into another file",
    ),
    "parts-sum": ("the parts add up to {sum}, and `total` is {total}", "correct a part or the total"),
    "parts-count": (
        "{count} parts cannot be told apart in one bar",
        "join small ones: at most {limit}",
    ),
    "values-not-rows": (
        "`{field}` is no list of values",
        "write values = [ {{ year = 2018, rank = 26 }}, … ], with at least one",
    ),
    "text-empty": ("`{field}` is empty", "write what readers are to see, or delete the line"),
    "text-long": ("`{field}` has {count} characters, more than {limit}", "shorten it"),
    "text-unprintable": ("`{field}` holds an invisible character", "type the text again"),
    "not-a-number": (
        "`{field}` is {value}, which is no number",
        "write it without quotes and with a decimal point, such as 67.41",
    ),
    "not-finite": ("`{field}` is {value}, which cannot be drawn", "write the number, or delete the field"),
    "number-out-of-range": (
        "`{field}` is {value}",
        "write a number from 0 up, of at most {digits} digits, and at most {places} of them after the point",
    ),
    "maximum-nought": (
        "`{field}` is 0",
        "write the highest score there can be, or delete the field if the source does not tell it",
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
        "the year {year} is repeated here (first on line {first})",
        "delete one of the two, or correct the year",
    ),
    "series-twice": (
        "{index} of {unit} is repeated here (first on line {first})",
        "join the two, or correct `index` or `unit`",
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
        "`{tail}` after {name} does not name its series",
        "write # and their names, such as #papi or #papi,sipas, or nothing for all",
    ),
    "chart-series-unknown": (
        "`{word}` names no series of {name}",
        "write one of {known}, or rank or score",
    ),
    "chart-series-unknown-near": ("`{word}` names no series of {name}", "did you mean `{guess}`?"),
    "chart-too-many-series": (
        "{name} has {count} series here, and more than {limit} lines cannot be told apart",
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
    # site.toml
    "bad-toml": ("this is not valid TOML ({reason})", "compare with the example in docs/site-toml.md"),
    "setting-missing": ("`{field}` is missing", 'add a line such as {field} = "…" at the top'),
    "setting-empty": ("`{field}` is empty", "write its value between the quotes, or delete the line"),
    "not-a-colour": ("`{field}` is `{value}`, which is no colour", "write it as in #1b5e4a"),
    "accent-contrast": (
        "`{field}` is {value}, whose contrast to the page is {ratio} where letters need {least}",
        "take {guess} or another colour that stands out more",
    ),
    "not-in-assets": (
        "`{field}` is `{value}`, which is no file of the kinds {kinds} in assets/",
        "put the file into assets/ and write its name, as in emblem.svg",
    ),
    "emblem-refused": (
        "this emblem cannot be shown ({reason})",
        "save it as a plain SVG of shapes with a viewBox, or as a PNG, of at most {limit} bytes",
    ),
    "hem-refused": (
        "this tile of the hem cannot be used ({reason})",
        "draw it as paths with fill and d, of straight lines, in at most {limit} bytes",
    ),
    "icon-not-png": ("this is not a PNG picture", "save the picture again as PNG"),
    "menu-unknown": ("`menu` names `{name}`, which is no section", "write the name of a folder in content/"),
    "menu-unknown-near": ("`menu` names `{name}`, which is no section", "did you mean `{guess}`?"),
    "shortcut-unknown": (
        "`{field}` leads to `{name}`, which is not a page of this site",
        "write a page's address as readers see it, or a whole https:// address",
    ),
    "not-a-size": (
        "`{field}` is {value}, which is no number of entries",
        "write a whole number from 1 to {most}, without quotes",
    ),
    "not-a-host": (
        "`{value}` in `{field}` is no name of a host",
        "write it without `https://` and `www.`, such as youtube.com",
    ),
    "not-a-width": (
        "`{field}` holds {value}, which is no width of a picture",
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
    "row-without-links": (
        "an entry of `{field}` has no `{name}`",
        'add {name} = [{{ title = "…", to = "…" }}] to it',
    ),
    "not-among": ("`{field}` has `{value}`", "only {known} are known"),
    "target-name": (
        "the target `{value}` has a name that no environment variable can hold",
        "name it with small letters a to z, digits and single hyphens, such as [deploy.may-chu]",
    ),
    "target-needs": (
        "the target `{target}` has no `{name}`",
        'add a line {name} = "{like}" below [deploy.{target}]',
    ),
    "target-value": ("`{field}` is `{value}`, which is not a valid value", "write it like {like}"),
    "target-number": (
        "`{field}` is {value}, which is not a valid value",
        "write a whole number from {least} to {most}, without quotes",
    ),
    "deploy-example": (
        "`address` is at {host}, a reserved example, which every page would contain",
        "write the address that readers will use, then build and deploy",
    ),
    "deploy-other-address": (
        "this site was built for {built}, and `address` is {now} now",
        "build it again, then deploy",
    ),
    "deploy-empty": ("there is no page here to deploy", "build the site first"),
    "deploy-drafts": (
        "this site was built with drafts, and readers would see them",
        "build it without --drafts, then deploy",
    ),
    "deploy-loses-pages": (
        "{gone} of the {standing} published pages would be deleted",
        "check what is missing in content/, or deploy with --yes if that is intended",
    ),
    "deploy-too-many": (
        "the site has {count} files, and {server} accepts {limit} ({source})",
        "choose another host, or publish fewer files",
    ),
    "deploy-too-many-redirects": (
        "{count} old addresses are more than {server} can redirect",
        "take them out of content/data/redirects.csv, or deploy with --yes to leave them out",
    ),
    "deploy-too-large": (
        "the site has {size}, and {server} accepts {limit} ({source})",
        "choose another host, or publish pictures in fewer widths",
    ),
    "deploy-file-too-large": (
        "this file has {size}, and {server} accepts files up to {limit} ({source})",
        "make it smaller, or put it where large files are kept and link to that",
    ),
    "target-compress": (
        "`compress` is true, but the `server` of this target does not serve compressed copies",
        "take the line away, or name a server among {servers}",
    ),
    "target-secret": (
        "`{field}` is a secret, or looks like one, and everybody who can read this file could use it",
        "delete it, get a new one from the host, and put that into the environment (docs/hosting.md)",
    ),
    "not-in-dateline": (
        "`{field}` has `{value}`, which does not name one value",
        'write text around one of {{posted}}, {{updated}} and {{views}}, such as "Ngày đăng: {{posted}}"',
    ),
    "not-an-address": (
        "`{field}` is `{value}`, which is no web address",
        "write it like https://ten-mien.vn/ or https://ten-mien.vn/cchc/",
    ),
    "unknown-zone": ("`{field}` is `{value}`, an unknown time zone", "write Asia/Ho_Chi_Minh"),
    "bad-pattern": (
        "`{field}` has `{piece}`, which is no part of a date pattern",
        "use y, M, d, and for times H, h, m, s and a, and put words between single quotes",
    ),
    "bad-number-pattern": (
        "`{field}` has `{piece}`, which cannot be read there in a number pattern",
        "write # and 0 for digits, a comma between thousands and a point before decimals, such as #,##0.##, "
        "and put words between single quotes",
    ),
    # prose
    "nested-too-deep": (
        "lists or quotes are nested more than {limit} deep",
        "write flatter lists",
    ),
    "too-many-brackets": (
        "a line has a bare address and more than {limit} round brackets",
        "put the address between < and >, or break the line",
    ),
    "text-too-long": (
        "the text has {count} characters, more than {limit}",
        "split it into several articles",
    ),
    "bad-address": (
        "the address `{address}` is not allowed in a link",
        "use a path in content/, or an address that begins with /, #, https://, mailto: or tel:",
    ),
    "local-address": (
        "`{address}` is a file of your own machine or office, which nobody else can open",
        "put the file beside the article and write its name",
    ),
    "backslash": (
        "`{target}` is a Windows path",
        "write {guess}",
    ),
    "bad-picture-address": (
        "the picture `{address}` is not a file of this site, and nothing is loaded from elsewhere",
        "put the picture beside the article and write its file name",
    ),
    "video-as-picture": (
        "`{address}` is a video on another site, not a picture",
        "delete the `!` before the bracket, which makes it a link",
    ),
    "empty-address": ("a link or picture has no address", "write where it leads, between the round brackets"),
    "too-many-links": (
        "the text has more than {limit} links and pictures",
        "split it into several articles",
    ),
    "too-many-footnotes": ("the text has more than {limit} footnotes", "split it into several articles"),
    "too-many-cells": (
        "the tables have more than {limit} cells",
        "publish the table as a file beside the article, and link to it",
    ),
    "too-many-tags": ("the text has more than {limit} HTML tags", "write it in Markdown"),
    "tags-too-deep": (
        "HTML tags are nested more than {limit} deep, or not closed",
        "close each tag, such as <div> by </div>, or write the text in Markdown",
    ),
    "tag-swallows": (
        "the HTML tag `<{tag}>` is not allowed in articles, and would remove all text after it",
        "delete it, or write `&lt;` for its `<` if it was meant as text",
    ),
    "tag-takes-all": (
        "the HTML tag `<{tag}>` is not allowed in articles, and contains the whole text",
        "delete it and its end `</{tag}>`, or write `&lt;` for its `<` if it was meant as text",
    ),
    "too-many-definitions": (
        "the text has more than {limit} lines that begin with a colon",
        "split it into several articles",
    ),
    "too-many-tildes": (
        "the text has more than {limit} tildes `~`",
        "write `\\~` for those that strike nothing out",
    ),
    "warn-tag-open": (
        "the HTML tag `<{tag}>` is never closed, so it applies to the end of the text",
        "close it with `</{tag}>`, or write `&lt;` for its `<` if it was meant as text",
    ),
    "warn-comment-open": (
        "a comment is opened here and never closed, so that nothing below it is shown",
        "put --> at its end",
    ),
    "warn-instruction-removed": (
        "`<{tag}…>` is for programs and is not shown",
        "delete it, or put it between backquotes if it is an example",
    ),
    "warn-picture-unaddressed": (
        "a picture has no `src`, so that it is not shown",
        "write its file in `src` (no script loads it later), or in Markdown: ![what it shows](picture.jpg)",
    ),
    "warn-template-left": (
        "`{sign}` is syntax of {name}, and is shown as text",
        "write what it means, or delete it, or put it between backquotes if it is an example",
    ),
    "warn-note-missing": (
        "the footnote [^{name}] has no text",
        "add a line `[^{name}]: …`, or delete the reference",
    ),
    "warn-note-unused": (
        "nothing refers to the footnote [^{name}], so it is not shown",
        "write [^{name}] where it belongs, or delete the note",
    ),
    "warn-definition-unused": (
        "`[{name}]: …` names an address for links, and as nothing uses it, the line is not shown",
        "write `\\[{name}]:` if readers are to see the line, or delete it",
    ),
    "warn-reference-missing": (
        "the address of [{name}] is missing, so the brackets are shown",
        "add a line `[{name}]: address`",
    ),
    "warn-cells-dropped": (
        "this row has more cells than the table has columns, and those at its end are not shown",
        "add columns to the head of the table, or write `\\|` for a `|` that is text",
    ),
    "warn-tag-removed": (
        "the HTML tag `<{tag}>` is not allowed in articles and was left out",
        "delete it, or write `&lt;` for its `<` if it was meant as text",
    ),
    # the search index
    "abbreviations-unreadable": (
        "the list of abbreviations cannot be read ({reason})",
        'write lines such as "HĐND" = "Hội đồng nhân dân", or delete the file',
    ),
    # what could be better
    "advice-no-summary": (
        "there is no `summary`",
        "write one or two sentences: lists and search engines show them, now they take the first paragraph",
    ),
    "advice-long-summary": (
        "the `summary` has {count} characters",
        "shorten it to {limit} or fewer: no list or search engine shows more",
    ),
    "advice-long-title": (
        "the `title` has {count} words",
        "shorten it to {limit} or fewer, and move the rest to `summary`",
    ),
    "advice-long-paragraph": (
        "the paragraph “{text}…” has {count} characters",
        "split it, or make a list or a table of it: {limit} fill the screen of a telephone",
    ),
    "advice-list-in-paragraph": (
        "lines that begin like a list are in a paragraph, and are shown as running text",
        "put an empty line before the list",
    ),
    "advice-blanks": (
        "no-break spaces are used as layout here",
        "delete them: pages set their distances themselves",
    ),
    "advice-two-spellings": ("both `{one}` and `{other}` are on this page", "choose one of the two"),
    "advice-word": (
        "`{word}` is in the title or the lead",
        "write `{better}`, as {list} has it",
    ),
    "advice-attributes": (
        "attributes of HTML tags are removed: {names}",
        "delete them: the site's own styles decide how text, tables and pictures look",
    ),
    "advice-attribute-list": (
        "`{written}` is left out: articles cannot set classes or styles",
        "delete it",
    ),
    "advice-no-tags": (
        "there are no `tags`",
        "give two to five, by which readers find what belongs together",
    ),
    "advice-no-alt": (
        "the picture {name} has no description for those who cannot see it",
        "describe it between the square brackets: ![…]({name})",
    ),
    "advice-no-alt-in-head": (
        "the picture {name} has no description for those who cannot see it",
        "give `image` a `src` and an `alt` that describes it",
    ),
    "advice-not-md": (
        "this begins like an article, but is not read, since articles end in .md",
        "rename it to {guess}",
    ),
    "advice-alt-is-a-name": (
        "the alternative text of a picture is `{text}`, the name of a file",
        "describe what it shows",
    ),
    "advice-alt-says-nothing": (
        "the alternative text of a picture is `{text}`, which says nothing of it",
        "describe what it shows",
    ),
    "advice-long-alt": (
        "the alternative text of a picture has {count} characters",
        "say the main thing in {limit} or fewer, and the rest in the article",
    ),
    "advice-heading": (
        "a link leads to #{name}, but its page has no such heading",
        "leave out what follows #, or write #muc- and the heading without marks: #muc-duong-day-nong",
    ),
    "advice-heading-near": (
        "a link leads to #{name}, but its page has no such heading",
        "did you mean #{guess}?",
    ),
    "advice-link-words": (
        "the text of a link is only `{text}`",
        "name the target in its words: many readers hear links without the sentence around them",
    ),
    "advice-external-gone": (
        "the link to {address} leads nowhere: that site answers {status}",
        "correct it, or take it away",
    ),
    "advice-external-silent": (
        "the link to {address} gets no answer ({reason})",
        "open it in a browser, and correct it or take it away if it is gone",
    ),
    "advice-form-date": (
        "`{field}` is `{value}`, which the form at /quan-tri/ may take for another day",
        "write it like {better}",
    ),
    "advice-form-comment": (
        "this comment is lost when the article is saved by the form at /quan-tri/",
        "put what matters into the text, or delete it",
    ),
    "advice-form-image": (
        "`image` is the name of a file, which the form at /quan-tri/ does not show",
        "put `src: {name}` on a line of its own below `image:`, with two spaces before it",
    ),
    "advice-link-expires": (
        "the link to {name} leads to an article that expires on {day}",
        "delete the link before that day, since only its words are shown afterwards",
    ),
    "advice-twins": (
        "this article has the title and the day of {other}",
        "delete one of the two, if they are the same, or give one another title",
    ),
    "advice-tags-alike": (
        "the tags `{one}` and `{other}` share one page",
        "write one of them in all articles, or give one another name",
    ),
    "advice-unused-file": ("no article shows this file or links to it", "use it, or delete it"),
    # importing saved pages
    "profile-broken": (
        "this is not valid TOML ({reason})",
        "compare it with a profile that ships, in bantin/importer/profiles/",
    ),
    "profile-no-table": (
        "`{field}` is not a table",
        "write [{field}] on a line of its own, and its rules below it",
    ),
    "profile-no-texts": ("`{field}` is neither a text nor a list of texts", "write texts in quotes"),
    "profile-pattern": (
        "`{value}` in `{field}` contains an unknown part ({part})",
        "name a field in braces, such as {{date}}, or for dates use dd, MM, yyyy, HH, mm, ss and a",
    ),
    "profile-selector": ("`{value}` in `{field}` is not a CSS selector", "write one such as div.content h1"),
    "import-nothing-there": ("there is no such file or folder", "correct the path"),
    "import-kind": ("this kind of file is not imported", "give a file that ends in {known}"),
    "import-doc": (
        "files that end in .{ending} are not read",
        "open it in Word or LibreOffice, save it as .docx, and import that",
    ),
    "import-archive-broken": ("this cannot be unpacked ({reason})", "pack the files again, as a plain zip"),
    "import-archive-members": (
        "the archive holds {count} files, more than the {limit} allowed",
        "divide it into several archives",
    ),
    "import-archive-large": (
        "unpacked the archive has {size} bytes, more than the {limit} allowed",
        "unpack it yourself and import the folder, or divide it",
    ),
    "import-unsafe-member": (
        "this member of an archive is a link or is outside the archive, and is skipped",
        "pack the file itself under a plain name",
    ),
    "import-nested-archive": (
        "this archive is inside another one, and is skipped",
        "unpack it, or import it by itself",
    ),
    "import-charset": (
        "its charset is not certain (most likely {guess})",
        "open the page in a browser, copy its text into a file and save that as UTF-8",
    ),
    "import-charset-unknown": (
        "its charset is not certain",
        "open the page in a browser, copy its text into a file and save that as UTF-8",
    ),
    "import-letters-lost": (
        "letters with marks have become `?` in it, and are lost",
        "save the page from the portal again, as UTF-8",
    ),
    "import-blank": ("there is no text in it", "save the page again when it has loaded completely"),
    "import-no-profile": (
        "no profile fits this text",
        "name one with --profile ({known}), or write one as docs/chuyen-cong.md says",
    ),
    "import-no-date": (
        "no date of publication is found in it",
        "look with --explain, and add to the profile how the date is written",
    ),
    "import-no-title": (
        "no title is found in it",
        "look with --explain, and add the title's rule to the profile",
    ),
    "import-empty": (
        "the page has no text ({title})",
        "save the page again when it has loaded completely",
    ),
    "import-list-page": ("this is a list of articles, or no article at all", "save the articles' own pages"),
    "import-login-page": ("this is a login page", "log in, and save the page again"),
    "import-error-page": (
        "this is an error page of the portal",
        "check the address, and save the page again",
    ),
    "import-same-text": (
        "it has the same text as {other} ({count} pages have it), with another title or day",
        "open both on the old portal, and save the right one again",
    ),
    "import-many-of-one": (
        "{count} saved pages contain this article",
        "if the portal answered several addresses with one page, save them again",
    ),
    "import-future": (
        "its date {date} has not come yet",
        "correct `date_format` in the profile, or set --now",
    ),
    "import-ledger": (
        "this list of imported pages is damaged",
        "restore it from a backup, since articles could be imported twice",
    ),
    "import-export": ("this export cannot be read ({reason})", "export it again from the old site"),
    "warn-import-picture": (
        "the picture {name} was not saved with the page",
        "put it there under this name, or take the line out",
    ),
    "warn-import-shortcode": (
        "{count} shortcodes are left in the text, the first of them `{name}`",
        "replace it by what it means",
    ),
    "warn-import-date-of-file": (
        "the document contains no date, so the day on which its file was created is used",
        "correct `date` if necessary",
    ),
    # collecting from other bulletins
    "warn-feed-missing": (
        "the feed of {name} is missing ({file}), and the {count} articles of its last copy stay",
        "build that bulletin, or fetch its feed.json, and collect again",
    ),
    "warn-feed-unreadable": (
        "the feed of {name} cannot be read ({reason}), and the {count} articles of its last copy stay",
        "fetch its feed.json again, and collect again",
    ),
    "warn-feed-item": (
        "{count} articles of {name} were left out, such as that at {url} ({reason})",
        "tell the editors of that bulletin",
    ),
}

# What the system refuses, by the name of its error; OTHER is any other.
OTHER = "system"
FAULTS: dict[str, tuple[str, str]] = {
    "ENOSPC": ("the disk or your quota is full", "free some space (or inodes), then try again"),
    "EFBIG": ("the file is larger than the system's limit", "raise the limit (`ulimit -f`)"),
    "EROFS": ("this file system is read-only", "make it writable, or name another folder"),
    "EACCES": ("permission denied", "check its owner and permissions"),
    "EIO": ("the disk reports an error ({reason})", "look at the disk's health, then try again"),
    "EMFILE": ("too many files are open at once", "raise the limit (`ulimit -n`), or end other programs"),
    "ENOMEM": ("there is not enough memory", "end other programs, or build with --jobs 1"),
    "EAGAIN": ("the system cannot start another process", "end other programs, or build with --jobs 1"),
    "EBUSY": (
        "another program is using this ({reason})",
        "end what uses it (a mount point cannot be replaced)",
    ),
    "ENOENT": (
        "this is not there, or a folder above it is missing",
        "is something else at work in these folders? try again",
    ),
    "EEXIST": (
        "this was created while the build was running",
        "is something else at work in these folders? try again",
    ),
    "ENOTDIR": ("there is a file where a folder is needed", "move that file away"),
    "EISDIR": ("there is a folder where a file is needed", "move that folder away"),
    "ENOTEMPTY": (
        "files were added here while the build was running",
        "is something else at work in these folders? try again",
    ),
    "ENAMETOOLONG": ("this name is too long for the file system", "choose a shorter one"),
    "ELOOP": ("this is a symbolic link", "put the folder or the file itself here"),
    "EXDEV": (
        "the file system cannot move this folder as a whole ({reason})",
        "delete output/ once, or name another folder with --output",
    ),
    "ENOLCK": ("this file system has no locks ({reason})", "name an output folder on another with --output"),
    "ESTALE": ("the server of this file system no longer knows this file", "mount it anew, then try again"),
    OTHER: (
        "the system reported an error ({reason})",
        "try again; if it recurs, look for its cause on this machine",
    ),
}
