"""What libraries, and parts of a message that are filled in as `said`, say; for translation alone.

Of these a catalogue translates what an editor meets; anything else is shown as it comes. `{names}` stand for
whatever is there.
"""

import re

# Python's argparse, 3.11 to 3.14, in its own notation (a test reads the list from argparse itself).
ARGPARSE = (
    "usage: ",
    "options",
    "positional arguments",
    "show this help message and exit",
    "argument %(argument_name)s: %(message)s",
    "%(prog)s: error: %(message)s\n",
    "%(prog)s: warning: %(message)s\n",
    "expected one argument",
    "expected at least one argument",
    "expected at most one argument",
    "ignored explicit argument %r",
    "invalid %(type)s value: %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "not allowed with argument %s",
    "one of the arguments %s is required",
    "the following arguments are required: %s",
    "unknown parser %(parser_name)r (choices: %(choices)s)",
    "unrecognized arguments: %s",
)

SAID = (
    # bantin's own, given as `said`
    "nested too deep",
    "it is no YAML",
    "its frames are not laid out as they should be",
    "its parts do not fit together",
    "this is no {kind} picture",
    "it claims to have more than {limit} points",
    "unknown fault",
    "there is no layout {name}",
    "it includes or calls itself without an end",
    "it makes more than there is room for",
    "it is nested too deep",
    "it takes longer than {seconds} seconds",
    "`{word}` has no text of two words or more",
    # drawings
    "not UTF-8",
    "not well-formed",
    "neither width and height nor a viewBox",
    "a DOCTYPE",
    "a processing instruction",
    "too many or too deeply nested elements",
    "the outermost element is <{name}>",
    "the element <{name}>",
    "a link out of the drawing",
    "a link out of the drawing in {name}",
    "the attribute {name}",
    "the element #{name} refers to itself",
    "its references would draw too many elements",
    "the page {name} that bantin makes",
    "more than {count}",
    # Jinja
    "Expected an expression, got {token}",
    "expected token {token}, got {other}",
    "unexpected {token}",
    "unexpected char {sign} at {count}",
    "Encountered unknown tag {tag}. Jinja was looking for the following tags: {tags}. "
    "The innermost block that needs to be closed is {block}.",
    "Encountered unknown tag {tag}.",
    "Unexpected end of template. Jinja was looking for the following tags: {tags}. "
    "The innermost block that needs to be closed is {block}.",
    "Unexpected end of template. Jinja was looking for the following tags: {tags}.",
    "No filter named {name}.",
    "No test named {name}.",
    "block {name} defined twice",
    "division by zero",
    # YAML
    "did not find expected key",
    "did not find expected node content",
    "did not find expected '-' indicator",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
    "did not find expected alphabetic or numeric character",
    "did not find expected comment or line break",
    "did not find expected whitespace or line break",
    "did not find expected <document start>",
    "could not find expected ':'",
    "could not find expected directive name",
    "found character that cannot start any token",
    "found unexpected ':'",
    "found unexpected document indicator",
    "found unexpected end of stream",
    "found a tab character that violates indentation",
    "found a tab character where an indentation space is expected",
    "found an indentation indicator equal to 0",
    "block sequence entries are not allowed in this context",
    "mapping keys are not allowed in this context",
    "mapping values are not allowed in this context",
    # TOML
    "An object other than list found behind this key",
    "Cannot overwrite a value",
    "Cannot declare {key} twice",
    "Cannot mutate immutable namespace {key}",
    "Cannot redefine namespace {key}",
    "Duplicate inline table key {key}",
    "Expected '=' after a key in a key/value pair",
    "Expected ']' at the end of a table declaration",
    "Expected ']]' at the end of an array declaration",
    "Expected newline or end of document after a statement",
    "Expected '{sign}'",
    "Found invalid character {sign}",
    "Illegal character {sign}",
    "Invalid date or datetime",
    "Invalid hex value",
    "Invalid initial character for a key part",
    "Invalid statement",
    "Invalid value",
    "There is no nest behind this key",
    "Unclosed array",
    "Unclosed inline table",
    "Unescaped '\\' in a string",
    "Unterminated string",
    "Exceeds the limit (4300 digits) for integer string conversion: value has {count} digits",
    "Exceeds the limit (4300 digits) for integer string conversion",
    # the operating system
    "Permission denied",
    "Input/output error",
    "No such file or directory",
    "Is a directory",
    "Not a directory",
    "File name too long",
    "Too many open files",
    "Too many levels of symbolic links",
    "Stale file handle",
    "Cannot assign requested address",
    # pictures
    "broken data stream when reading image file",
    "image file is truncated",
    "image file is truncated ({count} bytes not processed)",
    "Truncated File Read",
    "unrecognized data stream contents when reading image file",
)


# What pages are made from, as `why` names it (a test reads the list from the page kinds).
INPUTS = (
    "settings and assets",
    "layout",
    "menu",
    "article",
    "articles",
    "author",
    "authors",
    "beside",
    "breadcrumb",
    "bundles",
    "charts",
    "counts",
    "empty sections",
    "entries",
    "links and pictures",
    "list page",
    "lists",
    "month",
    "newer",
    "news",
    "news sitemaps",
    "older",
    "other ways",
    "recently read",
    "related",
    "script",
    "section",
    "sections",
    "sitemaps",
    "standalone pages",
    "stories",
    "sub sections",
    "tag",
    "tags",
    "target",
    "views",
    "year",
    "years",
)


def template_of(sentence: str) -> tuple[str, dict[str, str]]:
    """The entry of SAID that these words fill, with what fills it; the words themselves where none does."""
    for template in SAID:
        if "{" not in template or template == sentence:
            continue
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(template))
        if match := re.fullmatch(pattern, sentence):
            return template, match.groupdict()
    return sentence, {}
