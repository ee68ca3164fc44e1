"""Convert what Hugo, Jekyll and Pelican write in braces to the Markdown that has the same meaning."""

import re

from bantin.importer.markdown_tags import outside_code, without_tags

_SHORTCODE = re.compile(r"\{\{[<%]\s*/?\s*([\w-]+).*?[>%]\}\}|\{%-?\s*(\w+).*?%\}|\{\{.*?\}\}", re.S)
_FIGURE = re.compile(r"\{\{[<%]\s*figure\s+(.*?)\s*/?[>%]\}\}", re.S)
_REF = re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+[\"“]?([^\"”\s>]+)[\"”]?\s*[>%]\}\}")
_PARAMETER = re.compile(r"(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
# A video by the 11 characters of YouTube's ids: Hugo's shortcode, and includes as Jekyll's sites have them.
_YOUTUBE = re.compile(
    r"\{\{[<%]\s*youtube\s[^>%]*?(?<![\w-])([\w-]{11})(?![\w-])[^>%]*[>%]\}\}"
    r"|\{%\s*include\s+[\w/.-]*youtube[^%]*?(?<![\w-])([\w-]{11})(?![\w-])[^%]*%\}",
    re.I,
)
_HIGHLIGHT = re.compile(
    r"(?m)^\{\{[<%]\s*highlight\s+[\"']?(\w*)[^>%]*[>%]\}\}\s*?\n(.*?)"
    r"\n\{\{[<%]\s*/\s*highlight\s*[>%]\}\}"
    r"|^\{%-?\s*highlight\s+(\w*)[^%]*%\}\s*?\n(.*?)\n\{%-?\s*endhighlight\s*-?%\}",
    re.S,
)
_CALLOUT = re.compile(r"(?m)^<aside>\s*(.*?)\s*^</aside>[ \t]*$", re.S)  # of Notion
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
# Jekyll's ways to write an address of the site, and to name a post or a file.
_LIQUID_BASE = re.compile(r"\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}")
_LIQUID_ADDRESS = re.compile(
    r"\{\{-?\s*[\"']([^\"'\s]+)[\"']\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.\w+)\s*-?\}\}"
)
_LIQUID_POST = re.compile(r"\{%-?\s*post_url\s+/?([^\s%]+)\s*-?%\}")
_LIQUID_FILE = re.compile(r"\{%-?\s*link\s+/?([^\s%]+)\s*-?%\}")
_PELICAN = re.compile(r"[{|](?:static|filename|attach)[}|](?=/?[\w.])")
# Attribute lists of kramdown and Hugo. `{:toc}` replaces the list above it; `{#name}` names a heading.
_CONTENTS = re.compile(r"(?m)^[ \t]*(?:[-*+]|1\.)[ \t][^\n]*\n[ \t]*\{:\s*toc[^}\n]*\}[ \t]*\n?")
_ATTRIBUTE_LINE = re.compile(r"(?m)^[ \t]*\{(?::[^}\n]*|\s*\.[^}\n]*)\}[ \t]*\n?")
_ATTRIBUTE = re.compile(r"(?<=[)\]*_`])\{:(?!\s*#)[^}\n]*\}")


def unsupported_shortcodes(body: str) -> list[str]:
    """Return the names of the shortcodes and tags that have no equivalent."""
    return [match[1] or match[2] or match[0] for match in _SHORTCODE.finditer(body)]


def converted(body: str) -> str:
    """Return the text with figures, videos, code and links as Markdown, and without attribute lists."""
    body = _HIGHLIGHT.sub(_fence, body)
    return outside_code(body, lambda text: without_tags(_without_braces(text)))


def _without_braces(text: str) -> str:
    text = _ATTRIBUTE.sub("", _ATTRIBUTE_LINE.sub("", _CONTENTS.sub("", text)))
    text = _YOUTUBE.sub(_video, _FIGURE.sub(_figure, text))
    text = _LIQUID_ADDRESS.sub(lambda match: match[1], _LIQUID_BASE.sub("", text))
    text = _LIQUID_FILE.sub(r"/\1", _LIQUID_POST.sub(r"\1.md", text))
    text = _CALLOUT.sub(_quote, text)
    text = _RAW.sub("", _PELICAN.sub("", _REF.sub(lambda match: match[1], text)))
    return re.sub(r"\n{3,}", "\n\n", text)


def _quote(match: re.Match[str]) -> str:
    return "\n".join(f"> {line}".rstrip() for line in match[1].split("\n"))


def _figure(match: re.Match[str]) -> str:
    parameters = {
        name: first or second or third for name, first, second, third in _PARAMETER.findall(match[1])
    }
    caption = parameters.get("caption") or parameters.get("title") or ""
    if credit := parameters.get("attr", ""):
        label = "" if re.match(r"(?:Ảnh|Nguồn|Minh họa)\s*:", credit) else "Nguồn: "
        caption = f"{caption.rstrip('. ')}. {label}{credit}" if caption else f"{label}{credit}"
    title = f' "{caption}"' if caption else ""
    return f"\n\n![{parameters.get('alt', '')}]({parameters.get('src', '')}{title})\n\n"


def _video(match: re.Match[str]) -> str:
    return f"\n\nhttps://www.youtube.com/watch?v={match[1] or match[2]}\n\n"


def _fence(match: re.Match[str]) -> str:
    return f"```{match[1] or match[3] or ''}\n{match[2] or match[4] or ''}\n```"
