"""The names of HTML's tags and attributes; any other word in `<…>` is text."""

# Elements that prose may contain.
ALLOWED = frozenset(
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure"
    " footer h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span strong sub"
    " summary sup table tbody td tfoot th thead time tr u ul var".split()
)
# Their content is not text for readers, so it is removed with the tag.
REMOVED_WITH_CONTENT = frozenset(
    "script style iframe object applet noscript noembed noframes template textarea title select svg math"
    " xmp plaintext audio video canvas frameset".split()
)
# Old formatting elements, such as Word pastes: they are removed without a report, and their text stays.
SILENT = frozenset(
    "font center big tt strike acronym nobr article header main nav aside address wbr picture source"
    " html head body hgroup search bdi bdo ruby rb rt rp rtc".split()
)
# Elements that are left out, and whose text is a block of its own.
PARAGRAPHS = frozenset(
    "address article aside center dialog fieldset form header hgroup legend main nav search".split()
)
# Elements of MathML and SVG, which nh3 removes with their content. In a text without `<math>` and `<svg>`
# they are words, as in `<path>`.
FOREIGN = frozenset(
    "mglyph malignmark annotation semantics mtext mi mo mn ms mrow g path rect circle".split()
)
KNOWN = (
    ALLOWED
    | FOREIGN
    | REMOVED_WITH_CONTENT
    | SILENT
    | frozenset(
        "meta link base input button form fieldset legend label option optgroup output progress meter map"
        " area datalist dialog menu menuitem slot track embed param data frame marquee blink basefont bgsound"
        " dir isindex keygen listing multicol nextid spacer command content image portal".split()
    )
)
BOOLEAN_ATTRIBUTES = frozenset(
    "open reversed hidden disabled checked controls autoplay loop muted allowfullscreen async defer nowrap"
    " noshade compact itemscope inert autofocus required readonly selected multiple ismap novalidate download"
    " default markdown webkitallowfullscreen mozallowfullscreen allowtransparency".split()
)
# Elements that contain the rest of the text if they are never closed: bold type, a link, a table.
CLOSED_BY_AUTHORS = frozenset(
    "a abbr b blockquote cite code del details dfn em i ins kbd mark q s samp small strong sub sup table u "
    "var".split()
)
