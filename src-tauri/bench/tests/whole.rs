//! The whole program at a small scale: every figure is there, in the form that scripts rely on. The program
//! itself ends with an error when ours and a peer find different things.

#[cfg(test)]
mod whole {
    use serde_json::Value;
    use std::path::Path;
    use std::process::{Command, Output};

    fn bench(words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_counterfoil-bench")).args(words).output().unwrap()
    }

    fn figures(output: &Output) -> Vec<Value> {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("one JSON document and nothing else")
    }

    fn names(figures: &[Value]) -> Vec<&str> {
        figures.iter().filter_map(|figure| figure["name"].as_str()).collect()
    }

    fn text(path: &Path) -> &str {
        path.to_str().unwrap()
    }

    #[test]
    fn every_figure_has_its_peer_and_both_sides_find_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let kept = folder.path().join("kept");
        let words = ["--scale", "4k", "--peers", "sqlite", "--json", "--keep", text(&kept)];
        let figures = figures(&bench(&words));
        let keys = ["bar", "holds", "name", "peer", "peer_value", "scale", "unit", "value"];
        for figure in &figures {
            let figure = figure.as_object().unwrap();
            let mut have: Vec<_> = figure.keys().map(String::as_str).collect();
            have.sort_unstable();
            assert_eq!(have, keys);
            assert_eq!(figure["scale"], 4_000);
            assert_eq!(figure["holds"].is_null(), figure["bar"].is_null() || figure["value"].is_null());
        }
        let names = names(&figures);
        for name in [
            "ingest.messages.wall",
            "ingest.deliveries.cpu",
            "against.ingest.messages",
            "first_load.all.cpu",
            "memory.peak",
            "size.file",
            "open.first_screen.p99",
            "facet.first.sessions_sender.p50",
            "window.anywhere.p99",
            "window.next_page.p50",
            "against.scan",
            "plot.messages.p99",
            "filter.three_chips.p99",
            "search.one_term.common.p50",
            "search.one_term.p99",
            "search.no_hit.p50",
            "search.count.english.cpu_p99",
            "against.filter",
            "resync.messages.cpu",
            "export.messages.peak_memory",
            "ingest.random_ids.cpu",
            "sync.rate",
            "sync.memory",
        ] {
            assert!(names.contains(&name), "{name} is missing among {names:?}");
        }
        measured_again_without_loading(&kept);
    }

    fn measured_again_without_loading(kept: &Path) {
        let store = kept.join("store/counterfoil.db");
        let loaded = store.metadata().unwrap().modified().unwrap();
        let words =
            ["--scale", "4k", "--peers", "sqlite", "--json", "--from", text(kept), "--only", "search.count"];
        let figures = figures(&bench(&words));
        assert!(names(&figures).iter().all(|name| name.starts_with("search.count")));
        assert!(figures.iter().any(|figure| figure["peer_value"].is_number()));
        assert_eq!(store.metadata().unwrap().modified().unwrap(), loaded);

        let read = kept.join("figures.json");
        std::fs::write(&read, serde_json::to_vec(&figures).unwrap()).unwrap();
        let table = bench(&["--read", text(&read), "--growth", "--markdown"]);
        let table = String::from_utf8(table.stdout).unwrap();
        assert!(table.contains("| `search.count.english.p50` |"), "{table}");
    }

    #[test]
    fn nonsense_is_refused_in_words() {
        for words in [
            &["--scale", "none"][..],
            &["--scale", "1"],
            &["--peers", "oracle"],
            &["--from", "no-such-folder", "--scale", "2k"],
            &["--read", "no-such-file"],
        ] {
            let output = bench(words);
            assert!(!output.status.success() && output.stdout.is_empty(), "{words:?}");
            assert!(!output.stderr.is_empty());
        }
        assert!(!Path::new("no-such-folder").exists(), "measuring from a folder makes none");
    }
}
