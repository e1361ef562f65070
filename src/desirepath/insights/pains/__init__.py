"""Pains found in the data: where clearly fewer customers go on or order, and under which condition."""
