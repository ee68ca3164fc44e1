"""Recognize the portal of a saved HTML page."""

from collections.abc import Sequence

from bantin.importer.guess_lines import guess_by_lines
from bantin.importer.html_document import Document
from bantin.importer.html_page import has_body
from bantin.importer.profiles import Profile


def guess(document: Document, profiles: Sequence[Profile]) -> Profile | None:
    """Return the profile that fits a page best, by the most reliable sign.

    In this order: the page's host; boxes that a site's own profile names; the portal's generator; two or more
    lines that only this portal has; boxes with known names; a dateline; last, a box of text alone.
    """
    host = document.address.partition("://")[2].partition("/")[0].lower()
    if named := [profile for profile in profiles if host and host in profile.hosts]:
        return named[0]
    by_tags = [profile for profile in profiles if has_body(document, profile)]
    if own := [profile for profile in by_tags if profile.is_own and _signs(document, profile)]:
        return own[0]
    if named := [profile for profile in by_tags if _names_itself(document, profile)]:
        return named[0]
    sure, likely = _by_lines(document, profiles)
    signs = {profile.name: _signs(document, profile) for profile in by_tags}
    best = max(by_tags, key=lambda profile: signs[profile.name], default=None)
    if sure or (best and signs[best.name]):
        return sure or best
    return likely or best or _by_signs_and_lines(document, profiles)


def _by_signs_and_lines(document: Document, profiles: Sequence[Profile]) -> Profile | None:
    """Return a portal that is recognized although its text is in a box of another name: by its dateline."""
    recognized = [
        profile._replace(html={})
        for profile in profiles
        if profile.html and (_names_itself(document, profile) or _signs(document, profile))
    ]
    sure, likely = _by_lines(document, recognized)
    return sure or likely


def _names_itself(document: Document, profile: Profile) -> bool:
    generator = document.generator.lower()
    return any(word.lower() in generator for word in profile.generator)


def _signs(document: Document, profile: Profile) -> int:
    return sum(document.tree.css_first(css) is not None for css in profile.select)


def _by_lines(document: Document, profiles: Sequence[Profile]) -> tuple[Profile | None, Profile | None]:
    """Return the profile whose line patterns surely match, and the one whose dateline matches."""
    guess = guess_by_lines([block.text for block in document.blocks], profiles)
    if guess is None:
        return None, None
    return (guess.profile, None) if guess.is_sure else (None, guess.profile)
