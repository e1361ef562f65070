"""Did what was done work? Designs that fit an action, and what they measure."""
