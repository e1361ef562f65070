"""Small drawings for channels, the same as on the page, on a field of 16 by 16, as SVG path data."""

from __future__ import annotations

import re

WARNING = "M8 2.2 14.4 13.5H1.6zM8 6.5v3.4m0 1.7v.1"
PLUS = "M8 3v10M3 8h10"

ICONS = {
    "web": (
        "M3.5 3h9A1.5 1.5 0 0 1 14 4.5v6a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 10.5v-6"
        "A1.5 1.5 0 0 1 3.5 3zM6 14.5h4"
    ),
    "email": (
        "M3.2 3.5h9.6a1.4 1.4 0 0 1 1.4 1.4v6.2a1.4 1.4 0 0 1-1.4 1.4H3.2a1.4 1.4 0 0 1-1.4-1.4V4.9"
        "a1.4 1.4 0 0 1 1.4-1.4zM2.2 4.6 8 9.2l5.8-4.6"
    ),
    "chat": "M2 3h12v8H7l-3.2 2.8V11H2z",
    "video": (
        "M3.2 3.5h6.2a1.4 1.4 0 0 1 1.4 1.4v6.2a1.4 1.4 0 0 1-1.4 1.4H3.2a1.4 1.4 0 0 1-1.4-1.4V4.9"
        "a1.4 1.4 0 0 1 1.4-1.4zM10.8 7l3.6-2.2v6.4L10.8 9"
    ),
    "store": (
        "M2 6.2 3.2 2.5h9.6L14 6.2M3.2 7.5v6h9.6v-6M2 6.2"
        "c0 1.6 2.9 1.6 3 0 .1 1.6 2.9 1.6 3 0 .1 1.6 2.9 1.6 3 0 .1 1.6 3 1.6 3 0"
    ),
    "parcel": "m8 1.8 5.8 3v6.4L8 14.2l-5.8-3V4.8zM2.4 4.9 8 7.8l5.6-2.9M8 7.8v6.2",
    "payment": (
        "M3.2 3.5h9.6a1.4 1.4 0 0 1 1.4 1.4v6.2a1.4 1.4 0 0 1-1.4 1.4H3.2a1.4 1.4 0 0 1-1.4-1.4V4.9"
        "a1.4 1.4 0 0 1 1.4-1.4zM2 6.5h12"
    ),
    "review": "m8 1.8 1.9 4 4.3.6-3.1 3 .8 4.3L8 11.6l-3.9 2.1.8-4.3-3.1-3 4.3-.6z",
    "survey": "M4 1.8h5.5L12.5 5v9.2H4zM9.5 1.8V5h3M6 8h4.5M6 10.8h4.5",
    "service": "M13.5 2.5 5 11c-2.5 2.5-1 3.5 0 2.5s.4-3-1.5-1.5M12.3 5.2l-1.5-1.5",
    "app": (
        "M5.5 1.5h5A1.5 1.5 0 0 1 12 3v10a1.5 1.5 0 0 1-1.5 1.5h-5A1.5 1.5 0 0 1 4 13V3"
        "a1.5 1.5 0 0 1 1.5-1.5zM7 12.3h2"
    ),
    "phone": (
        "M3 2.5 5.5 2l1.3 3.2-1.6 1.3a9 9 0 0 0 4.3 4.3l1.3-1.6 3.2 1.3-.5 2.5c-.2.7-.8 1-1.5 1"
        "C6.5 13.5 2.5 9.5 2 4c0-.7.3-1.3 1-1.5z"
    ),
    "social": (
        "M5.8 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM14.2 3.8a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM14.2 12.2"
        "a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM5.6 7.1l4.8-2.4M5.6 8.9l4.8 2.4"
    ),
    "search": "M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM10.3 10.3 14 14",
    "ad": "M2.5 6v4h2.3l5.7 3V3L4.8 6zM12.5 6.2c.8.9.8 2.7 0 3.6",
    "letter": "M4 1.8h5.5L12.5 5v9.2H4zM9.5 1.8V5h3",
    "label": "M8.6 2H14v5.4l-6.4 6.4L2.2 8.4zM11.2 4.8h.01",
    "place": (
        "M8 14.2s4.5-4.3 4.5-7.9a4.5 4.5 0 0 0-9 0c0 3.6 4.5 7.9 4.5 7.9zM9.5 6.3"
        "a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0z"
    ),
}

CHANNELS = (
    (re.compile(r"mail|newsletter|crm"), "email"),
    (re.compile(r"chat|messag|whatsapp|sms"), "chat"),
    (re.compile(r"video|youtube|stream|tv"), "video"),
    (re.compile(r"store|shop ?floor|stall|branch|retail|pos"), "store"),
    (re.compile(r"parcel|deliver|carrier|ship|packag|logistic"), "parcel"),
    (re.compile(r"pay|checkout|billing|invoice"), "payment"),
    (re.compile(r"review|rating"), "review"),
    (re.compile(r"survey|nps|csat|feedback|interview"), "survey"),
    (re.compile(r"repair|service|desk|workshop|support|help|ticket"), "service"),
    (re.compile(r"app|mobile|ios|android|push"), "app"),
    (re.compile(r"phone|call|ivr|voice"), "phone"),
    (re.compile(r"social|instagram|facebook|tiktok|referral|mention|community"), "social"),
    (re.compile(r"search|seo|google|organic"), "search"),
    (re.compile(r"ad|ads|display|affiliate|campaign|radio|print"), "ad"),
    (re.compile(r"letter|post|mail ?ing"), "letter"),
    (re.compile(r"resale|label|tag"), "label"),
    (re.compile(r"event|fair|market|place"), "place"),
)
"""Which words in a name mean which drawing; the first that is found counts."""


def icon_for(*names: str | None) -> str:
    """The drawing for a touchpoint by the first of its names that says something; a plain screen when none does.

    >>> icon_for(None, "Live chat") == ICONS["chat"], icon_for("Atrium") == ICONS["web"]
    (True, True)
    """
    for name in names:
        for words, icon in CHANNELS:
            if name and words.search(name.lower()):
                return ICONS[icon]
    return ICONS["web"]
