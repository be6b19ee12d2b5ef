"""Time expressions.

`lexer` cuts the text, `grammar` finds expressions, and `expressions` know which days they stand for.
"""
