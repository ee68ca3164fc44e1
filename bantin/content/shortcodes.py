"""Names of WordPress's shortcodes, such as `[caption id="a"]`; the last three are families of plugins."""

NAMES = (
    "caption|gallery|youtube|vimeo|embed|video|audio|playlist|soundcloud|slideshare|googlemaps|wpvideo|tweet"
    "|contact-form(?:-7)?|vc_[a-z]+|et_pb_[a-z]+|su_[a-z]+"
)
