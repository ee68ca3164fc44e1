"""Messages about files and folders of content/ that cannot be read, or not as articles."""

MESSAGES: dict[str, tuple[str, str]] = {
    "not-utf8": ("this is not UTF-8 text (byte {byte})", "save the file again with the encoding UTF-8"),
    "control-character": (
        "there is an invisible control character here (U+{point})",
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
    "warn-list-misnamed": ("no list is read from a file of this name", "did you mean {guess}?"),
    "warn-windows-name": (
        "the address {address} contains `{name}`, a name that Windows reserves for a device",
        "give the article a `slug`, rename the file or the folder, or change the tag",
    ),
    "folder-too-deep": ("folders are nested more than {limit} deep", "move the folder up"),
    "file-too-large": (
        "the file has more than {limit}",
        "make it smaller, or split it",
    ),
    "bad-file-name": (
        "the name `{name}` gives no address",
        "rename the file with letters and digits, or give the article a `slug`",
    ),
    "warn-no-index": (
        "the section {name} has no _index.md",
        "add one with a `title`, or readers see the folder's name",
    ),
}
