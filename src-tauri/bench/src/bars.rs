//! The bars: what a figure must reach at ten million messages. Source: issue 3.
//!
//! They are held against the figures of every scale; only those of ten million decide.

/// Which figures a bar is for: the beginning of the name and its last part; the bar in the figure's unit.
const BARS: &[(&str, &str, f64)] = &[
    ("open.first_screen", "p99", 150.0),
    ("window", "p99", 2.0),
    ("filter.three_chips", "p99", 10.0),
    ("search.one_term", "p99", 10.0),
    ("search.two_words", "p99", 30.0),
    ("search.stop_words", "p99", 30.0),
    ("search.no_hit", "p99", 30.0),
    ("search.text_and_filter", "p99", 30.0),
    ("search.phrase_ending_in_a_letter", "p99", 50.0),
    ("search.cjk_with_space", "p99", 50.0),
    ("facet.first", "p99", 50.0),
    ("search.count", "p99", 10.0),
    ("plot", "p99", 10.0),
    ("ingest.large", "cpu", 40_000.0),
    ("first_load.all", "cpu", 300.0),
    ("resync", "cpu", 400_000.0),
    ("memory.peak", "", 400.0),
    ("against.scan", "", 2.2),
    ("against.filter", "", 1.3),
    ("against.ingest", "", 1.6),
];

/// Peers that must be slower, and the figures that are compared.
const AHEAD: [&str; 2] = ["filter.", "search."];
const AHEAD_OF: [&str; 4] = ["p50", "duckdb", "datasette", "lnav"];

/// Figures that must reach a share of their peer's. Source: issue 4; a tenth of the data fills no cache less.
const SHARES: [(&str, f64); 2] = [("sync.rate", 0.6), ("sync.memory", 1.25)];

/// What a figure must reach; for a comparison with a peer, the peer's own value.
pub fn of(name: &str, peer_value: Option<f64>) -> Option<f64> {
    let last = name.rsplit_once('.').map_or("", |(_, last)| last);
    if AHEAD.iter().any(|start| name.starts_with(start)) && AHEAD_OF.contains(&last) {
        return peer_value;
    }
    if let Some((_, share)) = SHARES.iter().find(|(named, _)| *named == name) {
        return peer_value.map(|value| value * share);
    }
    let is = |(start, end, _): &&(&str, &str, f64)| {
        name.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            && (end.is_empty() || *end == last)
    };
    BARS.iter().find(is).map(|(_, _, bar)| *bar)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_found_by_name_and_peers_are_bars_themselves() {
        let cases = [
            ("search.one_term.rare.p99", None, Some(10.0)),
            ("search.one_term.p99", Some(4.0), Some(10.0)),
            ("search.one_term.rare.p50", Some(4.0), Some(4.0)),
            ("search.one_term.rare.duckdb", Some(5.0), Some(5.0)),
            ("search.one_term.rare.cpu", Some(4.0), None),
            ("window.anywhere.p50", Some(4.0), None),
            ("window.anywhere.p99", Some(4.0), Some(2.0)),
            ("sync.rate", Some(50_000.0), Some(30_000.0)),
            ("sync.memory", None, None),
            ("memory.peak", None, Some(400.0)),
            ("memory.peak_while_asking", None, None),
            ("ingest.large.messages.cpu", None, Some(40_000.0)),
        ];
        for (name, peer, want) in cases {
            assert_eq!(of(name, peer), want, "{name}");
        }
    }
}
