"""/quan-tri/: the form editor in the browser, with settings generated from the fields of articles.

The editor itself, Sveltia CMS, is bundled by `make cms` into the engine's folder cms/ (tools/cms).
"""

import json
import os
from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import urlsplit

from bantin.cache.blobs import digest_bytes
from bantin.config import SITE_TOML, Cms, Config, line_of_text, read_zone
from bantin.content.fields import MAX_TAGS, MAX_TITLE, Fields, section_of
from bantin.content.tree import section_folders
from bantin.errors import Problem, problem
from bantin.model import STANDALONE_KINDS
from bantin.pages import StaticFile
from bantin.system.regular_files import open_regular
from bantin.system.stat_signature import StatSignature, signature_of

FOLDER = "quan-tri/"
_SETTINGS = "config.json"

# For each field of the form its label, the hint below it ("" for none) and its widget. A test requires every
# field of an article.
_FORM_FIELDS: dict[str, tuple[str, str, dict[str, object]]] = {
    "title": ("Tít", f"Dài nhất {MAX_TITLE} ký tự", {"widget": "string"}),
    "date": ("Ngày đăng", "Ở tương lai thì bài được hẹn giờ", {"widget": "datetime"}),
    "draft": ("Bản nháp", "Bật thì bài chưa lên trang", {"widget": "boolean"}),
    "summary": ("Sapo", "Một, hai câu, từ 50 đến 200 ký tự", {"widget": "text"}),
    "tags": ("Thẻ", "Hai đến năm thẻ, mỗi thẻ vài chữ", {"widget": "list", "max": MAX_TAGS}),
    "image": ("Ảnh đại diện", "", {"widget": "object"}),
    "author": ("Người viết", "", {"widget": "string"}),
    "source": ("Nguồn tin", "Tên báo, số văn bản", {"widget": "string"}),
    "updated": ("Ngày sửa", "Ghi khi sửa bài đã đăng", {"widget": "datetime"}),
    "expires": ("Rút bài lúc", "Từ giờ này bài tự rút khỏi trang", {"widget": "datetime"}),
    "related": ("Tin liên quan", "Tên tệp của bài, bỏ đuôi .md", {"widget": "list"}),
    "featured": ("Đứng đầu trang chủ", "", {"widget": "boolean"}),
    "views": ("Lượt xem", "", {"widget": "number", "value_type": "int", "min": 0}),
    "slug": ("Đuôi địa chỉ", "Chữ không dấu, số, gạch ngang; bỏ trống thì lấy tên tệp", {"widget": "string"}),
    "aliases": ("Địa chỉ cũ", "Như /tin-tuc/ten-cu.html", {"widget": "list"}),
    "corrections": ("Đính chính", "Mỗi dòng: 05/08/2026: điều đã sửa", {"widget": "list"}),
    "check_off": (
        "Quy tắc soát không áp dụng",
        "Tên quy tắc mà lệnh check bỏ qua ở bài này",
        {"widget": "list"},
    ),
    "layout": ("Kiểu trang", "", {"widget": "hidden"}),
    "weight": ("Thứ tự", "Số nhỏ đứng trước", {"widget": "number", "value_type": "int", "min": 0}),
}
_PICTURE = (
    {"name": "src", "label": "Tệp ảnh", "widget": "image", "required": False},
    {"name": "alt", "label": "Lời tả cho người không nhìn thấy", "widget": "string", "required": False},
    {"name": "caption", "label": "Chú thích", "widget": "string", "required": False},
    {"name": "credit", "label": "Ghi công", "widget": "string", "required": False},
    {
        "name": "focus",
        "label": "Phần phải thấy khi ảnh bị cắt",
        "hint": "trên, dưới, trái, phải, giữa, hoặc như: trên trái",
        "widget": "string",
        "required": False,
    },
)
_REQUIRED = ("title", "date")
_NOT_IN_ARTICLES = ("layout", "weight")  # fields of standalone pages and sections only
_GITHUB_STATUS = "https://www.githubstatus.com"  # the editor shows the state of GitHub
_NEWEST_FIRST = {"field": "date", "direction": "descending"}
_BODY: dict[str, object] = {
    "name": "body",
    "label": "Nội dung",
    "widget": "richtext",
    "modes": ["rich_text", "raw"],
    "hint": "Bảng và biểu đồ giữ nguyên như đã viết; muốn sửa thì sửa ngay trong khung của nó",
}


def signatures(config: Config) -> dict[str, StatSignature]:
    """Return the stat signature of each file of the bundle."""
    return {path: signature_of(os.stat(path)) for path in _bundle(config)}


def files(config: Config, folders: Iterable[str], titles: Mapping[str, str]) -> list[StaticFile]:
    """Return the files of /quan-tri/; none without `cms` in site.toml or without a bundle.

    folders: of content/, each with "/" at its end. titles: of sections, by section path.
    """
    if not config.cms or not config.cms_bundle:
        return []
    static_files = [
        _generated_file("index.html", page(config, config.cms)),
        _generated_file(
            _SETTINGS, json.dumps(settings(config, folders, titles), ensure_ascii=False, indent=1)
        ),
    ]
    for path in _bundle(config):
        with open_regular(path) as file:
            digest = digest_bytes(file.read())
        name = os.path.relpath(path, config.cms_bundle).replace(os.sep, "/")
        static_files.append(StaticFile(FOLDER + name, digest, None, path))
    return static_files


def problems(config: Config) -> list[Problem]:
    if config.cms and not config.cms_bundle:
        return [problem(SITE_TOML, line_of_text(config, config.cms.repo), "warn-cms-missing")]
    return []


def _generated_file(name: str, text: str) -> StaticFile:
    data = text.encode()
    return StaticFile(FOLDER + name, digest_bytes(data), data, "")


def _bundle(config: Config) -> list[str]:
    """Return the paths of the bundle's files, sorted; none without a bundle."""
    if not config.cms or not config.cms_bundle:
        return []
    walked = os.walk(config.cms_bundle)
    return sorted(os.path.join(folder, name) for folder, _, names in walked for name in names)


def page(config: Config, cms: Cms) -> str:
    """Return the page that starts the editor. Its policy allows connections to the repository's host only."""
    return f"""<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="{escape(policy(cms))}">
<title>Quản trị · {escape(config.title)}</title>
<link rel="cms-config-url" type="application/json" href="{_SETTINGS}">
<script type="module" src="cms.js"></script>
</head>
<body></body>
</html>
"""


def policy(cms: Cms) -> str:
    hosts = " ".join(dict.fromkeys(_hosts(cms)))
    return (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        f"font-src 'self' data:; img-src 'self' blob: data: {hosts}; media-src 'self' blob:; "
        f"connect-src 'self' blob: data: {hosts}; worker-src 'self' blob:; frame-src blob:; "
        "base-uri 'none'; form-action 'self'"
    )


def _hosts(cms: Cms) -> list[str]:
    own = [f"{part.scheme}://{part.netloc}" for part in [urlsplit(cms.base_url)] if part.netloc]
    if cms.backend == "github":
        return [*own, "https://api.github.com", "https://*.githubusercontent.com", _GITHUB_STATUS]
    return own or ["https://gitlab.com" if cms.backend == "gitlab" else "https://gitea.com"]


def settings(config: Config, folders: Iterable[str], titles: Mapping[str, str]) -> dict[str, object]:
    """Return the settings of the editor, in its own schema (Sveltia CMS 0.221)."""
    assert config.cms
    sections = section_folders(folders)
    return {
        "backend": _backend(config.cms),
        "site_url": config.origin + config.base,
        "display_url": config.origin + config.base,
        "logo": {"src": f"{config.base}favicon.ico", "show_in_header": False},
        "media_folder": "content",
        "public_folder": "/",
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-", "maxlength": 80},
        "output": {"omit_empty_optional_fields": True, "yaml": {"quote": "double"}},
        "media_libraries": {
            "default": {
                "config": {
                    "max_file_size": 30_000_000,
                    "slugify_filename": True,
                    "transformations": {"raster_image": {"format": "webp", "quality": 88, "width": 2400}},
                }
            }
        },
        "collections": [
            *(
                _section_collection(folder, titles, config)
                for folder in sections
                if _holds_articles(folder, titles)
            ),
            _standalone_pages(config),
        ],
    }


def _backend(cms: Cms) -> dict[str, object]:
    backend: dict[str, object] = {"name": cms.backend, "repo": cms.repo, "branch": cms.branch}
    if cms.base_url:
        backend["base_url"] = cms.base_url.rstrip("/")
    if cms.backend != "github" and cms.base_url:
        backend["api_root"] = cms.base_url.rstrip("/") + ("/api/v4" if cms.backend == "gitlab" else "/api/v1")
    if cms.app_id:
        backend |= {"app_id": cms.app_id, "auth_type": "pkce"}
    return backend


def _holds_articles(folder: str, titles: Mapping[str, str]) -> bool:
    return section_of(f"{folder}/") in titles


def _section_collection(folder: str, titles: Mapping[str, str], config: Config) -> dict[str, object]:
    return {
        "name": folder.replace("/", "--"),
        "label": titles[section_of(f"{folder}/")],
        "label_singular": "bài",
        **_folder(f"content/{folder}"),
        "create": True,
        "slug": "{{title}}",
        "sortable_fields": {"fields": ["date", "title"], "default": _NEWEST_FIRST},
        "index_file": {"name": "_index", "label": "Giới thiệu chuyên mục", "fields": _section_fields(config)},
        "editor": {"preview": False},
        "fields": _with_body(_article_fields(config, leave_out=_NOT_IN_ARTICLES)),
    }


def _standalone_pages(config: Config) -> dict[str, object]:
    article = Fields(read_zone(config.zone)).article
    names = [name for name in ("title", "summary", "layout", "updated", "weight") if name in article]
    return {
        "name": "trang",
        "label": "Trang cố định",
        "label_singular": "trang",
        **_folder("content"),
        "create": False,
        "filter": {"field": "layout", "value": [*STANDALONE_KINDS]},
        "editor": {"preview": False},
        "fields": _with_body([_field(name, required=name == "title") for name in names]),
    }


def _folder(path: str) -> dict[str, object]:
    """Return a collection of files in content/, with pictures in the folder of their article."""
    return {
        "folder": path,
        "extension": "md",
        "format": "yaml-frontmatter",
        "media_folder": "",
        "public_folder": "",
    }


def _section_fields(config: Config) -> list[dict[str, object]]:
    return [_field(name, required=name == "title") for name in Fields(read_zone(config.zone)).section]


def _article_fields(config: Config, *, leave_out: Iterable[str]) -> list[dict[str, object]]:
    names = Fields(read_zone(config.zone)).article.keys() - {*leave_out}
    return [_field(name, required=name in _REQUIRED) for name in _FORM_FIELDS if name in names]


def _with_body(fields: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return the fields with the body below the summary."""
    index = next(index for index, field in enumerate(fields, 1) if field["name"] == "summary")
    return [*fields[:index], _BODY, *fields[index:]]


def _field(name: str, *, required: bool) -> dict[str, object]:
    label, hint, kind = _FORM_FIELDS[name]
    field: dict[str, object] = {"name": name, "label": label, **kind}
    if kind["widget"] != "hidden":
        field["required"] = required
    if hint:
        field["hint"] = hint
    if kind["widget"] == "datetime":
        field |= {"format": "YYYY-MM-DDTHH:mm", "picker_utc": False}
        if not required:
            field["default"] = ""
    if name == "image":
        field["fields"] = [*_PICTURE]
    return field
