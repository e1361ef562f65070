"""What people say, by what it is about and by how they feel: the vocabulary of all written feedback.

The map's quotes are taken from here, so that each can be found again in the data.
"""

from __future__ import annotations

LOW, MIDDLE, HIGH = range(3)
"""Feelings below -0.5, up to +0.5, and above."""

WORDS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "hear": (
        (
            "Another green advertisement. What is green about it?",
            "Seen it four times this week.",
            "Otro anuncio verde más.",
        ),
        ("Looked nice. Did not catch the name at first.", "My sister follows them."),
        (
            "She darned it on camera. I wanted that.",
            "A stall where people mend. I stayed an hour.",
            "Me gustó que arreglen la ropa.",
        ),
    ),
    "visit": (
        (
            "'Eco' how? Show me the mill.",
            "Every shop says sustainable.",
            "Dice ecológico y ya está. ¿Y la fábrica?",
        ),
        ("Calm page. Where do I see who sewed it?", "Took me a while to find the repair page."),
        (
            "The fibre page is the best I have read.",
            "Finally a shop that names its weavers.",
            "Endlich steht da, wer es genäht hat.",
        ),
    ),
    "compare": (
        (
            "Three linen shirts, one body in all the photos.",
            "Zu viele Hemden, zu wenig Unterschied.",
            "I cannot tell these two jeans apart.",
        ),
        ("Good photos. I would like to see the inside seam.", "Comparing takes a lot of tabs."),
        ("Reviews with body sizes helped a lot.", "Nice that the repair price stands next to the price."),
    ),
    "size": (
        (
            "Your M is my S. Which M is this?",
            "Measured myself twice and still do not know.",
            "Welche Größe? Jede Marke ist anders.",
            "Tejo in 40 is a 36 anywhere else.",
            "La guía dice M, la chaqueta dice S.",
        ),
        ("The guide is fine, but I ordered my usual size anyway.", "Would like the garment's own measures."),
        ("The guide was right to the centimetre.", "Perfect fit on the first try."),
    ),
    "basket": (
        ("The basket forgot my size.", "Why can I not keep it for tomorrow?"),
        ("One good shirt, not five.", "Put it in, took it out, put it in."),
        ("I like that it asks whether I need it.", "Simple. No ten suggestions."),
    ),
    "delivery": (
        (
            "€6.90, and only now you tell me?",
            "The fee spoils it a little every time.",
            "Otra vez gastos de envío al final.",
            "No date for the green option.",
        ),
        ("Green is slower. Tell me how much slower.", "I chose the pickup point to save the fee."),
        ("Pickup round the corner, free. Good.", "I like that green comes first."),
    ),
    "pay": (
        ("It asked for my birthday. To buy socks?", "Card refused, no word why."),
        ("Paid. One page fewer would do.", "Fine."),
        ("Quick, no account needed. Thank you.", "Two minutes from basket to bed."),
    ),
    "wait": (
        (
            "Slow is fine. Silent is not.",
            "Three days late and no mail.",
            "Wo ist mein Paket?",
            "The tracking page says 'soon' since Tuesday.",
        ),
        ("It comes when it comes.", "The tracking is a bit vague."),
        ("A note from the carrier's cyclist. Lovely.", "Came on the promised day."),
    ),
    "unpack": (
        ("Lovely cloth, wrong size.", "Seam opened on day two.", "Der Stoff kratzt."),
        ("Good shirt. The colour is a little different.", "Nice, but a bit long in the arms."),
        (
            "Paper, string, a needle. I kept the box.",
            "El lino es precioso, y huele a nada.",
            "Soft from the first day.",
            "Wie von meiner Großmutter genäht.",
            "Wore it three days in a row.",
        ),
    ),
    "return": (
        (
            "I own no printer. The shirt lives in the hall.",
            "Eleven days for my own money.",
            "Tuve que ir a la biblioteca a imprimir.",
            "Return form, label, printer, post office, and then silence.",
            "Un retour, trois e-mails, deux semaines.",
        ),
        ("Went through, slowly.", "The exchange was fine, the label was not."),
        ("Showed a code at the counter. Done.", "No label, no printer. More of this."),
    ),
    "care": (
        ("Care on Monday, '20 % off' on Friday.", "Another mail. I only bought one shirt."),
        ("Did not know wool should rest.", "Useful, a bit long."),
        (
            "Washed it cold as you said. Like new.",
            "The mail about moths saved my jumper.",
            "Por fin un correo útil.",
        ),
    ),
    "repair": (
        ("Three weeks for a button.", "The thread does not match."),
        ("Took a while, looks good.",),
        (
            "They mended my elbow for €9. I told everyone.",
            "The repair is more beautiful than the sleeve.",
            "Me cosieron el codo y quedó mejor que nuevo.",
            "You can see the mend. That is the point.",
        ),
    ),
    "reorder": (
        ("It asked for my size again.", "My colour is gone."),
        ("Second one. Same shirt, please keep making it.", "Fine as always."),
        ("Same cut, other colour. Two minutes.", "I know my size here now."),
    ),
    "resell": (
        (
            "€11 for a coat? I gave it to my sister.",
            "The form asks what you already know.",
            "Four photos for one shirt.",
        ),
        ("Sold, after a month.",),
        ("My old coat has a new owner in Porto.",),
    ),
    "tell": (
        ("The code did not work for my friend.",),
        ("I would rather tell people myself.", "Sent it to my mother."),
        ("Ask me about my elbow.", "My whole office mends now.", "Ya somos tres con la misma camisa."),
    ),
}

GERMAN = ("Zu ", "Welche", "Endlich", "Wo ist", "Der ", "Wie von")
SPANISH = ("Otro", "Me ", "Dice", "La guía", "Otra", "El lino", "Tuve", "Por fin", "Ya ")
FRENCH = ("Un retour",)


def language(text: str) -> str:
    """The language a text of the vocabulary is written in."""
    for code, starts in (("de", GERMAN), ("es", SPANISH), ("fr", FRENCH)):
        if text.startswith(starts):
            return code
    return "en"


TICKETS: dict[str, tuple[str, ...]] = {
    "size": (
        "Your M is my S. Which M is this?",
        "Can you measure the garment for me?",
        "Between 38 and 40. What would you take?",
    ),
    "parcel": (
        "Slow is fine. Silent is not.",
        "The tracking has not moved for four days.",
        "Where is my parcel?",
    ),
    "return": (
        "I own no printer. The shirt lives in the hall.",
        "When do I get my money back?",
        "Can I bring it to a shop instead?",
    ),
    "repair": ("Do you also mend other brands?", "How do I book a repair?"),
}

MENTIONS: tuple[tuple[str, str], ...] = (
    ("instagram", "That @loam elbow repair. Swoon."),
    ("instagram", "Loam sent my shirt in paper and string, with a needle. Who does that?"),
    ("instagram", "Day 200 of the same linen shirt @loam"),
    ("mastodon", "Loam: lovely cloth, medieval returns."),
    ("mastodon", "If you say 'eco', name the mill. @loam at least tries."),
    ("reddit", "Tejo at Loam runs a full size small, order up."),
    ("reddit", "Has anybody had a refund from Loam in under a week?"),
    ("tiktok", "the loam mending video got me, help"),
)
"""Where and what people write about the shop without being known to it."""
