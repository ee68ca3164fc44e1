"""The messages for editors: for each code a sentence (what is wrong) and a way out, in English.

There is a module for each subject. A problem whose code begins with `warn-` does not stop a build; one whose
code begins with `advice-` is reported by `check` only. `{names}` are filled from a Problem's args.

Import this package in the function that needs a sentence: most builds need none, and loading takes 3 ms.
"""

from bantin.i18n.messages import (
    advice,
    charts,
    deploy,
    files,
    front_matter,
    importing,
    links,
    markup,
    pictures,
    settings,
    text,
)

MESSAGES = {
    **files.MESSAGES,
    **front_matter.MESSAGES,
    **text.MESSAGES,
    **links.MESSAGES,
    **pictures.MESSAGES,
    **charts.MESSAGES,
    **settings.MESSAGES,
    **deploy.MESSAGES,
    **markup.MESSAGES,
    **advice.MESSAGES,
    **importing.MESSAGES,
}

# The names of check rules: codes of warnings and advice without their prefix.
RULES = tuple(sorted(code.partition("-")[2] for code in MESSAGES if code.startswith(("warn-", "advice-"))))
