"""Journeys held against the plan of a map: what was done as planned, and each way in which it was not."""
