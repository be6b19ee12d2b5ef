"""Why there is an event and why there is none: for each sentence, the rules that its words woke."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from eventx.article import Article
from eventx.rules.explain import Explanation, explain
from eventx.write.plain import printable

if TYPE_CHECKING:
    from eventx.pipeline import Extractor


def explain_lines(extractor: Extractor, article: Article) -> list[str]:
    """Returns the explanation of an article: its sentences, under each the rules that fired (+) or came near (-)."""
    doc, attempts = extractor.attempts(article)
    lines = [f"# {printable(article.id)}"]
    for sentence in doc.sents:
        if not sentence.text.strip():
            continue
        lines.append(f"{sentence.start_char}: {printable(' '.join(sentence.text.split()))}")
        woken = explain(doc, [a for a in attempts if sentence.start <= a.trigger.start < sentence.end])
        for explanation in sorted(woken, key=lambda e: (not e.fired, len(e.lacks))):
            lines += [f"    {printable(line)}" for line in _lines(explanation)]
    return lines


def _lines(explanation: Explanation) -> Iterator[str]:
    name = f"{explanation.rule} ({explanation.trigger})"
    if not explanation.fired:
        yield f"- {name}: {'; '.join(explanation.lacks)}"
        return
    yield f"+ {name}: mode {explanation.mode}"
    for role, phrases in explanation.roles.items():
        if phrases:
            yield f"    {role} = {'; '.join(phrases)}"
