//! The whole program at a small scale: every figure is there, in the form that scripts rely on. The program
//! itself ends with an error when ours and the peer find different things.

#[cfg(test)]
mod whole {
    use serde_json::Value;
    use std::process::{Command, Output};

    fn bench(words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_counterfoil-bench")).args(words).output().unwrap()
    }

    fn figures(output: &Output) -> Vec<Value> {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("one JSON document and nothing else")
    }

    #[test]
    fn every_figure_has_its_peer_and_both_sides_find_the_same() {
        let figures = figures(&bench(&["--scale", "2k", "--json"]));
        let keys = ["name", "scale", "value", "unit", "peer", "peer_value", "bar", "holds"];
        for figure in &figures {
            let figure = figure.as_object().unwrap();
            let mut have: Vec<_> = figure.keys().map(String::as_str).collect();
            have.sort_unstable();
            let mut want = keys;
            want.sort_unstable();
            assert_eq!(have, want);
            assert_eq!(figure["scale"], 2_000);
            assert!(figure["value"].as_f64().is_some_and(|value| value > 0.0), "{figure:?}");
            assert!(figure["peer"].as_str().is_some_and(|peer| !peer.is_empty()), "{figure:?}");
            let absent = figure["peer"].as_str().is_some_and(|peer| peer.ends_with("is not on PATH"));
            let memory = figure["unit"] == "MB";
            assert!(figure["peer_value"].is_number() || absent || memory, "{figure:?}");
            assert!(figure["bar"].is_null() && figure["holds"].is_null(), "no bars are set yet");
        }
        let names: Vec<_> = figures.iter().filter_map(|figure| figure["name"].as_str()).collect();
        for name in [
            "ingest.messages",
            "ingest.deliveries.cpu",
            "resync.messages",
            "filter.deliveries.p50",
            "search.common_word.p50",
            "search.rare_word.p99",
            "search.two_words.p50",
            "search.cjk.p50",
            "search.filter_and_facets.cpu",
            "window.100_rows.p50",
            "export.messages",
            "export.peak_memory",
        ] {
            assert!(names.contains(&name), "{name} is missing among {names:?}");
        }
    }

    #[test]
    fn what_is_asked_for_alone_comes_alone_and_nonsense_is_refused() {
        let figures = figures(&bench(&["--scale", "2k", "--only", "window", "--json"]));
        let names: Vec<_> = figures.iter().filter_map(|figure| figure["name"].as_str()).collect();
        assert_eq!(names, ["window.100_rows.p50", "window.100_rows.p99", "window.100_rows.cpu"]);
        for words in [["--scale", "none"], ["--scale", "1"]] {
            let output = bench(&words);
            assert!(!output.status.success() && output.stdout.is_empty(), "{words:?}");
        }
    }
}
