"""Messages about pages imported from an old portal, and feeds collected from other bulletins."""

MESSAGES: dict[str, tuple[str, str]] = {
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
    "import-xls": (
        "files that end in .{ending} are not read",
        "open it in Excel or LibreOffice, save it as .xlsx, and import that",
    ),
    "import-docx-broken": (
        "this .docx cannot be opened: it is damaged, has a password, or is another kind of file",
        "open it in Word or LibreOffice, remove the password, and save it as .docx",
    ),
    "import-docx-blank": ("this document has no text", "if its text is a picture, such as a scan, type it"),
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
        "unpack it, or import it separately",
    ),
    "import-charset": (
        "its charset is not certain (most likely {guess})",
        "convert its text to Unicode (UniKey does that), or copy it from a browser, and save it as UTF-8",
    ),
    "import-charset-unknown": (
        "its charset is not certain",
        "convert its text to Unicode (UniKey does that), or copy it from a browser, and save it as UTF-8",
    ),
    "import-letters-lost": (
        "letters with diacritics have become `?` in it, and are lost",
        "save the page from the portal again, as UTF-8",
    ),
    "import-blank": ("there is no text in it", "save the page again when it has loaded completely"),
    "import-no-profile": (
        "no profile fits this text",
        "name one with --profile ({known}), or write one as `docs chuyen-cong` says",
    ),
    "import-no-date": (
        "no date of publication is found in it",
        "look with --explain, and add to the profile how the date is written",
    ),
    "import-no-date-field": (
        "its front matter has no date of publication",
        "add a line such as `date: 2026-08-05`, and import it again",
    ),
    "import-no-title": (
        "no title is found in it",
        "look with --explain, and add the title's rule to the profile",
    ),
    "import-item-title": ("this item has no title", "give it one on the old site, and export again"),
    "import-item-date": (
        "no date of publication is found in this item",
        "give it one on the old site, and export again",
    ),
    "import-empty": (
        "the page has no text ({title})",
        "save the page again when it has loaded completely",
    ),
    "import-frames": (
        "this page only shows other pages in frames ({names})",
        "open the frame with the article in a tab of its own, and save it there",
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
        "correct it (`date_format` in the profile of a portal), or set --now",
    ),
    "import-ledger": (
        "this list of imported pages is damaged",
        "restore it from a backup, since articles could be imported twice",
    ),
    "import-export": ("this export cannot be read ({reason})", "export it again from the old site"),
    "import-workbook-broken": (
        "this workbook cannot be opened: it is damaged, has a password, or is another kind of file",
        "open it in Excel or LibreOffice, remove the password, and save it as .xlsx",
    ),
    "import-workbook-large": (
        "a sheet of this workbook spans more than {limit} cells, most of them empty",
        "copy the rows of the list into a new workbook, and import that",
    ),
    "import-row-quotes": (
        "the quotation marks of this row are wrong, and may hide the rows below it",
        'put cells that hold a separator or a line end in double quotes, and write `""` for a quote in them',
    ),
    "import-nothing": (
        "there is nothing here that can become an article",
        "save the pages of the articles, or give .docx, .xlsx or an export (a PDF is published as it is, "
        "beside an article that links to it)",
    ),
    "import-json": (
        "no list in this JSON has objects with a title and a date",
        "give an export of articles, or export their table as .csv",
    ),
    "import-row-title": ("this row has no title", "fill in its title, or delete the row"),
    "import-row-date": (
        "the date of this row is `{value}`, which cannot be read",
        "write it like 28/08/2019 or 28/08/2019 09:30",
    ),
    "import-row-undated": (
        "this row has no date",
        "write it like 28/08/2019 or 28/08/2019 09:30, or delete the row",
    ),
    "import-row-text": ("this row has neither a text nor a summary", "fill one in, or delete the row"),
    "warn-import-columns": (
        "there are columns that are not imported: {names}",
        "if one is needed, give it a name that `docs chuyen-cong` lists",
    ),
    "warn-import-columns-missing": (
        "no row at the top of this table names a column of titles and one of dates",
        "name the columns in one row, such as `Tít`, `Ngày đăng`, `Tóm tắt`, `Nội dung`",
    ),
    "warn-import-unread": (
        "files of a kind that is not imported are here ({count}), such as {names}",
        "unpack archives or pack them as zip, save tables as .xlsx, each mail as a page or a .docx, and "
        "export the table of articles of a database as .csv",
    ),
    "warn-import-no-items": (
        "this XML contains no item that is read",
        "give a feed, or an export of a blog, and of other systems the articles' pages or a list as .xlsx",
    ),
    "warn-import-type": (
        "{count} items of the type `{kind}` are left out, since only posts and pages are imported",
        "if they are articles, write `post` for `{kind}` in the elements `wp:post_type` of the export",
    ),
    "warn-import-summaries": (
        "articles of this feed have a summary in place of their text ({count})",
        "save the articles' own pages and import those, or complete the texts",
    ),
    "warn-import-picture": (
        "the picture {name} was not saved with the page",
        "put it there under this name, or delete the line",
    ),
    "warn-import-link": (
        "{count} links lead to what was not saved, the first of them to {name}, and only their words stay",
        "put the files beside the article and write the links again, where readers need them",
    ),
    "warn-import-shortcode": (
        "{count} shortcodes are left in the text, the first of them `{name}`",
        "replace it by what it means",
    ),
    "warn-import-date-of-file": (
        "the document contains no date, so the day on which its file was created is used",
        "correct `date` if necessary",
    ),
    "warn-import-drawn": (
        "{count} equations, charts, diagrams or objects of this document cannot be imported",
        "save each as a picture, put it beside the article, and show it in its place",
    ),
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
