"""WordPress's shortcodes: names that occur alone, such as `[gallery]`, and the values of others.

The last three names are families of plugins.
"""

NAMES = (
    "caption|gallery|youtube|vimeo|embed|video|audio|playlist|soundcloud|slideshare|googlemaps|wpvideo|tweet"
    "|contact-form(?:-7)?|vc_[a-z]+|et_pb_[a-z]+|su_[a-z]+"
)
# `[button color="red"]`, in a pattern of text or of bytes
WITH_VALUES = r"[a-z][a-z0-9_-]{0,40} [a-z0-9_-]{1,40}=[\"'“”\w]"
