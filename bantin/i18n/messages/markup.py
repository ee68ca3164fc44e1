"""Messages about Markdown and HTML: limits, tags, notes, references."""

MESSAGES: dict[str, tuple[str, str]] = {
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
    "bad-address-near": ("the address `{address}` is not allowed in a link", "did you mean {guess}?"),
    "warn-bad-host": (
        "no browser can open `{address}`, and the words are shown without a link",
        "correct the part between // and the next /, or copy the address again from the browser",
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
    "picture-embedded": (
        "a picture is written into the text itself, as a long row of letters (`data:`)",
        "save it as a file beside the article and write its name, or import the document as .docx",
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
    "warn-template-removed": (
        "`{sign}` is syntax of {name}, and is not shown",
        "write what it means, or delete it, or put it between backquotes if it is an example",
    ),
    "warn-note-missing": (
        "the footnote [^{name}] has no text",
        "add a line `[^{name}]: …`, delete the reference, or put it between backquotes if it is not a "
        "footnote",
    ),
    "warn-note-twice": (
        "there is another footnote [^{name}] above, and both lose the way back to the text",
        "give this one a label of its own, here and where it is referred to, or delete it",
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
        "add a line `[{name}]: address`, or write `\\[` for a bracket that is text",
    ),
    "warn-definition-shown": (
        "`[{name}]: …` is shown, for it names no address, and so are the brackets of its links",
        'put an empty line above it, take spaces out of its address, and put words after it in quotes: "…"',
    ),
    "warn-cells-dropped": (
        "this row has more cells than the table has columns, and those at its end are not shown",
        "add columns to the first row of the table, or write `\\|` for a `|` that is text",
    ),
    "warn-backslash-taken": (
        "`{text}` is shown without each `\\` that stands before a punctuation mark",
        "put the path between backquotes",
    ),
    "warn-tag-removed": (
        "the HTML tag `<{tag}>` is not allowed in articles and was left out",
        "delete it, or write `&lt;` for its `<` if it was meant as text",
    ),
}
