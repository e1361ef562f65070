"""Which stage of a journey does an event belong to, judged by its name? A table to read and to extend.

Names are compared in lower case with single spaces: "Order Completed", "order_completed" and "orderCompleted" are the
same. Whole names come first, then words of the name in the order of the table below.
"""

from __future__ import annotations

STAGES = {
    "awareness": "Awareness",
    "consideration": "Consideration",
    "decision": "Decision",
    "use": "Delivery and use",
    "retention": "Retention",
    "loyalty": "Loyalty",
}
"""Stages in the order in which a customer usually meets them, with their titles."""

NAMES = {
    "awareness": (
        # advertising, e-mail, mobile and web in general
        "email delivered|email opened|email link clicked|push notification received|push notification tapped|"
        "deep link opened|deep link clicked|install attributed|promotion viewed|promotion clicked|visit|session start|"
        "first visit|page view|page viewed|page|screen|landing|share open|link opened|experiment viewed|user engagement"
    ),
    "consideration": (
        # e-commerce v2 and its older names, GA4
        "products searched|product list viewed|product list filtered|product clicked|product viewed|viewed product|"
        "viewed product category|product added to wishlist|product removed from wishlist|view item|view item list|"
        "select item|view promotion|select promotion|view search results|search|add to wishlist|fit tool|"
        # software and apps
        "application installed|install|signed up|sign up|signup|account created|trial started|trial start|"
        "account added user|invite sent|invite accept|onboarding|generate lead|quote|verify ok|play|skip|ad play"
    ),
    "decision": (
        "product added|product removed|added product|removed product|cart viewed|wishlist product added to cart|"
        "checkout started|checkout start|checkout step viewed|checkout step completed|payment info entered|"
        "order updated|order completed|completed order|order placed|order approved|order cancelled|coupon entered|"
        "coupon applied|coupon denied|coupon removed|add to cart|remove from cart|view cart|begin checkout|"
        "add shipping info|add payment info|purchase|paywall view|payment ok|plan paid|trial ended|request|match|"
        "placed|confirmed|processing"
    ),
    "use": (
        "order shipped|order delivered|delivered|shipped|order refunded|refund|return opened|return open|exchange|"
        "refund done|pickup|dropoff|live chat conversation started|live chat conversation ended|"
        "live chat message sent|live chat message received|ticket opened|ticket open|ticket closed|application opened|"
        "application foregrounded|application backgrounded|application crashed|application updated|download|"
        "import ok|import fail|project create|training done|report view|signed in|signed out|sso on|"
        "dispatched|in transit|out for delivery|solved|resolved"
    ),
    "retention": (
        "order 2|ride 2|renewal yes|renewal no|subscription renewed|subscription paused|pause|cancel|"
        "subscription cancelled|payment fail|unsubscribed|email bounced|email marked as spam|account deleted|"
        "account removed user|application uninstalled|repair book|survey answered|survey sent|survey|nps answered|"
        "csat answered|ces answered|seat silent 14d|champion left|outage seen"
    ),
    "loyalty": (
        "product reviewed|review|review written|review answered|product shared|cart shared|share|referral|"
        "friend referred|referral made|referral sent|invite friend|recap share|resale list|mention|story shared"
    ),
}
"""Whole names of events: Segment's e-commerce, B2B software, e-mail, live chat and mobile lists, GA4's, and others."""

WORDS = (
    ("loyalty", "review refer referral advocate mention recommend resale gift share shared reward member"),
    (
        "use",
        "deliver ship parcel track unbox refund return exchange ticket support chat complaint contact call claim",
    ),
    (
        "retention",
        "renew repeat reorder churn cancel pause downgrade unsubscribe winback reactivate survey nps csat",
    ),
    (
        "decision",
        "cart basket bag checkout order purchase buy pay payment paid invoice subscribe upgrade book coupon",
    ),
    (
        "consideration",
        "product item detail compare filter wishlist favourite favorite quote demo trial signup",
    ),
    ("consideration", "register account install onboard lead question size price pricing plan"),
    (
        "awareness",
        "visit view search browse page ad campaign click impression landing promo promotion open session",
    ),
    ("awareness", "email newsletter push screen social blog event webinar"),
    (
        "use",
        "login start use used play download upload create edit finish complete feature wear listen watch",
    ),
)
"""Words in the names of events, and their stage; the first line that holds a word decides."""

SHORT_FORMS = frozenset({"nps", "csat", "ces", "sms", "sso", "faq", "b2b", "id", "url", "ai"})
"""Words that are written in capitals."""
