"""Journeys as sequences of visits: patterns in them, and what stands around a place of them."""
