"""Small drawings for channels, on a field of 16 by 16, as SVG path data."""

from __future__ import annotations

WARNING = "M8 2.2 14.4 13.5H1.6zM8 6.5v3.4m0 1.7v.1"
PLUS = "M8 3v10M3 8h10"

ICONS = {
    "web": (
        "M3.5 3h9a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1-1.5 1.5h-9a1.5 1.5 0 0 1-1.5-1.5v-6a1.5 1.5 0 0 1"
        " 1.5-1.5zM6 14.5h4"
    ),
    "app": (
        "M5 1.8h6a1.2 1.2 0 0 1 1.2 1.2v10a1.2 1.2 0 0 1-1.2 1.2H5A1.2 1.2 0 0 1 3.8 13V3A1.2 1.2 0 0 1 5"
        " 1.8zM7.2 12h1.6"
    ),
    "email": (
        "M3.2 3.5h9.6a1.4 1.4 0 0 1 1.4 1.4v6.2a1.4 1.4 0 0 1-1.4 1.4H3.2a1.4 1.4 0 0 1-1.4-1.4V4.9a1.4 1"
        ".4 0 0 1 1.4-1.4zM2.2 4.6l5.8 4.6 5.8-4.6"
    ),
    "store": (
        "M2 6.2 3.2 2.5h9.6L14 6.2M3.2 7.5v6h9.6v-6M2 6.2c0 1.6 2.9 1.6 3 0 .1 1.6 2.9 1.6 3 0 .1 1.6 2.9"
        " 1.6 3 0 .1 1.6 3 1.6 3 0"
    ),
    "chat": "M2 3h12v8H7l-3.2 2.8V11H2z",
    "phone": (
        "M4.2 2h2l1.2 3.2-1.6 1.2a8 8 0 0 0 3.8 3.8l1.2-1.6L14 9.8v2a2 2 0 0 1-2.2 2A10.4 10.4 0 0 1 2.2 "
        "4.2 2 2 0 0 1 4.2 2z"
    ),
    "social": (
        "M3.2 3.5h6.2a1.4 1.4 0 0 1 1.4 1.4v6.2a1.4 1.4 0 0 1-1.4 1.4H3.2a1.4 1.4 0 0 1-1.4-1.4V4.9a1.4 1"
        ".4 0 0 1 1.4-1.4zM10.8 7l3.6-2.2v6.4L10.8 9"
    ),
    "review": "M8 1.8l1.9 4 4.3.6-3.1 3 .8 4.3L8 11.6l-3.9 2.1.8-4.3-3.1-3 4.3-.6z",
    "parcel": "M8 1.8l5.8 3v6.4L8 14.2l-5.8-3V4.8zM2.4 4.9 8 7.8l5.6-2.9M8 7.8v6.2",
    "service": "M13.5 2.5 5 11c-2.5 2.5-1 3.5 0 2.5s.4-3-1.5-1.5M12.3 5.2l-1.5-1.5",
    "product": "M8.6 2H14v5.4l-6.4 6.4L2.2 8.4zM11.2 4.8h.01",
    "other": "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM8 7.4a.6.6 0 1 0 0 1.2a.6.6 0 1 0 0-1.2z",
}
ALIASES = {
    "website": "web", "webshop": "web", "online": "web", "search": "web", "organic": "web", "direct": "web",
    "ios": "app", "android": "app", "mobile": "app", "push": "app", "sms": "app",
    "e-mail": "email", "mail": "email", "newsletter": "email",
    "shop": "store", "market": "store", "event": "store", "in-store": "store", "offline": "store",
    "whatsapp": "chat", "messenger": "chat", "live chat": "chat",
    "call": "phone", "telephone": "phone", "call centre": "phone",
    "video": "social", "ads": "social", "paid": "social", "instagram": "social", "referral": "social",
    "survey": "review", "reviews": "review", "marketplace": "review",
    "delivery": "parcel", "post": "parcel", "carrier": "parcel", "packaging": "parcel",
    "support": "service", "repair": "service", "helpdesk": "service",
}  # fmt: skip


def icon_for(channel: str | None) -> str:
    """The drawing for a channel; one that nobody knows gets a plain ring."""
    name = (channel or "other").casefold()
    return ICONS.get(ALIASES.get(name, name), ICONS["other"])
