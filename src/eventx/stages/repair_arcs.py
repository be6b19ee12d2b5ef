"""Arcs that several repairs move (see `repair`)."""

from __future__ import annotations

from spacy.tokens import Token


def take_place(word: Token, above: Token) -> None:
    """Puts a word where the one above it stands in the tree."""
    head, relation = above.head, above.dep_
    word.head, word.dep_ = (word, "ROOT") if relation == "ROOT" else (head, relation)


def make_subject(noun: Token, verb: Token) -> None:
    """Makes a noun the subject of a verb, passive where the verb is."""
    noun.head = verb
    noun.dep_ = "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"
