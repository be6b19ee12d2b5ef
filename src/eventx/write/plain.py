"""Strings from articles and file names, made safe for a terminal."""

from __future__ import annotations


def printable(text: object) -> str:
    """Returns the text with control, format and surrogate characters written as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in str(text))
