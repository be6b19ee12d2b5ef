"""From a match to a typed event: values, time, place, who says so, links between events."""
