//! Every code that a document at hand names is explained. The documents lie beside the project, where they are.

use super::*;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Codes that a document shows and that mean nothing to a sender, with why.
const LEFT_OUT: &[(&str, &str, &str)] = &[
    ("twilio", "3000", "an example of a receipt; no document gives it a meaning"),
    ("whatsapp", "4233041", "of moving flows from one account to another, and of no message"),
];

fn document(name: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    let text = std::fs::read_to_string(path).ok();
    if text.is_none() {
        eprintln!("NOT RUN: {name} is not here; the folder shared lies beside the project where it is");
    }
    text
}

fn digits(text: &str) -> Option<&str> {
    let bare = text.trim().trim_matches(['"', '\'']);
    (!bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit())).then_some(bare)
}

/// Statuses of answers, and codes of errors, of a document in JSON.
fn of_json(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                if let (true, Value::Object(answers)) = (name == "responses", value) {
                    found.extend(answers.keys().filter(|status| digits(status).is_some()).cloned());
                }
                if name == "error_code" && value.is_number() {
                    found.insert(value.to_string());
                }
                of_json(value, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| of_json(value, found)),
        Value::String(text) => found.extend(
            text.split("errors/")
                .skip(1)
                .filter_map(|rest| rest.split('"').next().and_then(digits))
                .map(str::to_owned),
        ),
        _ => {}
    }
}

/// The same of one in YAML, by its lines: a status is a key of three digits, a code stands below `near`.
fn of_yaml(text: &str, near: &[&str]) -> BTreeSet<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut found = BTreeSet::new();
    for (at, line) in lines.iter().enumerate() {
        let before = lines.get(at.saturating_sub(8)..at).unwrap_or_default();
        let below = || before.iter().any(|line| near.contains(line));
        let code = match line.trim_start_matches("- ").split_once(": ") {
            Some(("error_code", code)) => digits(code),
            Some(("code", code)) if below() || line.starts_with("- ") => digits(code),
            // A field that is described, with its example some lines below.
            Some(("example", code)) if before.contains(&"error_code:") => digits(code),
            _ => line.strip_suffix(':').and_then(digits).filter(|status| status.len() == 3),
        };
        found.extend(code.map(str::to_owned));
        let told =
            line.split("rror code ").skip(1).filter_map(|rest| rest.split(' ').next().and_then(digits));
        found.extend(told.map(str::to_owned));
    }
    found
}

/// The numbers of four digits and more in a part of a text.
fn numbers(text: &str, from: &str, to: &str) -> BTreeSet<String> {
    let part = text.split(from).nth(1).and_then(|rest| rest.split(to).next()).unwrap_or_default();
    let words = part.split(|c: char| !c.is_ascii_digit()).filter(|word| word.len() >= 5);
    words.map(str::to_owned).collect()
}

fn check(provider: &str, codes: &BTreeSet<String>, of: &str) {
    assert!(codes.len() > 3, "{of}: where its codes stand has changed: {codes:?}");
    let left = |code: &str| LEFT_OUT.iter().any(|(whose, which, _)| (*whose, *which) == (provider, code));
    let missing: Vec<&String> =
        codes.iter().filter(|code| !left(code) && !explain(provider, code).known).collect();
    assert!(missing.is_empty(), "{of} names codes that are not explained for {provider}: {missing:?}");
}

#[test]
fn every_code_that_a_specification_names_is_explained() {
    // shows S2.2
    for (provider, name) in [
        ("twilio", "specs/twilio_api_v2010.json"),
        ("twilio", "specs/twilio_conversations_v1.json"),
        ("chatwoot", "specs/chatwoot_4.16.2_swagger.json"),
    ] {
        let Some(text) = document(name) else { continue };
        let mut codes = BTreeSet::new();
        of_json(&serde_json::from_str(&text).unwrap(), &mut codes);
        check(provider, &codes, name);
    }
    for (provider, name, near) in [
        ("whatsapp", "specs/whatsapp_business-messaging-api_v23.0.yaml", ["error:", "errors:"]),
        ("mailgun", "specs/mailgun_openapi.yaml", ["delivery-status:", "delivery-status:"]),
    ] {
        let Some(text) = document(name) else { continue };
        check(provider, &of_yaml(&text, &near), name);
    }
}

#[test]
fn every_code_that_the_collected_facts_name_is_explained() {
    // shows S2.2
    let Some(text) = document("providers.md") else { return };
    check("whatsapp", &numbers(&text, "Codes (", "\n## "), "providers.md");
    assert!(text.contains("429 = 20429") && explain("twilio", "20429").known);
}

#[test]
fn the_seeds_codes_and_statuses_are_explained() {
    // shows S2.2, S3.2
    if let Some(text) = document("seeds/perfex-whatsapp-logs.txt") {
        let rows = text.lines().skip_while(|line| !line.starts_with("Response CodeMeaning")).skip(1);
        let codes: BTreeSet<String> =
            rows.map_while(|row| row.get(..3).and_then(digits)).map(str::to_owned).collect();
        assert_eq!(codes.len(), 7);
        check("whatsapp", &codes, "seed S2");
    }
    let Some(text) = document("seeds/message-service-logs.txt") else { return };
    let letters =
        |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let named = text.lines().filter_map(|line| line.strip_prefix("  - **")?.split(":**").next());
    let named: Vec<String> = named.map(letters).collect();
    assert_eq!(named.len(), DeliveryStatus::ALL.len());
    for name in named {
        let known = DeliveryStatus::ALL.iter().any(|status| name.ends_with(&letters(status.as_str())));
        assert!(known, "seed S3 has a status that we have not: {name}");
    }
}
