"""What is said to editors: for each code a sentence (what is wrong) and a way out.

Codes that begin with `warn-` do not stop a build. `{names}` are filled from a Problem's args.
"""

MESSAGES: dict[str, tuple[str, str]] = {
    # reading a file
    "not-utf8": ("this is not UTF-8 text (byte {byte})", "save the file again with the encoding UTF-8"),
    "control-character": (
        "an invisible control character (U+{code}) stands here",
        "delete it, or type the line again",
    ),
    "merge-marker": (
        "a merge was left unfinished here ({marker})",
        "keep one of the two versions and delete the marker lines",
    ),
    # prose
    "nested-too-deep": (
        "lists or quotes are nested more than {limit} deep",
        "write flatter lists",
    ),
    "too-many-brackets": (
        "a paragraph has more than {limit} opening brackets `[`",
        "split the paragraph, or write `\\[` for brackets that are no links",
    ),
    "text-too-long": (
        "the text has {count} characters, more than {limit}",
        "split it into several articles",
    ),
    "prose-timeout": (
        "the text took longer than {seconds} seconds to convert",
        "look for very long lines or thousands of unclosed brackets, asterisks or quotes",
    ),
}
