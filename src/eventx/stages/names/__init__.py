"""Proper names: the tables of the gazetteer, how names are looked up, what they stand for where they stand."""
