"""Messages about links, addresses, related articles and redirects."""

MESSAGES: dict[str, tuple[str, str]] = {
    "file-kind": (
        "{name} is of a kind that is not published",
        "of files that are linked to, these are: {known}",
    ),
    "link-bare": (
        "a link leads to `{name}`, but there is no such file",
        "did you mean {guess}?",
    ),
    "file-kind-near": (
        "{name} is of a kind that is not published",
        "save it as .{guess} and link to that file",
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
    "warn-redirect-nowhere-near": (
        "{old} leads to {target}, and nothing is published there",
        "did you mean {guess}?",
    ),
    "warn-redirect-star": (
        "the `*` in {old} stands for itself, not for any characters",
        "write each old address on its own line, or a rule for the folder into the server's configuration",
    ),
    "outside": ("`{target}` leads out of content/", "put the file into content/ and name it from there"),
    "name-case": (
        "there is no {name}, but a file whose name differs only in letter case",
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
    "warn-picture-left-outside": (
        "the picture `{address}` is on another site, and is not shown",
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
    "warn-link-empty": (
        "the link to {name} leads to a list without published articles, and is shown without a link",
        "wait until it lists an article, or delete the link",
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
        "this would be published at {address}, which is longer than the name of a file may be",
        "give it a shorter name, or move it up",
    ),
    "warn-address-gone": (
        "{address} was published, and no page has this address any more",
        "if it has moved, add {address} to the `aliases` of the article (`rename` does that), or if it is "
        "gone for good, to content/data/redirects.csv with 410",
    ),
    "index-name": (
        "the page of a section is _index.md, and `{name}` is taken for an article at its address",
        "rename it to _index.md, or give it another name if it is an article",
    ),
    "same-address": (
        "this would be published at {address}, where {other} is too",
        "rename one of the two, or give it another `slug`",
    ),
    "alias-taken": (
        "`aliases` has {address}, where {other} is already",
        "delete it from `aliases`, or correct it: only an address that nothing else has can lead here",
    ),
    "address-of-ours": (
        "this would be published at {address}, where {other} is",
        "rename the file or folder, or give the article another `slug`",
    ),
    "same-name": (
        "there are two files of the name {name}, whose letters are encoded in two ways",
        "delete one of the two, or rename it: they look the same, compare size and date in the folder",
    ),
    "same-section": (
        "this folder's pages would be published at {address}, as those of {other} are",
        "put all into one of the two folders, or rename one",
    ),
}
