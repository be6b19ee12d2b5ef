"""Named paths over a dependency parse: the syntax that rules refer to by name.

A path is a row of steps from the trigger to a role's head token, written as text in a model's `paths.yml`:

    active >nsubj                  a child by dependency label, if the trigger is active
    passive >agent >pobj           two steps down
    bare <conj >nsubj              up to the verb it is coordinated with, then down; `bare`: it has no subject itself
    >prep[on|against] >pobj        a child with one of these lemmas
    <dobj[#light] >nsubj           a lemma of the named list `light`
    >dobj[pos=NOUN,class=weapon]   tests on the token that the step arrives at
    >>[class=weapon]               any token of the trigger's own clause
    -[pos=NUM]                     the word right before; + is the one right after
    <dobj[#light] @subject         goes on from there as the named path does

A predicate (`active`, `bare`...) tests the token that the path has reached so far. A name stands for alternatives in
order of trust: the first that arrives anywhere wins.

`predicates` and `steps` are what a path is made of, `compile` reads it. A `book` holds the paths of a model, and tells
by words and labels (`bits`) which of them may lead somewhere; `walk` goes along those (`ways`) over one document.
"""
