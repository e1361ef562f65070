"""Made-up customers of a template: one generator, and a data file for each trade."""

from desirepath.ingest.sample.trade.files import Outcome, make_trade
from desirepath.ingest.sample.trade.sheet import Trade, trade

__all__ = ["Outcome", "Trade", "make_trade", "trade"]
