//! Every code that must be explained is, by whose it is, and no other.

use super::*;
use std::collections::BTreeSet;

/// Provider, code, whose it is, and a word that its explanation has to contain.
const ASKED: &[(&str, &str, &str, &str)] = &[
    ("log-api", "200", "HTTP", "accepted"),
    ("log-api", "400", "HTTP", "template"),
    ("log-api", "401", "HTTP", "token"),
    ("log-api", "403", "HTTP", "permission"),
    ("log-api", "404", "HTTP", "phone number ID"),
    ("log-api", "429", "HTTP", "too many"),
    ("log-api", "500", "HTTP", "provider"),
    ("log-api", "131026", "WhatsApp Cloud API", "could not be delivered"),
    ("log-api", "550", "SMTP", "mailbox"),
    ("whatsapp", "4", "WhatsApp Cloud API", "limit"),
    ("whatsapp", "190", "WhatsApp Cloud API", "token"),
    ("whatsapp", "803", "WhatsApp Cloud API", "does not exist"),
    ("whatsapp", "130429", "WhatsApp Cloud API", "throughput"),
    ("whatsapp", "131048", "WhatsApp Cloud API", "spam"),
    ("whatsapp", "131056", "WhatsApp Cloud API", "same"),
    ("whatsapp", "80007", "WhatsApp Cloud API", "account"),
    ("whatsapp", "131026", "WhatsApp Cloud API", "could not be delivered"),
    ("whatsapp", "131047", "WhatsApp Cloud API", "24"),
    ("whatsapp", "131049", "WhatsApp Cloud API", "chose"),
    ("whatsapp", "130472", "WhatsApp Cloud API", "experiment"),
    ("whatsapp", "131042", "WhatsApp Cloud API", "payment"),
    ("whatsapp", "131031", "WhatsApp Cloud API", "locked"),
    ("whatsapp", "131051", "WhatsApp Cloud API", "type"),
    ("twilio", "30003", "Twilio", "reached"),
    ("twilio", "30004", "Twilio", "blocked"),
    ("twilio", "30007", "Twilio", "filtered"),
    ("twilio", "20429", "Twilio", "too many"),
    ("twilio", "63016", "Twilio", "window"),
    ("twilio", "429", "HTTP", "too many"),
    ("mailgun", "605", "Mailgun", "bounced"),
    ("mailgun", "suppress-bounce", "Mailgun", "bounced"),
    ("mailgun", "250", "SMTP", "mail server"),
    ("mailgun", "550", "SMTP", "mailbox"),
    ("mailgun", "500", "SMTP", "command"),
    ("mailgun", "404", "HTTP", "exist"),
];

#[test]
fn each_code_has_a_meaning_an_action_and_a_source() {
    // shows S2.2
    for (provider, code, source, word) in ASKED {
        let meaning = explain(provider, code);
        assert!(meaning.known, "{provider} {code}");
        assert_eq!((meaning.code.as_str(), meaning.source.as_str()), (*code, *source), "{provider}");
        assert!(meaning.meaning.contains(word), "{provider} {code}: {:?} lacks {word:?}", meaning.meaning);
        assert!(
            meaning.todo.len() > 8 && !meaning.named_in.is_empty(),
            "{code} says what to do and who says so"
        );
    }
}

#[test]
fn one_number_means_different_things_to_different_providers() {
    // shows S2.2
    assert_ne!(explain("mailgun", "500").meaning, explain("log-api", "500").meaning);
    assert!(
        !explain("log-api", "30008").known && explain("twilio", "30008").known,
        "others use Twilio's numbers"
    );
    assert!(!explain("twilio", "131026").known && !explain("whatsapp", "30003").known);
    let both = explain("whatsapp", "200");
    let [other] = both.also.as_slice() else { panic!("{both:?}") };
    assert!(
        both.source == "HTTP" && other.source == "WhatsApp Cloud API" && other.meaning.contains("permission")
    );
    assert!(explain("whatsapp", "131026").also.is_empty());
    assert!(explain("mailgun", "503").also.iter().any(|other| other.source == "HTTP"));
}

#[test]
fn an_unknown_code_says_so_and_shows_the_raw_value() {
    // shows S2.2
    for provider in ["log-api", "whatsapp", "twilio", "mailgun", "", "nobody"] {
        for code in ["299", "999", "", "E_CARRIER_17", "１３１０２６", "200.0", "0200", "-1"] {
            let meaning = explain(provider, code);
            assert!(
                !meaning.known && meaning.also.is_empty() && meaning.named_in.is_empty(),
                "{provider} {code}"
            );
            assert_eq!(meaning.code, code);
            assert!(meaning.meaning.contains(&format!("{code:?}")));
        }
        assert!(explain(provider, " 429 ").known, "blanks around a code do not hide it");
    }
}

#[test]
fn accepted_is_explained_as_not_yet_delivered() {
    // shows S2.6
    assert!(explain("whatsapp", "200").meaning.contains("does not mean"));
    assert!(explain_status(DeliveryStatus::Sent).meaning.contains("may not have"));
}

#[test]
fn each_of_the_eleven_statuses_has_its_own_meaning() {
    // shows S3.2
    let meanings: BTreeSet<String> = DeliveryStatus::ALL.iter().map(|s| explain_status(*s).meaning).collect();
    assert_eq!(meanings.len(), 11);
    for status in DeliveryStatus::ALL {
        let meaning = explain_status(*status);
        assert_eq!(meaning.code, status.as_str());
        assert!(
            meaning.known
                && !meaning.title.is_empty()
                && !meaning.todo.is_empty()
                && !meaning.named_in.is_empty()
        );
    }
}

#[test]
fn no_table_explains_a_code_twice_or_leaves_anything_out() {
    for (source, lines) in [HTTP, WHATSAPP, TWILIO, MAILGUN, SMTP] {
        let mut seen = BTreeSet::new();
        for (code, title, meaning, todo, named_in) in lines {
            assert!(seen.insert(code), "{code} is twice in {source}");
            assert!(
                code.trim() == *code && !code.is_empty() && !title.is_empty() && !named_in.is_empty(),
                "{source} {code}"
            );
            assert!(meaning.ends_with('.') && todo.ends_with('.'), "{source} {code} speaks in sentences");
        }
    }
}
