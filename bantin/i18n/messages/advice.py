"""Messages about advice, which `check` alone reports."""

MESSAGES: dict[str, tuple[str, str]] = {
    "advice-no-summary": (
        "there is no `summary`",
        "write one or two sentences: lists and search engines show them, now they take the first paragraph",
    ),
    "advice-summary-title": (
        "the `summary` repeats the title",
        "write in a sentence what happened, where, for whom: lists print it below the title",
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
        "split it, or make a list or a table of it: {limit} fill the screen of a phone",
    ),
    "advice-list-in-paragraph": (
        "lines that begin like a list are in a paragraph, and are shown as running text",
        "put an empty line before the list",
    ),
    "advice-number-changed": (
        "the entry number {written} of a list is shown with the number {shown}",
        "number the entries one after the other, or write `{written}\\.` and an empty line above each",
    ),
    "advice-text-below-table": (
        "“{text}” is directly below a table, and is shown as its last row",
        "put an empty line above it",
    ),
    "advice-text-below-list": (
        "“{text}” is directly below a list, and is shown as a part of its last entry",
        "put an empty line above it",
    ),
    "advice-underlined": (
        "the line `---` makes a heading of the sentence above it, “{text}”",
        "put an empty line above `---` for a rule, or delete the line",
    ),
    "advice-lines-joined": (
        "these lines, which seem to be paragraphs of their own, are shown as one",
        "put an empty line between them",
    ),
    "advice-moving-picture": (
        "the picture {name} moves for more than five seconds, and readers cannot stop it",
        "publish it as a video (.mp4), which readers start themselves, or let it move once and briefly",
    ),
    "advice-file-empty": ("this file is empty", "copy it here again, or delete it and the links to it"),
    "advice-layout-unread": (
        "no page uses this layout: it replaces none of the engine's",
        "name it like the one it should replace, as in layouts/{guess}, or delete it",
    ),
    "advice-file-kind": (
        "readers cannot open this as .{ending}: it is damaged, has a password or is another kind of file",
        "open it, save it as .{ending} without a password, and put that here",
    ),
    "advice-word-list": (
        "this line of the word list is not a pair of words, so it corrects nothing",
        "write `wrong = right`, and save the file with the encoding UTF-8",
    ),
    "advice-word-broken": (
        "`{text}` is on two lines, and a space is shown after its hyphen",
        "write it on one line",
    ),
    "advice-sentence-cut": (
        "the paragraph above ends within a sentence, which goes on with “{text}”",
        "delete the empty line between the two",
    ),
    "advice-bold-heading": (
        "the line “{text}” is bold like a heading, but is not one",
        "write `## {text}`: readers and screen readers navigate by headings",
    ),
    "advice-heading-skip": (
        "the heading “{text}” skips a level",
        "write `{signs} {text}`: people who listen to the page think that a heading is missing",
    ),
    "advice-capitals": (
        "“{text}” is written in capitals",
        "write capitals where a sentence has them: others are hard to read, and screen readers spell them",
    ),
    "advice-gap": ("`{text}` is left to be filled in", "write the number or the day, or delete it"),
    "advice-space-before-sign": (
        "in `{text}` there is a space before a punctuation mark",
        "put the mark directly after its word, and the space after the mark",
    ),
    "advice-card-number": (
        "the number of somebody's identity card ({text}) is here",
        "delete it or hide most digits, unless a law wants it published",
    ),
    "advice-picture-in-text": (
        "the picture {name} is in one paragraph with text, and so has no caption",
        'put an empty line below it, or make the text its caption: ![…]({name} "…")',
    ),
    "advice-blanks": (
        "no-break spaces are used as layout here",
        "delete them: pages set their distances themselves",
    ),
    "advice-two-spellings": ("both `{one}` and `{other}` are on this page", "choose one of the two"),
    "advice-word": (
        "`{word}` is in the `title` or the `summary`",
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
        "give two to five, by which readers find articles on the same subject",
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
        "leave out what follows #, or write #muc- and the heading without diacritics: #muc-duong-day-nong",
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
        "correct it, or delete it",
    ),
    "advice-external-silent": (
        "the link to {address} gets no answer ({reason})",
        "open it in a browser, and correct it, or delete it if it is gone",
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
    "advice-views-row": (
        "this line is not a count of views, and the pages show none of such lines",
        "bring the file back from a copy: only the command `views` writes it, Excel changes its commas",
    ),
    "advice-unused-file": ("no article shows this file or links to it", "use it, or delete it"),
}
