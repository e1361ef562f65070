"""All designs, the one that may be trusted most first."""

from desirepath.domain.action import Action
from desirepath.insights.effects.design import Design
from desirepath.insights.effects.designs.before_after import BEFORE_AFTER
from desirepath.insights.effects.designs.did import DID
from desirepath.insights.effects.designs.randomised import RANDOMISED
from desirepath.insights.effects.designs.series import SERIES
from desirepath.insights.effects.designs.waves import WAVES

DESIGNS: tuple[Design, ...] = (WAVES, RANDOMISED, DID, SERIES, BEFORE_AFTER)


def propose(action: Action) -> tuple[Design, str]:
    """The first design that fits an action, and why.

    >>> design, why = propose(Action(title="Without a label", target="trait_country = 'ES'", chosen="for being bad"))
    >>> design.name, why.split(",")[0]
    ('before_after', 'They were chosen for being bad')
    """
    fitting = ((design, why) for design in DESIGNS if (why := design.suits(action)))
    return next(fitting)
