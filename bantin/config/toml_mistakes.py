"""What is wrong with a line that is not TOML, in site.toml or figures, for people who do not know TOML."""

import re

from bantin.schema.toml_recovery import COMMA
from bantin.text.vietnamese import slug

_LONGEST_VALUE = 200  # characters: a longer one is not repeated in a message
_NAME = r"\s*([A-Za-z_][A-Za-z0-9_.-]*)\s*"
_COLON = re.compile(_NAME + r":\s*(?P<value>.*\S)")
_CURLY = re.compile(r"[^\"'#]*=\s*[\[{]?\s*[“”„‟‘’]")
_BAD_NAME = re.compile(
    r"\s*(?P<name>[^=#\[\]\"']*?[^\x00-\x7f =][^=#\[\]\"']*?|[A-Za-z_]+(?: [A-Za-z_]+)+)\s*="
)
_UNQUOTED = re.compile(_NAME + r"=\s*(?P<value>[^\s\"'\[{#](?:[^\"'\[{#]*[^\s\"'\[{#])?)\s*(?:#.*)?$")
_COMMENT = re.compile(_NAME + r"=\s*(?P<value>#\S*)(?:\s.*)?$")
_ONE_QUOTE = re.compile(_NAME + r"=\s*(\"[^\"]*|'[^']*)$")
_BOOLEANS = {"true": "true", "có": "true", "yes": "true", "false": "false", "không": "false", "no": "false"}
_TABLE = re.compile(
    r"\s*(\[\[?)(?P<name>[^\[\]]*[^\w.\[\]-][^\[\]]*|[^\[\]]*[^\x00-\x7f][^\[\]]*)(\]\]?)\s*(?:#.*)?$"
)
_BRACES = re.compile(r"\{[^{}]*(?:,\s*\}|$)|^[^{]*\}")  # with a comma at the end, or over several lines
_NO_BRACKET = re.compile(_NAME + r"=\s*(?P<values>(\"[^\"]*\"|'[^']*')\s*,.*?)\]?\s*$")
_STRAY_SIGN = re.compile(_NAME + r"=\s*(?:\"[^\"]*\"|'[^']*'|\[.*\]|[\w.+-]+)\s*(?P<sign>[,;.])\s*(?:#.*)?$")
_INNER_QUOTE = re.compile(_NAME + r"=\s*([\"']).*\S.*\2\s*(?:#.*)?$")


def mistake_in(line: str, reason: str) -> tuple[str, dict[str, str]]:
    """Return the code of the problem with a line, and the values of its sentences.

    line: the text of the line. reason: as tomllib words it, for mistakes that are none of the usual ones.
    """
    if reason == COMMA:
        return "toml-comma", {}
    if "Unclosed array" in reason:
        return "toml-bracket", {}
    if "Cannot overwrite" in reason or "twice" in reason:
        return "toml-twice", {}
    if match := _TABLE.match(line):
        name = ".".join(filter(None, map(slug, match["name"].split(".")))) or "ten-khoi"
        return "toml-table-name", {"name": match["name"], "guess": f"{match[1]}{name}{match[3]}"}
    if _BRACES.search(line):
        return "toml-braces", {}
    if match := _STRAY_SIGN.match(line):
        return "toml-stray-sign", {"sign": match["sign"]}
    if match := _NO_BRACKET.match(line):
        return "toml-no-bracket", {"guess": f"{match[1]} = [{match['values'].strip(' ,')}]"}
    if match := _COLON.match(line):
        value = match["value"] if match["value"][0] in "\"'[{" else f'"{match["value"]}"'
        return "toml-colon", {"guess": f"{match[1]} = {value}"}
    if _CURLY.match(line):
        return "toml-curly", {}
    if match := _BAD_NAME.match(line):
        return "toml-name", {"name": match["name"].strip()}
    if (match := _UNQUOTED.match(line)) and (boolean := _BOOLEANS.get(match["value"].lower())):
        return "toml-boolean", {"guess": f"{match[1]} = {boolean}"}
    if match and len(match["value"]) <= _LONGEST_VALUE:
        return "toml-unquoted", {"guess": f'{match[1]} = "{match["value"]}"'}
    if match := _COMMENT.match(line):
        return "toml-comment", {"guess": f'{match[1]} = "{match["value"]}"'}
    if _ONE_QUOTE.match(line):
        return "toml-quote-open", {}
    if _INNER_QUOTE.match(line):
        return "toml-quote-inside", {}
    return "bad-toml", {"reason": reason}
