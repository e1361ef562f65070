"""What will customers still buy, and what is that worth? Models of customer value, fitted from counts.

Who can be seen to leave (subscriptions): `sbg`. Who just stops coming: `bg_nbd` and `pareto_nbd` when people may buy
at any moment, `bg_bb` when there are fixed occasions. How much one purchase brings: `gamma_gamma`. Together: `value`.
"""
