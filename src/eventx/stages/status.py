"""Whether an event happened: occurred, ongoing, planned, possible, demanded, denied, negated or hypothetical.

A function over the parse from the event's trigger upwards: first the trigger's own auxiliaries, negation and
modifiers, then what governs it ("plans to", "a call for"), as far as that says something about it. Verbs of saying
change nothing. What the parser may have torn away, a modal or "not" right before the verb, is read from the surface.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from spacy.lang.lex_attrs import is_quote
from spacy.tokens import Doc

from eventx.annotations import ClaimRecord, published, times
from eventx.events import Status
from eventx.modeldir import ModelError, load_yaml, model_dir, reading_lists
from eventx.stages.claims import claims_about
from eventx.stages.phrases import ancestors
from eventx.stages.speech.lexicon import SpeechLexicon, load_speech
from eventx.stages.trees import SUBJECTS, bounds, edges, is_passive, is_verb, step
from eventx.stages.words import Word, words_of

_DEPTH = 9
_UNREAL: frozenset[Status] = frozenset({"planned", "possible", "hypothetical", "demanded"})
Table = Mapping[str, Status]

_TABLES = (
    "modals",
    "adverbs",
    "complements",
    "passives",
    "modifiers",
    "objects",
    "phrasal",
    "subjects",
    "passive_subjects",
    "predicates",
    "nouns",
    "prepositions",
    "for_verbs",
    "to_verbs",
    "on_verbs",
)
_VERB_TABLES = {"for": "for_verbs", "to": "to_verbs", "on": "on_verbs", "upon": "on_verbs"}
_SETS = (
    "conditional",
    "inverted",
    "tidings",
    "tellings",
    "falsehoods",
    "negations",
    "not_negating",
    "negative_determiners",
    "negative_pronouns",
    "conditions",
    "doubts",
    "open_questions",
    "doubtful",
    "maybe",
    "truths",
    "awaited",
    "excluding",
    "confirming",
    "singles",
    "transparent",
    "weak_modifiers",
    "light",
    "attending",
    "wishes",
    "uncertain",
    "mandative",
    "insisting",
    "causing",
    "elapsing",
    "durative",
    "transparent_nouns",
    "averting",
    "aiming",
    "future_words",
    "before",
    "after",
    "entering",
    "stretches",
    "announcing",
    "announced_ahead",
    "summoning",
    "as_passive",
    "rather_planned",
    "scheduling",
    "averted_from",
    "noun_prepositions",
    "topic_prepositions",
    "definite",
    "auxiliaries",
    "negative_adverbs",
    "present_be",
    "perfect_have",
    "would_have",
    "under",
    "frameworks",
    "timing",
    "bargaining",
    "bargained",
    "debating",
    "debated_about",
    "given_up",
    "arranged",
    "scenes",
    "firsts",
    "ending",
    "yet",
    "yet_verbs",
    "basis",
    "asking",
    "copulas",
    "concluding",
    "lately",
    "accords",
    "pending",
    "occasions",
    "taking",
    "how_many",
    "going",
    "among",
    "striving",
)


_TOLD_OF_SUBJECT = frozenset({"acomp", "attr", "advmod", "prep", "prt", "oprd"})


@dataclass(frozen=True)
class StatusCues:
    """The cue words of a model folder (`lexicon/status.yml` explains each list).

    Attributes:
        tables: For each place a cue can stand in, the status that each word there means.
        sets: The lists without a status.
        speech: The words of saying, which don't change a status.
        ends: The last words of the prepositions.
    """

    tables: Mapping[str, Table]
    sets: Mapping[str, frozenset[str]]
    speech: SpeechLexicon
    ends: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        ends = frozenset(word for phrase in self.tables["prepositions"] for word in phrase.split()[-1:])
        object.__setattr__(self, "ends", ends)

    def get(self, table: str, word: str) -> Status | None:
        """Returns the status that a word means in a place, or None."""
        return self.tables[table].get(word)


def load_status(path: Path, speech: SpeechLexicon) -> StatusCues:
    """Reads the cue words of a model folder.

    Raises:
        ModelError: The file is missing, or a list in it, or a status is none of the contract's.
    """
    data: dict[str, Any] = load_yaml(path)
    with reading_lists(path):
        tables = {name: {word: status for status, words in data[name].items() for word in words} for name in _TABLES}
        sets = {name: frozenset(data[name]) for name in _SETS}
    for name in _TABLES:
        if unknown := set(data[name]) - set(get_args(Status)):
            raise ModelError(f"{path}: {name}: no such status: {', '.join(sorted(unknown))}")
    return StatusCues(tables, sets, speech)


@lru_cache(maxsize=8)
def load_cues(folder: Path | None = None) -> StatusCues:
    """Returns the cues of a model folder (None: the bundled one), loaded once."""
    lexicon = (folder or model_dir()) / "lexicon"
    return load_status(lexicon / "status.yml", load_speech(lexicon / "speech.yml"))


def status_of(doc: Doc, trigger: int, claims: Sequence[ClaimRecord], cues: StatusCues | None = None) -> Status:
    """Returns the status of the event whose trigger is the verb, noun or adjective at a token index.

    Args:
        doc: A parsed document.
        trigger: Word index of the event's trigger.
        claims: Who says what; a denial of the event makes it `denied`.
        cues: The cue words (None: those of the bundled model).
    """
    judge, word = _Judge(cues or load_cues(), tuple(claims)), words_of(doc)[trigger]
    found = judge.status(word) or "occurred"
    if claims and found != "negated":
        about = claims_about(claims, trigger)
        if about and about[0].stance == "denies" and not judge.granted(word, about[0].cue.start):
            return "denied"
    return found


@dataclass(frozen=True, slots=True)
class _Judge:
    """The walk over the parse; every method returns None where nothing is said about the event."""

    cues: StatusCues
    claims: tuple[ClaimRecord, ...]

    def status(self, token: Word, depth: int = 0) -> Status | None:
        """Returns the status of any trigger word."""
        if depth > _DEPTH:
            return None
        return self.verb(token, depth) if is_verb(token) and not _is_nominal(token) else self.noun(token, depth)

    def granted(self, noun: Word, cue: int) -> bool:
        """Tells whether a denial takes a happening for granted: "denied that the talks had collapsed".

        What is denied is what a clause says of it, unless that is only that it happens, or is carried out.
        """
        if is_verb(noun) or not _definite(noun, self.cues):
            return False
        above = noun
        while not is_verb(above) and above.head.i != above.i:
            below, above = above, above.head
        if not is_verb(above) or above.i == cue:
            return False
        if above.lemma not in self.cues.sets["light"]:
            return True
        if below.lower_ == "with":
            return True  # "denied that it had anything to do with the meeting"
        return below.dep_ == "nsubj" and any(c.dep_ == "dobj" and c.lemma != "place" for c in above.children)

    # verbs

    def verb(self, verb: Word, depth: int) -> Status | None:
        """Returns the status of an event told by a verb."""
        own = self.own(verb)
        if own == "negated" or own in {"hypothetical", "demanded"}:
            return own
        governed = self.governed(verb, depth)
        if governed in {"negated", "hypothetical", "demanded"} or (governed == "possible" and own == "planned"):
            return governed
        return own or governed or self.aspect(verb)

    def own(self, verb: Word) -> Status | None:
        """Returns what the verb's own auxiliaries, adverbs, conjunction and negated arguments say."""
        sets, children = self.cues.sets, verb.children
        near = _verb_group(verb, self.cues)
        if self.negated(verb, near):
            return "negated"
        marks = {c.lower_ for c in children if c.dep_ in _MARKS}
        if not marks.isdisjoint(sets["conditions"]):
            return "possible" if verb.dep_ == "ccomp" or self.left_open(verb) else "hypothetical"
        if self.inverted(verb):
            return "hypothetical"
        if not marks.isdisjoint(sets["doubts"]) or self.asked(verb, near) or self.uncounted(verb):
            return "possible"
        for token in near:
            word = token.lower_
            if (modal := self.cues.get("modals", word)) is not None:
                return modal
            if word in sets["conditional"] and any(t.lower_ == word and t.tag_ == "MD" for t in near):
                return self.conditional(verb, near)
        if self.asked(verb, near):
            return "possible"
        timed = not marks.isdisjoint(sets["timing"])  # "soon after they met", "shortly before the raid was launched"
        for child in verb.lefts if marks else ():
            if child.dep_ == "advmod" and (hedge := self.cues.get("adverbs", child.lower_)) is not None:
                if hedge == "planned" and timed:
                    continue
                return hedge
        return self.bare(verb, near) if verb.tag_ == "VB" else None

    def bare(self, verb: Word, near: Sequence[Word]) -> Status | None:
        """Returns what an infinitive alone says: "Ministers to meet in Lagos", "“Burn their crops,” he said"."""
        if not near:
            return "demanded" if self.bidden(verb) else None
        if verb.dep_ != "ROOT" or all(t.lower_ != "to" for t in near):
            return None
        return "planned" if any(c.dep_ in SUBJECTS for c in verb.lefts) else None

    def bidden(self, verb: Word) -> bool:
        """Tells whether a quotation bids to do it: "“Burn their crops, or shoot them,” he said"."""
        first = verb
        while first.dep_ == "conj" and first.head.tag_ == "VB":
            first = first.head
        if any(c.dep_ in SUBJECTS for c in (*first.lefts, *verb.lefts)):
            return False
        return first.i > 0 and is_quote(verb.doc[first.i - 1].text) and first.dep_ in {"ROOT", "ccomp"}

    def conditional(self, verb: Word, near: Sequence[Word]) -> Status:
        """Judges "would": what somebody said would come is planned, anything else is imagined."""
        if any(t.lower_ in self.cues.sets["would_have"] for t in near):
            return "hypothetical"
        if any(
            c.dep_ == "advcl" and any(m.lower_ in self.cues.sets["conditions"] for m in c.children)
            for c in verb.children
        ):
            return "hypothetical"
        return "planned" if self.reported(verb) or self.provided(verb) else "hypothetical"

    def provided(self, verb: Word) -> bool:
        """Tells whether what a clause says is what a plan provides for: "under the deal, Chad would free nine men"."""
        sets = self.cues.sets
        preps = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in sets["under"]]
        return any(noun.lemma in sets["frameworks"] for prep in preps for noun in prep.children)

    def inverted(self, verb: Word) -> bool:
        """Tells whether its sentence begins with an auxiliary that says "if": "had the rebels attacked, ..."."""
        doc = verb.doc
        start, end = verb.sentence
        first = start
        while first < verb.i and not doc[first].text[0].isalpha():
            first += 1
        if first >= verb.i or doc[first].lower_ not in self.cues.sets["inverted"]:
            return False
        comma = next((i for i in range(first, end) if doc[i].text == ","), start)
        return verb.i < comma and all(doc[i].text != "?" for i in range(comma, end))

    def left_open(self, verb: Word) -> bool:
        """Tells whether a clause with "if" is a question nobody can answer: "it was not known if anyone was hurt"."""
        head = verb.head
        return head.i < verb.i and any(word in self.cues.sets["open_questions"] for word in _predicates(head))

    def uncounted(self, verb: Word) -> bool:
        """Tells whether nobody knows to how many it happened, if to any: "it was not known how many were killed"."""
        first = verb.doc[edges(verb)[0]] if verb.dep_ == "ccomp" else verb
        if first.lower_ != "how" or first.i + 1 >= verb.i or verb.head.i > verb.i:
            return False
        head = verb.head
        nobody = head.lemma == "be" or is_passive(head)  # "police don't know how many were killed": some were
        asked = nobody and verb.doc[first.i + 1].lower_ in self.cues.sets["how_many"]
        return asked and any(word in self.cues.sets["open_questions"] for word in _predicates(head))

    def asked(self, verb: Word, near: Sequence[Word]) -> bool:
        """Tells whether its sentence asks if it is so: "did they meet?", but not "when did they meet?"."""
        doc, (start, end) = verb.doc, verb.sentence
        subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
        if verb.dep_ == "acl" and verb.head.dep_ in SUBJECTS:  # "was the king killed?": the parser takes "was" for all
            near, subject = [verb.head.head], verb.head
        elif not near or near[0].dep_ not in {"aux", "auxpass"}:
            return False
        if subject is None or near[0].i > subject.i:
            return False
        if all(doc[i].text != "?" for i in range(max(start, end - 3), end)):
            return False
        return all(doc[i].lower_ not in self.cues.sets["asking"] for i in range(start, subject.i))

    def reported(self, verb: Word) -> bool:
        """Tells whether the verb stands in indirect speech."""
        if any(r.covers(verb.i) for r in self.claims):
            return True
        return any(self.cues.speech.verb(a) is not None for a in ancestors(verb))

    def negated(self, verb: Word, near: Sequence[Word]) -> bool:
        """Tells whether the verb, its subject or its object is negated."""
        sets, doc = self.cues.sets, verb.doc
        for token in near:
            if token.lower_ in sets["negations"] or token.dep_ == "neg":
                after = step(doc, token.i + 1, bounds(verb)[1])
                if after is None or doc[after].lower_ not in sets["not_negating"]:
                    return True
            if token.lower_ == "no" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "longer":
                return True
        for child in verb.children:
            if child.dep_ in _ARGUMENTS and self.empty(child):
                return True
            if child.dep_ == "advmod" and child.lower_ == "longer" and child.i and doc[child.i - 1].lower_ == "no":
                return True  # "is no longer on the agenda"
        return False

    def empty(self, noun: Word) -> bool:
        """Tells whether a noun phrase names nobody: "no drones", "none of them", "neither side"."""
        sets, doc = self.cues.sets, noun.doc
        if noun.lower_ in sets["negative_pronouns"]:
            return True
        if noun.lower_ == "one" and noun.i and doc[noun.i - 1].lower_ == "no":
            return True
        for child in noun.lefts:
            if child.lower_ in sets["negative_determiners"] and child.dep_ in _DETERMINERS:
                return True
            before = doc[max(0, child.i - 2) : child.i] if child.lower_ in sets["singles"] else ()
            if any(t.lower_ in sets["negations"] for t in before):
                return True  # "not one drone", "not a single drone"
        return False

    def governed(self, verb: Word, depth: int) -> Status | None:
        """Returns what the word that a verb hangs on says about it."""
        head, dep = verb.head, verb.dep_
        if head.i == verb.i or depth > _DEPTH:
            return None
        if dep in _TOLD and not is_verb(head) and (told := self.told(verb, head)) is not None:
            return told
        if dep == "ccomp" and _is_apart(verb, head):
            return None
        if dep in {"xcomp", "ccomp"} or (dep in {"advcl", "dep"} and _is_infinitive(verb)):
            return self.complement(verb, head, depth) or self.for_infinitive(verb, head) or self.aimed(verb, head)
        if dep == "advcl" and verb.tag_ != "VBG" and any(c.lower_ in self.cues.sets["before"] for c in verb.lefts):
            return self.awaited(verb, head, depth)
        if dep == "advcl" and verb.tag_ == "VBG" and not any(c.dep_ == "mark" for c in verb.children):
            above = self.status(head, depth + 1)
            return above if above in _UNREAL and not self.explains(head, above) else None
        if dep == "pcomp":  # "rumours according to which he was killed are unfounded"
            return "negated" if self.untrue(head.head) else self.preposition(head, verb, depth)
        if dep == "conj":
            return self.conjunct(verb, head, depth)
        return self.on_noun(verb, head, depth) if dep in {"acl", "relcl"} else None

    def on_noun(self, verb: Word, head: Word, depth: int) -> Status | None:
        """Returns what the noun says that a clause hangs on: "plans to meet", "was among those freed"."""
        if head.dep_ == "pobj" and head.head.lower_ in self.cues.sets["among"]:
            above = self.status(head.head.head, depth + 1) if is_verb(head.head.head) else None
            return above if above in {*_UNREAL, "negated"} else None
        if not _is_infinitive(verb):
            return None
        aim: Status | None = "planned" if head.lemma in self.cues.sets["aiming"] else None
        known = self.cues.get("nouns", head.lemma) or aim  # "an operation to capture a rebel leader"
        if known == "possible" and self.taken(head):
            return None  # "had the opportunity to meet"
        if known is not None and self.thwarted(head):
            return "negated"
        if known and self.empty(head):
            return "negated"  # "has no plans to visit Oslo"
        if known is None and head.dep_ == "attr":
            return self.own(head.head)  # "will be the first king to visit Oslo"
        ahead = is_passive(verb) or self.headline(head)
        return known or ("planned" if ahead else self.for_infinitive(verb, head))

    def taken(self, noun: Word) -> bool:
        """Tells whether an opportunity was there and so was taken: "I had the opportunity to speak with him"."""
        sets, verb = self.cues.sets, noun.head
        told = noun.dep_ == "dobj" and noun.lemma in sets["occasions"] and verb.lemma in sets["taking"]
        return told and verb.tag_ in {"VBD", "VBN"} and self.own(verb) is None

    def headline(self, noun: Word) -> bool:
        """Tells whether a noun phrase stands as in a headline: "Turkish president to visit Oslo", "Talks to resume"."""
        if noun.dep_ not in {"ROOT", "dep", "ccomp"} or is_verb(noun):
            return False
        return all(c.dep_ != "det" and c.lower_ not in self.cues.sets["firsts"] for c in noun.lefts)

    def to_happen(self, verb: Word) -> bool:
        """Tells whether an infinitive says that something will be: "to resume", but not "to end the war"."""
        told = _is_infinitive(verb) and verb.lemma in self.cues.sets["light"]
        return told and not any(c.dep_ == "dobj" for c in verb.children)

    def told(self, verb: Word, noun: Word) -> Status | None:
        """Judges what a noun tells in a clause: "no reports that anyone was hurt", "a chance that they will meet"."""
        if _is_infinitive(verb) or verb.i < noun.i:  # "the base was hit; no reports of losses"
            return None
        if (noun.lemma in self.cues.sets["tidings"] and self.empty(noun)) or self.untrue(noun):
            return "negated"
        doubtful = noun.lemma in self.cues.sets["doubtful"] and any(c.dep_ == "mark" for c in verb.lefts)
        return "possible" if doubtful else None

    def awaited(self, verb: Word, head: Word, depth: int) -> Status | None:
        """Judges what something waits for: "will talk when they meet", "would free nobody until a deal was signed"."""
        sets = self.cues.sets
        group = {t.lower_ for t in _verb_group(head, self.cues)}
        said = any(c.lower_ in sets["awaited"] for c in verb.lefts) and not group.isdisjoint(sets["conditional"])
        to_come = verb.tag_ in {"VBZ", "VBP", "VB"} or said
        above = self.status(head, depth + 1) if to_come else None
        if above is None and to_come and any(c.lower_ in sets["pending"] for c in verb.lefts):
            return "planned"  # "extended the truce until talks resume"
        if above == "negated":
            ahead = said or any(self.cues.get("modals", word) == "planned" for word in group)
            return "hypothetical" if ahead else None
        return "planned" if above in {"planned", "demanded"} else None

    def thwarted(self, plan: Word) -> bool:
        """Tells whether a plan came to nothing: "a plot to kill the king was foiled"."""
        table = {"nsubjpass": "passive_subjects", "dobj": "objects"}.get(plan.dep_)
        verb = plan.head
        undone = table is not None and self.cues.get(table, verb.lemma) == "negated"
        return undone and not self.negated(verb, _verb_group(verb, self.cues))

    def untrue(self, noun: Word) -> bool:
        """Tells whether what is reported is called false: "reports that he had died were untrue"."""
        sets = self.cues.sets
        if noun.lemma not in sets["tellings"] or noun.dep_ not in {"nsubj", "nsubjpass"}:
            return False
        verb = noun.head
        told = [verb, *_complements(verb), *(c for v in verb.children if v.dep_ == "xcomp" for c in _complements(v))]
        return any(word.lemma in sets["falsehoods"] for word in told) and not self.negated(verb, verb.children)

    def for_infinitive(self, verb: Word, head: Word) -> Status | None:
        """Judges "for them to meet": what is important or makes sense is asked or possible, what took time is done."""
        if not _is_infinitive(verb) or head.lemma in self.cues.sets["elapsing"]:
            return None
        if not any(c.dep_ == "mark" and c.lower_ == "for" for c in verb.lefts):
            return None
        states = (self.cues.get("passives", word) for word in _predicates(head))
        return next((state for state in states if state is not None), "possible")

    def aimed(self, verb: Word, head: Word) -> Status | None:
        """Judges what a search is for: "raided a house to capture a rebel", "began an operation to free the nurses"."""
        if verb.dep_ not in {"advcl", "xcomp"} or not _is_infinitive(verb):
            return None
        names = (head, *(c for c in head.children if c.dep_ in {"dobj", "nsubjpass"}))
        return "planned" if any(name.lemma in self.cues.sets["aiming"] for name in names) else None

    def explains(self, verb: Word, status: Status | None) -> bool:
        """Tells whether a doubt is about a cause, not about what it led to: "wind may have caused the bus to crash"."""
        past = status == "possible" and verb.tag_ in {"VBD", "VBN"}
        return past and verb.lemma in self.cues.sets["causing"]

    def mandative(self, verb: Word, head: Word) -> bool:
        """Tells whether a that-clause says what shall be done: "demanded that he go", "ordered that it be bombed"."""
        sets = self.cues.sets
        asked = any(w in sets["mandative"] for w in _predicates(head))
        if not asked and head.lemma not in sets["insisting"]:
            return False
        base = verb.tag_
        for child in verb.lefts:
            if child.dep_ in {"aux", "auxpass"}:
                if child.lower_ != "be":
                    return False
                base = "VB"
        # A plural subject hides the mood ("insisted that they go"): there a past tense before it tells.
        return base == "VB" or (base == "VBP" and (asked or head.tag_ in {"VBD", "VBN"}))

    def conjunct(self, verb: Word, head: Word, depth: int) -> Status | None:
        """A conjunct without an auxiliary of its own shares that of the first: "will meet and sign"."""
        if not is_verb(head):
            return None
        alone = not any(c.dep_ in {"aux", "auxpass", *SUBJECTS} for c in verb.children)
        if alone and verb.tag_ in {"VB", "VBN"} and verb.tag_ == head.tag_:
            shared = self.verb(head, depth + 1)
            return None if shared == "negated" and not _negated_by_particle(head, self.cues) else shared
        return self.governed(head, depth + 1)

    def complement(self, verb: Word, head: Word, depth: int) -> Status | None:
        """Judges a clause that a verb or adjective governs: "plans to", "is likely to", "failed to"."""
        word, cues = head.lemma, self.cues
        infinitive = _is_infinitive(verb) or _is_bare(verb)
        if verb.dep_ == "ccomp" and not _is_infinitive(verb) and self.mandative(verb, head):
            return "demanded"
        if verb.dep_ == "ccomp" and cues.speech.verb(head) and not infinitive:
            return "possible" if head.i < verb.i and self.unsure(head) else None
        if (state := self.light_complement(verb, head) or self.striven(verb, head, depth)) is not None:
            return state
        if is_verb(head) and self.negated(head, _verb_group(head, self.cues)) and infinitive and verb.dep_ != "advcl":
            return (
                None if word in cues.tables["complements"] and cues.get("complements", word) == "negated" else "negated"
            )
        passive = is_passive(head) or head.pos_ == "ADJ" or word in cues.sets["as_passive"]
        known = cues.get("passives", word) if passive else None
        known = known or self.intended(head)
        if (verb.dep_ == "advcl" and known in {"negated", "possible", "ongoing"}) or (
            not infinitive and known == "ongoing"
        ):
            known = None
        if word in cues.sets["rather_planned"] and known == "possible":
            known = "planned"
        if known is None or (word in cues.sets["transparent"] and known != "negated"):
            if cues.speech.verb(head) and verb.dep_ == "ccomp":
                return None
            above = self.status(head, depth + 1) if infinitive else None
            real = self.explains(head, above) or (above == "negated" and verb.dep_ == "advcl")
            return above if above in {*_UNREAL, "negated"} and not real else None
        if known == "ongoing":
            above = self.verb(head, depth + 1) if is_verb(head) else None
            return above if above in _UNREAL or above == "negated" else "ongoing"
        if known == "planned" and not infinitive and verb.dep_ == "ccomp":
            return None
        if known == "demanded" and not infinitive and verb.tag_ != "VB":
            return None
        if known == "demanded" and word in cues.sets["wishes"] and not any(c.dep_ in SUBJECTS for c in verb.lefts):
            return "possible"
        return known

    def striven(self, verb: Word, head: Word, depth: int) -> Status | None:
        """Judges what somebody works for: "negotiated to gain the release of the girls"."""
        if head.lemma not in self.cues.sets["striving"] or not is_verb(head) or not _is_infinitive(verb):
            return None
        above = self.status(head, depth + 1)
        return above if above in {*_UNREAL, "negated"} else "possible"

    def unsure(self, verb: Word) -> bool:
        """Tells whether a verb of saying leaves it open: "fears that", "could not confirm that"."""
        sets, word = self.cues.sets, verb.lemma
        return word in sets["uncertain"] or (
            word in sets["confirming"] and self.negated(verb, _verb_group(verb, self.cues))
        )

    def light_complement(self, verb: Word, head: Word) -> Status | None:
        """Judges a clause under "be" or "have": "have yet to meet", "are to meet", "is likely that they met"."""
        if head.lemma not in self.cues.sets["yet_verbs"]:
            return None
        if _is_infinitive(verb) or _is_bare(verb):
            if any(c.lower_ in self.cues.sets["yet"] for c in head.children):
                return "negated"
            to_come = head.lemma == "be" and _is_infinitive(verb) and verb.dep_ in {"xcomp", "ccomp"}
            if to_come and any(c.lower_ in self.cues.sets["would_have"] for c in verb.lefts):
                return "negated"  # "was to have visited Oslo"
            if to_come and any(c.dep_ in SUBJECTS and self.empty(c) for c in head.lefts):
                return "negated"  # "no prisoner is to be freed"
            return "planned" if to_come else None
        return self.called(head) if verb.i > head.i and verb.dep_ == "ccomp" else None

    def called(self, verb: Word) -> Status | None:
        """Judges what a clause is called: "it is likely that rebels shelled the town", "it is not true that"."""
        sets, words = self.cues.sets, _predicates(verb)
        negated = self.negated(verb, _verb_group(verb, self.cues))
        if any(w in sets["maybe"] for w in words):
            return "possible"
        false = any(w in (sets["truths"] if negated else sets["falsehoods"]) for w in words)
        return "negated" if false else None

    def intended(self, head: Word) -> Status | None:
        """Returns what a verb says of its infinitive: a plan is only possible where there may be none."""
        known = self.cues.get("complements", head.lemma)
        if head.lemma in self.cues.sets["going"] and head.tag_ != "VBG":
            return None
        if known == "planned" and is_verb(head) and self.own(head) in {"possible", "hypothetical"}:
            return "possible"  # "asked whether he had decided to go"
        return known

    def aspect(self, verb: Word) -> Status | None:
        """Present progressive is going on; with a future time it is planned."""
        if verb.tag_ == "VBG":
            near = {t.lower_ for t in _verb_group(verb, self.cues)}
            perfect = "been" in near and not near.isdisjoint(self.cues.sets["perfect_have"])
            if perfect or not near.isdisjoint(self.cues.sets["present_be"]):
                return "planned" if self.future(verb) else "ongoing"
        if verb.tag_ in {"VBZ", "VBP"} and self.cues.get("subjects", verb.lemma) == "ongoing":
            return "ongoing"
        return None

    # nouns

    def noun(self, noun: Word, depth: int) -> Status | None:
        """Returns the status of an event told by a noun (or an adjective: "dead")."""
        own = self.modified(noun)
        if own == "negated":
            return own
        if self.wondered(noun):
            return "possible"
        around = self.noun_governor(noun, depth)
        if around == "negated" or own == "hypothetical":
            return around if around == "negated" else own
        if around in {"negated", "hypothetical", "demanded"}:
            return around
        if own is not None:
            return own
        if around is None and self.future(noun):
            return "planned"
        return around

    def wondered(self, noun: Word) -> bool:
        """Tells whether a headline without a verb asks: "Twelve dead in Kabul?"."""
        start, end = noun.sentence
        top = noun
        while top.head.i != top.i:
            top = top.head
        if is_verb(top) or noun.doc[end - 1].text != "?":
            return False
        return all(noun.doc[i].lower_ not in self.cues.sets["asking"] for i in range(start, noun.i))

    def modified(self, noun: Word) -> Status | None:
        """Returns what determiners, adjectives and clauses on a noun say."""
        if self.empty(noun):
            return "negated"
        for child in noun.lefts:
            if child.lower_ == "any" and child.dep_ == "det":
                return "hypothetical"
        weak: Status | None = None
        for child in noun.children:
            word, dep = child.lower_, child.dep_
            if (dep in {"amod", "compound", "nmod", "advmod"} and child.i < noun.i) or (
                dep == "acl" and not self.ends(child)
            ):
                made = noun.lemma in self.cues.sets["accords"] and child.lemma in self.cues.sets["concluding"]
                known = self.cues.get("modifiers", word) or (
                    self.cues.get("passives", child.lemma) if child.i > noun.i and not made else None
                )
                if known is not None and word in self.cues.sets["weak_modifiers"]:
                    weak = known if known not in {"hypothetical", "negated"} else weak
                elif known is not None:
                    return known
            if dep in {"acl", "relcl"} and _is_infinitive(child) and is_passive(child):
                return "planned"
            if dep in {"acl", "relcl", "advcl"} and self.headline(noun) and self.to_happen(child):
                return "planned"
            sets = self.cues.sets
            if dep == "relcl" and (child.lemma in sets["light"] or child.lemma in sets["scheduling"]):
                subject = next((c for c in child.children if c.dep_ in SUBJECTS), None)
                relative = next((c for c in child.children if c.tag_ in {"WDT", "WP"}), None)
                about = subject is not None and relative is not None and relative.dep_ in SUBJECTS | {"dobj"}
                inner = next((c for c in child.children if c.dep_ == "xcomp" and child.lemma == "be"), child)
                told = self.verb(inner, 1) if about else None
                if told == "negated" and any(c.lower_ in sets["lately"] for c in inner.rights):
                    continue  # "the talks, which had not been held since May"
                if told in {"planned", "negated"}:
                    return told
        return weak

    def ends(self, word: Word) -> bool:
        """Tells whether a word on an event says that it is to end: "a truce due to expire on Sunday"."""
        ending = self.cues.sets["ending"]
        return any(c.lemma in ending for c in word.children if c.dep_ == "xcomp")

    def noun_governor(self, noun: Word, depth: int) -> Status | None:
        """Returns what the word that an event noun hangs on says about it."""
        head, dep = noun.head, noun.dep_
        if head.i == noun.i or depth > _DEPTH:
            return None
        if dep in {"nsubj", "nsubjpass"}:
            return self.subject_of(noun, head, depth)
        if dep in {"dobj", "attr", "oprd", "acomp", "dative"}:
            return self.object_of(noun, head, depth)
        if dep in {"pobj"}:
            return self.preposition(head, noun, depth)
        if dep == "conj":
            if self.empty(head) and any(c.dep_ == "cc" and c.lower_ in {"or", "nor"} for c in head.children):
                return "negated"
            if any(c.dep_ == "cc" and c.lower_ == "but" for c in head.children):
                return None
            return self.noun_governor(head, depth + 1)
        if dep == "appos":
            above = self.noun_governor(head, depth + 1) or self.aside(head, depth)
            return above if above in _UNREAL else None
        if dep in {"compound", "nmod", "amod", "poss"} and head.pos_ in {"NOUN", "PROPN"}:
            known = self.cues.get("nouns", head.lemma)
            if known is not None and dep != "poss":
                return known
            return None
        return None

    def aside(self, name: Word, depth: int) -> Status | None:
        """Judges what is added to a name at the end of a clause: "will fly to Oslo, the first visit of a king"."""
        clause = next((a for a in ancestors(name) if is_verb(a)), None)
        return self.verb(clause, depth + 1) if clause is not None and name.pos_ == "PROPN" else None

    def subject_of(self, noun: Word, verb: Word, depth: int) -> Status | None:
        """Judges an event noun by the verb that it is the subject of."""
        word, cues = verb.lemma, self.cues
        own = self.own(verb)
        known = self.fate(noun, verb)
        if known == "negated" and own == "negated" and (state := self.after_all(verb, depth)) is not None:
            return state
        if self.unconfirmed(verb):
            return "possible"
        if self.doubted(verb, known, own) and _definite(noun, self.cues):
            return None  # "the attack is believed to have been the work of": the attack itself is not in doubt
        if known == "ongoing":
            return own if own in _UNREAL else ("ongoing" if verb.tag_ in {"VBZ", "VBP", "VBG"} else None)
        if known is not None and own != "negated":
            return known
        state = self.predicate(verb, own, depth)
        if state is not None or self.concluded(noun):
            return state
        if word in cues.sets["entering"] and any(c.lemma in cues.sets["stretches"] for c in verb.rights):
            return "ongoing"
        above = self.verb(verb, depth + 1)
        if above == "possible" and own is None and _given(noun, verb, self.cues):
            return None  # "many suspect that the attack was carried out by": nor is it there
        if above == "possible" and own == "planned" and _definite(noun, self.cues):
            above = own  # "hopes that the visit will be a turning point"
        if word in cues.sets["light"]:
            if above is not None:
                unsaid = self.harmless(verb) or (word == "be" and self.describes(verb))
                return None if above == "negated" and unsaid else above
            return "planned" if self.future(verb) and verb.tag_ not in {"VBD", "VBN"} else None
        if noun.lemma in cues.sets["durative"] and self.aspect(verb) == "ongoing":
            return "ongoing"
        return above if above in {"planned", "hypothetical", "possible"} and not _definite(noun, self.cues) else None

    def doubted(self, verb: Word, known: Status | None, own: Status | None) -> bool:
        """Tells whether a verb leaves open what it says: "is believed to", "may have"."""
        perfect = any(t.lower_ == "have" for t in _verb_group(verb, self.cues))
        return known == "possible" or (own == "possible" and perfect)

    def unconfirmed(self, verb: Word) -> bool:
        """Tells whether nobody could say that its subject is so: "the raid could not be verified"."""
        confirming = verb.lemma in self.cues.sets["confirming"] and is_passive(verb)
        return confirming and self.negated(verb, _verb_group(verb, self.cues))

    def fate(self, noun: Word, verb: Word) -> Status | None:
        """Returns what a verb means for its subject: "was cancelled", "was called off", "rages on"."""
        active = noun.dep_ != "nsubjpass" and not is_passive(verb)
        if active and (known := self.cues.get("subjects", verb.lemma)) is not None:
            return known
        if active and not _may_be_passive(verb):
            return None
        return self.phrasal(verb) or self.cues.get("passive_subjects", verb.lemma)

    def concluded(self, noun: Word) -> bool:
        """Tells whether a clause on a noun says that it was made, whatever became of it: "the deal signed in May"."""
        for child in noun.rights:
            if child.dep_ in {"acl", "relcl"} and child.lemma in self.cues.sets["concluding"] and is_passive(child):
                return not _is_infinitive(child) and self.own(child) is None
        return False

    def predicate(self, verb: Word, own: Status | None, depth: int) -> Status | None:
        """Returns what a predicate says of an event: "is off", "are under way", "is likely to take place"."""
        for child in verb.children:
            carried = child.dep_ == "xcomp" and child.lemma in self.cues.sets["light"]
            if carried and (above := self.verb(child, depth + 1)) is not None:
                return above
            is_told = verb.lemma in self.cues.sets["copulas"] and child.dep_ in _TOLD_OF_SUBJECT
            if is_told and (state := self.cues.get("predicates", _phrase(child))) is not None:
                return own if own in {"negated", "possible", "hypothetical"} else state
        return None

    def harmless(self, verb: Word) -> bool:
        """Tells whether only nobody was the object: "the raid killed nobody" tells a raid."""
        return any(c.dep_ in {"dobj", "ccomp"} and self.empty(c) for c in verb.rights) and not _negated_by_particle(
            verb, self.cues
        )

    def describes(self, verb: Word) -> bool:
        """Tells whether "be" says what something is like, not that there is something."""
        return any(c.dep_ in {"acomp"} for c in verb.children)

    def object_of(self, noun: Word, verb: Word, depth: int) -> Status | None:
        """Judges an event noun by the verb that it is the object of."""
        word, cues = verb.lemma, self.cues
        if (known := self.phrasal(verb)) is not None:
            return self.after_all(verb, depth) if known == "negated" and self.undone(verb, depth) else known
        if cues.get("objects", word) == "negated" and self.undone(verb, depth):
            return self.after_all(verb, depth)
        if self.negated(verb, _verb_group(verb, self.cues)):
            if not _definite(noun, self.cues) or word in cues.sets["light"] - cues.sets["attending"]:
                return "negated"
            return None
        if word in cues.sets["light"]:
            above = self.verb(verb, depth + 1)
            if above is None and self.future(verb) and verb.tag_ not in {"VBD", "VBN"}:
                return "planned"
            return above
        if word in cues.sets["debating"] and self.debatable(noun):
            return "possible"
        known = cues.get("objects", word)
        if known is None and noun.lemma in cues.sets["announced_ahead"]:
            called = word in cues.sets["summoning"] and _for_a_time(noun)  # "called a meeting for Monday"
            known = "planned" if called or word in cues.sets["announcing"] else None
        if (known == "negated" and self.verb(verb, depth + 1) in _UNREAL) or (
            known == "negated" and _is_infinitive(verb)
        ):
            return "hypothetical"
        if known is not None:
            return known
        if self.cues.speech.verb(verb) is None:
            above = self.verb(verb, depth + 1)
            return above if above in _UNREAL and not _definite(noun, self.cues) else None
        return None

    def debatable(self, noun: Word) -> bool:
        """Tells whether what is talked about is yet to be agreed: "discussed a truce", "the release of hostages"."""
        sets = self.cues.sets
        return noun.lemma in sets["given_up"] or (noun.lemma in sets["arranged"] and not _definite(noun, self.cues))

    def undone(self, verb: Word, depth: int) -> bool:
        """Tells whether what would undo an event is itself negated: "did not rule out", "failed to prevent"."""
        if self.negated(verb, _verb_group(verb, self.cues)):
            return True
        return _is_infinitive(verb) and self.governed(verb, depth + 1) == "negated"

    def after_all(self, verb: Word, depth: int) -> Status | None:
        """Returns the status of what nobody undid: what isn't ruled out may be, what wasn't prevented happened."""
        return (
            "possible"
            if any(f"{verb.lemma} {c.lower_}" in self.cues.sets["excluding"] for c in verb.children)
            else None
        )

    def phrasal(self, verb: Word) -> Status | None:
        """Returns what a verb with its particle means for its object: "called off", "ruled out"."""
        particles = [c.lower_ for c in verb.children if c.dep_ in {"prt", "advmod"}]
        return next((known for p in particles if (known := self.cues.get("phrasal", f"{verb.lemma} {p}"))), None)

    def preposition(self, prep: Word, inner: Word, depth: int) -> Status | None:
        """Judges an event by the preposition before it and what that hangs on."""
        word, head = prep.lower_, prep.head
        if (known := self.own_preposition(prep)) is not None:
            return known
        if head.i == prep.i or depth > _DEPTH:
            return None
        averted = head.lemma in self.cues.sets["averting"] or self.cues.get("nouns", head.lemma) == "hypothetical"
        if averted and word in self.cues.sets["averted_from"]:
            return "hypothetical"
        if is_verb(head):
            return self.adjunct(prep, inner, depth)
        if prep.dep_ == "conj" and head.dep_ == "prep":  # "commits them to a truce and to the release of"
            return self.preposition(head, inner, depth + 1)
        if word in self.cues.sets["noun_prepositions"]:
            return self.noun_complement(prep, inner, depth)
        if head.dep_ == "prep" or head.pos_ == "ADP":
            return self.preposition(head, inner, depth + 1)
        return None

    def own_preposition(self, prep: Word) -> Status | None:
        """Returns what a preposition says alone: "without", "ahead of", "in the event of"."""
        if prep.lower_.isalpha() and prep.lower_ not in self.cues.ends:
            return None
        before = prep.doc[max(0, prep.i - 7) : prep.i + 1]
        spoken = [t.lower_ for t in before if not t.is_space and not is_quote(t.text)]
        for length in (4, 3, 2, 1):
            if (known := self.cues.get("prepositions", " ".join(spoken[-length:]))) is not None:
                return known
        return None

    def adjunct(self, prep: Word, inner: Word, depth: int) -> Status | None:
        """Judges an event in a prepositional phrase on a verb: "called for talks", "will arrive for talks"."""
        cues, word, verb = self.cues, prep.lower_, prep.head
        if word in cues.sets["debated_about"] and verb.lemma in cues.sets["debating"] and self.debatable(inner):
            return "possible"
        table = _VERB_TABLES.get(word)
        known = cues.get(table, verb.lemma) if table else None
        if known is not None and inner.lemma in cues.sets["accords"] and cues.get("on_verbs", verb.lemma) is not None:
            return None  # "agreed on a pact" makes it
        if known is not None or word in cues.sets["after"]:
            return known
        if word in cues.sets["basis"] and inner.lemma in cues.sets["frameworks"]:
            return None
        above = self.verb(verb, depth + 1)
        if word == "by" and inner.dep_ == "pcomp":
            return above
        if word == "from" and above == "planned":
            return None  # "will return from a visit"
        light = verb.lemma in cues.sets["light"]
        if above == "negated" and word in cues.sets["scenes"]:
            return None  # "failed to sign a deal at a meeting": they met
        if above == "planned" and word in cues.sets["scenes"] and not _definite(inner, self.cues):
            return above  # "will ask for help at a meeting"
        if above == "ongoing":
            return above if light or inner.lemma in cues.sets["durative"] else None
        if above == "possible" and self.own(verb) is None and _given(inner, verb, self.cues):
            return None  # "suspected that rebels were behind the attack"
        if light or word == "for":
            return None if above == "negated" and _definite(inner, self.cues) else above
        return above if above in {"hypothetical", "possible"} and not _definite(inner, self.cues) else None

    def noun_complement(self, prep: Word, inner: Word, depth: int) -> Status | None:
        """Judges an event that another noun governs: "a round of talks", "the threat of an attack"."""
        word, head = prep.lower_, prep.head
        if head.lemma in self.cues.sets["transparent_nouns"]:
            return self.noun(head, depth + 1)
        if word == "of" and self.empty(head) and not _definite(inner, self.cues):
            return "negated"
        if word in {"of", "about"} and self.untrue(head):
            return "negated"
        sets = self.cues.sets
        is_open = not _definite(inner, self.cues) or self.debatable(inner)
        if head.lemma in sets["bargaining"] and word in sets["bargained"] and is_open:
            return "possible"  # "talks on a truce"
        known = self.cues.get("nouns", head.lemma)
        if known is None and word == "of" and head.dep_ == "attr" and is_open:
            imagined = self.own(head.head) == "hypothetical"  # "would be the first target of an attack"
            return "hypothetical" if imagined else None
        if known == "hypothetical" and word == "of" and _definite(inner, self.cues):
            return None  # "a condition of the truce"
        planned = known in {"planned", "demanded"} and not _definite(inner, self.cues)
        if planned and self.noun(head, depth + 1) == "negated":
            return "negated"  # "no plans for talks", "rejected an offer of talks"
        return known if known == "possible" or word not in sets["topic_prepositions"] else None

    def future(self, token: Word) -> bool:
        """Tells whether a time after the publication, or a word such as "next", belongs to the token."""
        doc, future_words = token.doc, self.cues.sets["future_words"]
        first, last = edges(token)
        day = published(doc.source)
        dated = [(record.start, record.earliest) for record in times(doc.source)] if day else []
        for start, earliest in dated:
            if day and earliest and first <= start < last and _attached(doc[start], token):
                return earliest > day
        for k in range(first, last):
            if doc[k].lower_ in future_words and _attached(doc[k], token):
                beside = k + 1 < len(doc) and doc[k + 1].lower_ == "to"  # "next to"
                if not beside:
                    return True
        return False


def _may_be_passive(verb: Word) -> bool:
    """Tells whether a past form may be a participle, as headlines have them: "talks cancelled", "summit called off"."""
    return verb.tag_ in {"VBD", "VBN"} and all(c.dep_ not in _ACTIVE_DEPS for c in verb.children)


def _phrase(head: Word) -> str:
    """Returns a predicate in lower case, a preposition with its object: "off", "in doubt", "on the cards"."""
    last = head
    while last.dep_ == "prep" and (inner := next((c for c in last.rights if c.dep_ in {"prep", "pobj"}), None)):
        last = inner
    return " ".join(t.lower_ for t in head.doc[head.i : last.i + 1])


def _attached(token: Word, owner: Word) -> bool:
    """Tells whether a word belongs to the owner itself, with no verb between."""
    node = token
    while node.i != owner.i:
        if node.head.i == node.i:
            return False
        node = node.head
        if is_verb(node) and node.i != owner.i:
            return False
    return True


def _complements(verb: Word) -> list[Word]:
    """Returns what a verb says its subject is: "were false"."""
    return [c for c in verb.children if c.dep_ in {"acomp", "attr", "oprd"}]


def _predicates(verb: Word) -> list[str]:
    """Returns the lemmas of what a verb predicates: its own or, of "be", those of its adjectives."""
    if verb.lemma != "be":
        return [verb.lemma]
    return [c.lemma for c in verb.children if c.dep_ == "acomp"]


def _is_nominal(token: Word) -> bool:
    """Tells whether a participle is used as a noun: with a determiner, or as the object of a preposition."""
    if token.tag_ != "VBG" or any(c.dep_ == "dobj" for c in token.children):
        return False
    return token.dep_ in {"pobj", "dobj", "nsubj", "nsubjpass"} or any(
        c.dep_ in {"det", "poss"} for c in token.children
    )


def _is_infinitive(verb: Word) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _is_apart(verb: Word, head: Word) -> bool:
    """Tells whether a clause only stands before another one: "they met in Lima; a second round was cancelled"."""
    return any(verb.doc[i].text == ";" for i in range(verb.i + 1, head.i))


def _is_bare(verb: Word) -> bool:
    """Tells whether a complement has no auxiliary: "began shelling", "helped free the men"."""
    return verb.tag_ in {"VBG", "VB"} and not any(c.dep_ in {"aux", "auxpass", "mark"} for c in verb.children)


def _definite(noun: Word, cues: StatusCues) -> bool:
    """Tells whether a noun phrase speaks of something known: "the attack", "Monday's attack", "its attack"."""
    definite = cues.sets["definite"]
    return any((c.dep_ == "det" and c.lower_ in definite) or c.dep_ == "poss" for c in noun.lefts)


def _given(noun: Word, verb: Word, cues: StatusCues) -> bool:
    """Tells whether a verb tells more of what is known to have happened: "the attack was the work of"."""
    told = verb.tag_ in {"VBD", "VBN"} or (verb.lemma == "be" and verb.tag_ in {"VBZ", "VBP"})
    return told and _definite(noun, cues)


def _for_a_time(noun: Word) -> bool:
    """Tells whether "for" and a time stand on a noun or the verb above it: "called a meeting for Monday"."""
    children = (*noun.rights, *noun.head.rights)
    starts = {i for c in children if c.dep_ == "prep" and c.lower_ == "for" for i in range(c.i, edges(c)[1])}
    return bool(starts) and any(record.start in starts for record in times(noun.doc.source))


def _verb_group(verb: Word, cues: StatusCues) -> list[Word]:
    """Returns the auxiliaries and particles of a verb, by the parse and by the words right before it."""
    found: list[Word] = []
    never, auxiliaries = cues.sets["negative_adverbs"], cues.sets["auxiliaries"]
    for child in verb.children:
        dep = child.dep_
        if dep in _AUXILIARY_DEPS or (dep == "advmod" and child.lower_ in never):
            found.append(child)
    start, _ = bounds(verb)
    for k in range(verb.i - 1, start - 1, -1):
        token = verb.doc[k]
        if token.is_space:
            continue
        tag, is_auxiliary = token.tag_, token.lower_ in auxiliaries
        if not (is_auxiliary or tag in _BEFORE_VERB):
            break
        if (is_auxiliary or tag != "RB" or token.dep_ == "neg") and token not in found:
            found.append(token)
    return found


_ACTIVE_DEPS = frozenset({"aux", "auxpass", "dobj", "dative", "xcomp", "ccomp", "attr", "acomp", "oprd"})
_AUXILIARY_DEPS = frozenset({"aux", "auxpass", "neg"})
_BEFORE_VERB = frozenset({"MD", "RB", "TO"})
_TOLD = frozenset({"acl", "relcl", "ccomp"})
_MARKS = frozenset({"mark", "advmod"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "preconj", "attr"})
_DETERMINERS = frozenset({"det", "cc", "preconj", "neg", "advmod"})


def _negated_by_particle(verb: Word, cues: StatusCues) -> bool:
    return any(t.dep_ == "neg" or t.lower_ in cues.sets["negations"] for t in _verb_group(verb, cues))
