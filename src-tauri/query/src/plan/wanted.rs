//! What one value of a chip wants of a stored value, apart from any store.
//!
//! Promises: says of a value exactly what the SQL condition says of the same cell
//! ([`crate::verify`]); what it narrows by is in the search form of every value that passes.

use crate::column::{Choice, Filter};
use crate::functions::{digits, has, number_has};
use crate::text::{Code, Span, Value};
use index::{Ask, fold};
use model::DeliveryStatus;
use std::sync::Arc;
use store::shape::referred;

#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    /// Folded, and not empty.
    Fragment(String),
    Whole(String),
    /// A fragment, or the digits of a number however it is spaced.
    Phone {
        text: String,
        folded: String,
    },
    /// The whole value, letter case and accents aside. Folded.
    Same(String),
    OneOf(Vec<String>),
    Code(Code),
    /// A number, written as text.
    Amount(Span<f64>),
    /// Nothing fits: only a query made by hand can want it.
    Nothing,
    /// A row with an empty value would have to be told from one without; the index keeps neither.
    Unsure,
}

/// A phone number is narrowed by its digits only from this many on: a shorter number has no search
/// form of digits alone.
const DIGITS: usize = index::limits::DIGITS;

impl Wanted {
    /// What `value` wants of a cell that `filter` asks.
    pub fn of(filter: &Filter, value: &Value) -> Vec<Self> {
        match (filter, value) {
            (Filter::Choice { choices, .. }, Value::Choice(name)) => choice(choices, name),
            (Filter::Code(_), Value::Code(code)) => vec![Self::Code(code.clone())],
            (Filter::Amount(_), Value::Amount(span)) => vec![Self::Amount(*span)],
            (Filter::Number(_), Value::Text { text, exact: false }) => vec![Self::phone(text)],
            (Filter::Tags(_), Value::Text { text, .. }) => vec![unless_empty(fold(text), Self::Same)],
            (Filter::Id { .. }, Value::Text { text, .. }) | (_, Value::Text { text, exact: true }) => {
                vec![unless_empty(text.clone(), Self::Whole)]
            }
            (_, Value::Text { text, exact: false }) => vec![unless_empty(fold(text), Self::Fragment)],
            _ => vec![Self::Nothing],
        }
    }

    /// The number of a party, asked by the same value as its name.
    pub fn number(value: &Value) -> Self {
        match value {
            Value::Text { text, exact: true } => unless_empty(text.clone(), Self::Whole),
            Value::Text { text, exact: false } => Self::phone(text),
            _ => Self::Nothing,
        }
    }

    fn phone(text: &str) -> Self {
        unless_empty(fold(text), |folded| match digits(text) {
            Some(_) => Self::Phone { text: text.to_owned(), folded },
            None => Self::Fragment(folded),
        })
    }

    /// The digits alone of a number that is searched for among words, where it is one.
    pub fn digits(text: &str) -> Option<Self> {
        digits(text).map(|_| Self::phone(text))
    }

    pub fn passes(&self, value: &str) -> bool {
        match self {
            Self::Fragment(folded) => has(value, folded),
            Self::Whole(text) => value == text,
            Self::Phone { text, folded } => has(value, folded) || number_has(value, text),
            Self::Same(folded) => value == folded || fold(value) == *folded,
            Self::OneOf(values) => values.iter().any(|v| v == value),
            Self::Code(code) => code_passes(code, value),
            Self::Amount(span) => value.parse().is_ok_and(|n| span.holds(n)),
            Self::Nothing | Self::Unsure => false,
        }
    }

    /// One of these is in the search form of every value that passes; `None` when that is not known.
    fn narrow(&self) -> Option<Vec<String>> {
        match self {
            Self::Fragment(folded) | Self::Same(folded) => Some(vec![folded.clone()]),
            Self::Whole(text) => Some(vec![fold(text)]).filter(|n| n.iter().all(|f| !f.is_empty())),
            Self::Phone { text, folded } => {
                digits(text).filter(|d| d.len() >= DIGITS).map(|d| vec![folded.clone(), d])
            }
            _ => None,
        }
    }
}

/// Which parts of a stored value are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The whole of it.
    Plain,
    /// The name in a reference; none while it is not known.
    Name,
    NameOrId,
    /// What became of a send with this status.
    Outcome,
}

impl Look {
    fn parts(self, stored: &str) -> [Option<&str>; 2] {
        match self {
            Self::Plain => [Some(stored), None],
            Self::Name => [name_of(stored), None],
            Self::NameOrId => [name_of(stored), Some(referred(stored).0)],
            Self::Outcome => [DeliveryStatus::from_name(stored).map(|s| s.outcome().as_str()), None],
        }
    }
}

/// Rows of whose values in `field` one passes one of `wanted`. `look`: at which parts of it.
pub fn ask(field: u8, wanted: Vec<Wanted>, look: Look) -> Ask {
    if wanted.contains(&Wanted::Unsure) {
        return Ask::Unknown;
    }
    if wanted.iter().all(|w| *w == Wanted::Nothing) {
        return Ask::Never;
    }
    let whole = |wanted: &Wanted| match wanted {
        Wanted::OneOf(values) => Some(values.clone()),
        Wanted::Whole(text) => Some(vec![text.clone()]),
        _ => None,
    };
    if look == Look::Plain
        && let Some(values) = wanted.iter().map(whole).collect::<Option<Vec<_>>>()
    {
        return Ask::Is { field, values: values.concat() };
    }
    let narrow: Option<Vec<Vec<String>>> = wanted.iter().map(Wanted::narrow).collect();
    let test = move |stored: &str| {
        look.parts(stored).into_iter().flatten().any(|value| wanted.iter().any(|w| w.passes(value)))
    };
    Ask::Value { field, test: Arc::new(test), narrow: narrow.unwrap_or_default().concat() }
}

/// The name in a stored reference.
pub fn name_of(stored: &str) -> Option<&str> {
    Some(referred(stored).1).filter(|name| !name.is_empty())
}

fn unless_empty(text: String, make: impl FnOnce(String) -> Wanted) -> Wanted {
    if text.is_empty() { Wanted::Unsure } else { make(text) }
}

fn choice(choices: &[Choice], name: &str) -> Vec<Wanted> {
    let Some(known) = choices.iter().find(|c| c.value == name) else {
        // A value that we do not know, however the provider writes its capitals.
        return vec![unless_empty(fold(name), Wanted::Same)];
    };
    let means = known.means.iter().map(|m| (*m).to_owned());
    vec![Wanted::OneOf(if known.means.is_empty() { vec![name.to_owned()] } else { means.collect() })]
}

fn code_passes(code: &Code, value: &str) -> bool {
    let class =
        |digit: u8| matches!(value.as_bytes(), [first, b'0'..=b'9', b'0'..=b'9'] if *first == b'0' + digit);
    match code {
        Code::Exact(text) => value == text,
        Code::Class(digit) => class(*digit),
        Code::Ok => class(2),
        Code::Failed => !class(2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str, exact: bool) -> Value {
        Value::Text { text: text.to_owned(), exact }
    }

    #[test]
    fn what_passes_holds_what_it_is_narrowed_by() {
        // shows B4 S0.2
        const VALUES: &[&str] = &[
            "+41 79 123 45 67",
            "+41791234567",
            "0041 79 123",
            "wa:4179",
            "7",
            "a1b2",
            "Anna Müller",
            "ANNA MULLER",
            "김민수",
            "Grüße",
            "a\tb",
            "100%",
            "１２３",
        ];
        let filters = [Filter::Text(&[]), Filter::Number(""), Filter::Tags("")];
        for asked in VALUES.iter().flat_map(|v| {
            [*v, &v[..v.chars().next().unwrap().len_utf8()], "79", "4179", "+4179", "12", "mull", "김", "A b"]
        }) {
            for (filter, exact) in filters.iter().flat_map(|f| [(f, false), (f, true)]) {
                for wanted in Wanted::of(filter, &text(asked, exact)) {
                    let Some(narrow) = wanted.narrow() else { continue };
                    for value in VALUES.iter().filter(|value| wanted.passes(value)) {
                        let digits: String = value.chars().filter(char::is_ascii_digit).collect();
                        let form = [fold(value), if digits.len() >= DIGITS { digits } else { String::new() }];
                        assert!(
                            narrow.iter().any(|n| form.iter().any(|f| f.contains(n.as_str()))),
                            "{value:?} passes {wanted:?} and is narrowed away by {narrow:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn values_pass_as_the_words_mean() {
        // shows S2.3 S3.2 S4.6
        let number = Filter::Number("");
        let code = |code| Value::Code(code);
        for (filter, value, stored, passes) in [
            (number, text("+41 79", false), "+41791234567", true),
            (number, text("+41 79", true), "+41791234567", false),
            (Filter::Tags(""), text("RECLAMATION", false), "Réclamation", true),
            (Filter::Tags(""), text("reclam", false), "Réclamation", false),
            (Filter::Text(&[]), text("mull", false), "Anna Müller", true),
            (Filter::Code(""), code(Code::Class(4)), "404", true),
            (Filter::Code(""), code(Code::Class(4)), "4xx", false),
            (Filter::Code(""), code(Code::Failed), "131026", true),
            (Filter::Code(""), code(Code::Failed), "201", false),
            (Filter::Amount(""), Value::Amount(Span::Over(0.5)), "12.25", true),
            (Filter::Amount(""), Value::Amount(Span::Under(0.5)), "12.25", false),
        ] {
            let wanted = Wanted::of(&filter, &value);
            assert_eq!(wanted.iter().any(|w| w.passes(stored)), passes, "{value:?} {stored}");
        }
    }

    #[test]
    fn a_reference_is_asked_by_its_name_and_only_while_it_is_known() {
        assert_eq!(Look::Name.parts("7\u{1f}Anna"), [Some("Anna"), None]);
        assert_eq!(Look::Name.parts("7\u{1f}"), [None, None]);
        assert_eq!(Look::NameOrId.parts("7\u{1f}"), [None, Some("7")]);
        assert_eq!(Look::Outcome.parts("undelivered"), [Some("failed"), None]);
    }

    #[test]
    fn what_folds_to_nothing_is_left_to_the_rows() {
        assert!(matches!(
            ask(0, Wanted::of(&Filter::Text(&[]), &text("\u{301}", false)), Look::Plain),
            Ask::Value { .. } | Ask::Unknown
        ));
        assert!(matches!(
            ask(0, Wanted::of(&Filter::Text(&[]), &text("", false)), Look::Plain),
            Ask::Unknown
        ));
        assert!(matches!(ask(0, vec![Wanted::Nothing], Look::Plain), Ask::Never));
    }
}
