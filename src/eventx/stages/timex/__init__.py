"""Time expressions: `lexer` cuts the text, `grammar` finds expressions, `expressions` know what dates they stand for."""
