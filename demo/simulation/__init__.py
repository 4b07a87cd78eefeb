"""A year of a centre, made up, to measure: who hands what in when, by which circuit, and what becomes of it."""
