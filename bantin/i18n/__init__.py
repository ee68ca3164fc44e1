"""Translation of every sentence that an editor reads.

The source language is English: its sentences are in the code and in `messages/`. Every other language is
one gettext catalogue, `locale/LANGUAGE/LC_MESSAGES/bantin.po`, compiled to `bantin.mo` by `compile.py`. A run
has one language, set by `choose_language`; until then it is English. docs/architecture.md explains how to add
a message and a language.
"""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

SOURCE = "en"
DOMAIN = "bantin"
LOCALES = os.path.join(os.path.dirname(__file__), "locale")

# The `{names}` whose values are translated, too: words of a library, or one of reasons.REASONS.
PHRASES = ("reason", "other", "size")

_language = SOURCE
_catalogues: dict[str, "NullTranslations"] = {}


def languages() -> tuple[str, ...]:
    """Return the available languages, English first."""
    return (SOURCE, *sorted(os.listdir(LOCALES)))


def choose_language(*wishes: str) -> str:
    """Set the language of this run to the first available one of `wishes`, else English. Return its name.

    wishes: language tags or locales, such as "vi", "vi-VN" or "vi_VN.UTF-8"; "" is skipped.
    """
    global _language
    names = (wish.replace("-", "_").partition("_")[0].partition(".")[0].lower() for wish in wishes)
    _language = next((name for name in names if _has_catalogue(name)), SOURCE)
    return _language


def _has_catalogue(name: str) -> bool:
    return name == SOURCE or (name.isalpha() and os.path.isdir(os.path.join(LOCALES, name)))


def language() -> str:
    return _language


def gettext(english: str, /, **values: object) -> str:
    """Return a sentence in the language of this run with its `{names}` filled. Literal braces are doubled.

    Values of PHRASES are translated, too, if the catalogue has them.
    """
    if _language == SOURCE:
        return english.format(**values)
    return _catalogue().gettext(english).format(**_translate_phrases(values))


def marked(english: str) -> str:
    """Return the sentence unchanged: marks it for the catalogues; `gettext` translates it when printed."""
    return english


def ngettext(singular: str, plural: str, count: int, /, **values: object) -> str:
    """Do as `gettext`, in the singular or plural form for `count`, which fills `{count}`."""
    if _language == SOURCE:
        translation = singular if count == 1 else plural
    else:
        translation = _catalogue().ngettext(singular, plural, count)
    return translation.format(count=count, **values)


def pgettext(context: str, english: str, /, **values: object) -> str:
    """Do as `gettext`, for a sentence with a code, its `context`."""
    if _language == SOURCE:
        return english.format(**values)
    return _catalogue().pgettext(context, english).format(**_translate_phrases(values))


def decimal(number: float, places: int) -> str:
    """Format a number with this many decimal places and this language's decimal sign."""
    return f"{number:.{places}f}".replace(".", gettext("."))


def _translate_phrases(values: dict[str, object]) -> dict[str, object]:
    """Return the values with those of PHRASES translated."""
    phrases = {name: value for name in PHRASES if isinstance(value := values.get(name), str)}
    return {**values, **{name: _phrase(phrase) for name, phrase in phrases.items()}} if phrases else values


def _phrase(sentence: str) -> str:
    from bantin.i18n.reasons import template_of

    template, values = template_of(sentence)
    phrase = _catalogue().gettext(template)
    for name, value in values.items():
        phrase = phrase.replace(f"{{{name}}}", value)
    return phrase


def _catalogue() -> "NullTranslations":
    if _language not in _catalogues:
        _catalogues[_language] = _load(_language)
    return _catalogues[_language]


def _load(name: str) -> "NullTranslations":
    """Load the compiled catalogue of a language. First compile a newer source, if babel is installed.

    The gettext module reads it once, also for argparse.
    """
    from gettext import NullTranslations, translation

    source, compiled = (os.path.join(LOCALES, name, "LC_MESSAGES", DOMAIN + end) for end in (".po", ".mo"))
    if _modified_time(source) > _modified_time(compiled):
        from bantin.i18n.compile import compile_if_possible

        compile_if_possible(source, compiled)
    try:
        return translation(DOMAIN, LOCALES, [name])
    except (OSError, ValueError):  # English is better than nothing
        return NullTranslations()


def _modified_time(path: str) -> int:
    """Return when a file was last modified, in nanoseconds since 1970; 0 if there is none."""
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0
