"""Messages about text that is shown otherwise than meant: lost letters, signs left over, placeholders."""

MESSAGES: dict[str, tuple[str, str]] = {
    "warn-pasted-character": (
        "invisible characters (first U+{point}) came with pasted text, and are left out",
        "type the line again",
    ),
    "warn-title-twice": (
        "the text begins with a heading that repeats the `title`, and it is left out",
        "delete the heading: pages show the title",
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
    "warn-link-blank-near": (
        "the address `{address}` has spaces in it, so that it makes no link",
        "write {guess}",
    ),
    "warn-caption-quotes": (
        "the quotation marks of the caption after `{address}` do not match, so this is not a picture or link",
        'write ({address} "{words}")',
    ),
    "warn-caption-unquoted": (
        "the words after `{address}` are not in quotes, so this is not a picture or link",
        'write ({address} "{words}")',
    ),
    "warn-styled-letters": (
        "`{text}` is written in mathematical characters that look like letters, which search cannot find",
        "write it with letters: {guess}",
    ),
    "warn-similar-letters": (
        "`{text}` has a letter of another alphabet that only looks right, and search cannot find the word",
        "type it again: {guess}",
    ),
    "warn-fields-in-text": (
        "there is a second `title` and `date` in the text, and readers see them",
        "put each article into a file of its own, or delete these lines",
    ),
    "warn-sign-taken": (
        "the two `{sign}` of `{text}` are not shown: they strike out the words between or make them italic",
        "write `\\{sign}` for each, or – and × between numbers",
    ),
    "warn-field-markup": (
        "`{sign}` in `{field}` is shown unchanged, since this field is plain text",
        "delete it, or write the character that it stands for",
    ),
    "warn-windows-sign": (
        "`{sign}` is written as U+{point}, its number in Windows-1252, and shown as it was meant",
        "type it again, or save the text from its source as UTF-8",
    ),
    "warn-tab-table": (
        "these lines have tabs or rows of spaces, like a table pasted from Word, and are one paragraph",
        "write each row with `|`, and a line of hyphens below the first: | {head} |, then |{rule}|",
    ),
    "warn-list-bullet": (
        "`{sign}` at the beginning of lines makes no list, and the lines are shown unchanged",
        "write `- ` in its place",
    ),
    "warn-points-joined": (
        "lines that begin with `{signs}` and so on make no list, and are shown as one paragraph",
        "put an empty line between them, or `- ` before each",
    ),
    "warn-letters-question": (
        "letters with diacritics have become `?` here, and are lost",
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
    "warn-backslash-last": (
        "`\\` at the end of a paragraph breaks no line, and is shown",
        "delete it",
    ),
    "warn-markdown-unread": (
        "`{sign}` is shown unchanged, since Markdown is not read here",
        "put an empty line between the HTML tag and the text, and only words into the quotes of a caption",
    ),
    "warn-table-columns": (
        "this line has more or fewer columns than the header row above it, so the rows are not a table",
        "write {guess}",
    ),
    "warn-table-line": (
        "rows with `|` are not a table without a line of hyphens below the first row",
        "write a line such as |---|---| directly below the first row",
    ),
    "warn-table-head": (
        "this line of hyphens makes no table, since there is no row of names directly above it",
        "write the names of the columns above it, without an empty line between",
    ),
    "warn-tables-joined": (
        "this line is directly below a table, and is shown with the table below it as rows of the first",
        "put an empty line above it",
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
    "warn-intranet-address": (
        "the link to {address} leads into the network of an office, which readers cannot open",
        "write a public address, or put the file beside the article and write its name",
    ),
    "warn-fence-open": (
        "the line {sign} begins code here and none ends it, so that all text below is shown as code",
        "write {sign} on a line of its own below the code, or delete this line",
    ),
}
