"""Whether the words around a time look back or ahead."""

from __future__ import annotations

from spacy.tokens import Doc

from eventx.stages.timex.expressions.frame import Tense
from eventx.stages.timex.lexicon import TenseWords

_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "MD", ""})
_QUOTES = frozenset('"“”')


def tense_at(doc: Doc, i: int, end: int, words: TenseWords) -> Tense | None:
    """Tells the tense around the time in tokens [i, end): the nearest decisive word before it, else after it.

    Uses tags where the document has them, and word lists and endings where not.
    """
    if (sign := _right_before(doc, i, words)) is not None:
        return sign
    if _of_deed(doc, end, words):
        return "past"
    infinitive, arranged = "", i > 0 and doc[i - 1 - (doc[i - 1].lower_ == "the")].lower_ == "for"
    for k in range(i - 1, max(-1, i - 1 - words.reach), -1):
        token = doc[k]
        text = token.lower_
        if text in words.breaks or text in words.relatives or (token.is_space and "\n" in token.text):
            break
        if text in words.forward and k > 1 and f"{doc[k - 2].lower_} {doc[k - 1].lower_}" in words.past_pairs:
            return "past"  # "had been due to meet on Friday"
        if _leads(text, infinitive, words) or (arranged and text in words.forward_for):
            return "future"
        if _was_to(doc, k, words, infinitive=bool(infinitive)):
            return None
        sign = _decides(doc, k, words)
        if sign is not None:
            return sign
        if text == "to" and k + 1 < i and (not doc[k + 1].tag_ or doc[k + 1].tag_ == "VB"):
            infinitive = doc[k + 1].lower_
        if token.is_sent_start:
            if infinitive and all(t.tag_ not in _FINITE for t in doc[k:i]):
                return "future"  # "Chad, Niger to hold talks on Saturday"
            break
    return _tense_after(doc, end, words)


def _tense_after(doc: Doc, end: int, words: TenseWords) -> Tense | None:
    """Tells the tense by the nearest decisive word after a time, in its clause."""
    for k in range(end, min(len(doc), end + words.reach)):
        if doc[k].is_sent_start or doc[k].lower_ in words.breaks or doc[k].text in _QUOTES:
            return None
        sign = _decides(doc, k, words)
        if sign is not None:
            return sign
    return None


def _was_to(doc: Doc, k: int, words: TenseWords, *, infinitive: bool) -> bool:
    """Tells whether a word leaves it open: "they were to meet on 24 May", "they were to have met on 24 May"."""
    word, after = doc[k].lower_, doc[k + 1].lower_
    return (word == "to" and after in words.infinitive_have) or (infinitive and after == "to" and word in words.past_be)


def _right_before(doc: Doc, i: int, words: TenseWords) -> Tense | None:
    """Returns the tense that the word right before a time tells: "since Friday", "the vote is on Friday"."""
    if i and doc[i - 1].lower_ in words.past_before:
        return "past"
    before = i - 1 - (i > 1 and doc[i - 1].lower_ == "on")
    return "future" if before >= 0 and doc[before].lower_ in words.forward_be else None


def _of_deed(doc: Doc, end: int, words: TenseWords) -> bool:
    """Tells whether a time is that of what was done: "the motive for Saturday's deadly shooting"."""
    if end >= len(doc) or doc[end].lower_ not in words.possessives:
        return False
    return any(t.lower_ in words.past_deeds for t in doc[end + 1 : end + 4])


def _leads(text: str, infinitive: str, words: TenseWords) -> bool:
    """Tells whether a word puts the time of the infinitive after it ahead: "agreed to meet on Friday"."""
    if not infinitive or text not in words.forward_to:
        return False
    return text not in words.forward_nouns or infinitive in words.forward_acts


def _decides(doc: Doc, k: int, words: TenseWords) -> Tense | None:
    """Returns the tense that one word tells by itself."""
    token = doc[k]
    text = token.lower_
    if text in words.modals and token.tag_ in ("", "MD"):
        return "past" if _perfect(doc, k, words) else "future"
    if token.tag_ == "VBN" and {t.lower_ for t in doc[max(0, k - 2) : k]} & words.have and doc[k - 1].lower_ != "been":
        return "past" if "had" in {t.lower_ for t in doc[max(0, k - 2) : k]} else None
    if text in words.forward and text not in words.modals:
        return "future" if token.tag_ != "VBD" or text in words.forward_participles else "past"
    if k + 1 < len(doc) and f"{text} {doc[k + 1].lower_}" in words.forward_pairs:
        return "future"
    if token.tag_ == "VBD":
        return "past"
    if token.tag_ == "VBN":
        return None if _no_past(doc, k, words) or _attributive(doc, k) else "past"
    if token.tag_:
        return None
    ending = len(text) > 4 and text.endswith(words.past_endings) and token.text.islower()
    return "past" if text in words.backward or (ending and not _no_past(doc, k, words)) else None


def _attributive(doc: Doc, k: int) -> bool:
    """Tells whether a participle only describes the noun after it: "an enlarged meeting"."""
    beside = 0 < k < len(doc) - 1 and doc[k + 1].tag_.startswith("NN")
    return beside and doc[k - 1].tag_ in {"DT", "JJ", "PRP$"}


def _perfect(doc: Doc, k: int, words: TenseWords) -> bool:
    """Tells whether "have" follows a modal: "could have begun"."""
    return any(t.lower_ in words.infinitive_have for t in doc[k + 1 : k + 3])


def _no_past(doc: Doc, k: int, words: TenseWords) -> bool:
    """Tells whether a participle tells no past: "will be held", "has invited" (which takes no time in the past)."""
    texts = [t.lower_ for t in doc[max(0, k - 5) : k] if not t.is_space]
    if set(texts[-3:]) & words.present_have:
        return True
    if "be" not in texts:
        return False
    at = len(texts) - 1 - texts[::-1].index("be")
    return any(t in words.modals or t == "to" for t in texts[max(0, at - 2) : at])
