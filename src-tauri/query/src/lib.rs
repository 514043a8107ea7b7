//! Query text to rows: chips, plan, windows, counts, facets.
