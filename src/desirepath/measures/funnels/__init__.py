"""Funnels: who gets how far through some steps, by whose rules, and where the others went."""
