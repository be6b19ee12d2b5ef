"""The rule language: parse, check, compile, match, explain."""
