"""What the grammar finds: expressions that know which days they stand for, given an anchor.

Each expression has `resolve(frame) -> Value | None`; None where the anchor that it needs is not known. The same
expression gives another value in another frame, so finding and resolving stay apart.

`frame` is what they are resolved against. `calendar` has dates as they are written, `shifts` what is counted from a
day, `named` what is pointed at, `parts` what is made of other times; `choice` finds the year that is meant, and `names`
compares two times before any day is known.
"""
