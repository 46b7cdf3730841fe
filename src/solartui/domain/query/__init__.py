"""The filter language: one line of text that says which leads are meant.

``stage:open,contacted type:residential kwh>400 city:krak created<7d owner:me -archived dach``
"""

from __future__ import annotations

from solartui.domain.query.ast import Condition, Query, Words, term_text, to_text
from solartui.domain.query.lexer import QueryError
from solartui.domain.query.parser import QueryContext, parse

__all__ = ["Condition", "Query", "QueryContext", "QueryError", "Words", "parse", "term_text", "to_text"]
