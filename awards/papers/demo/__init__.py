"""Filled papers in the campaign's own words, for `make_document --demo`; the persons are made up."""
