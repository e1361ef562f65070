"""Pains found in the data by themselves, and what they cost."""
