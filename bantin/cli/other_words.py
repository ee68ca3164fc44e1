"""Words that people try as commands, and what they mean."""

from bantin.i18n import marked

_COMMANDS = {
    "new": "add create write moi viet bai-moi tao",
    "serve": "preview run start watch server xem",
    "check": "lint test validate verify soat kiem-tra",
    "rename": "move mv doi-ten chuyen",
    "build": "make generate dung",
    "publish": "post dang-bai",
    "deploy": "upload push sync dang",
    "list": "ls status liet-ke",
    "docs": "help man huong-dan tro-giup",
    "views": "stats thong-ke",
}
COMMAND_BY_WORD = {word: command for command, words in _COMMANDS.items() for word in words.split()}

# What is done by a line in the article.
_WITHDRAWN = marked("to take an article off the site, write `draft: true` into its front matter and build")
_DELETED = marked("delete the article's file, and list its address with 410 in content/data/redirects.csv")
_PINNED = marked("write `featured: true` into the front matter of the article")
_EXPIRES = marked("write `expires: …` and the day into the front matter of the article")
_CORRECTED = marked("write `corrections:` into the front matter of the article, as `docs bien-tap` shows")
WITHOUT_COMMAND = {
    **dict.fromkeys("unpublish withdraw hide go-bai an-bai thu-hoi".split(), _WITHDRAWN),
    **dict.fromkeys("delete remove rm xoa xoa-bai".split(), _DELETED),
    **dict.fromkeys("pin feature ghim ghim-bai noi-bat".split(), _PINNED),
    **dict.fromkeys("expire het-han".split(), _EXPIRES),
    **dict.fromkeys("correct correction dinh-chinh".split(), _CORRECTED),
}
