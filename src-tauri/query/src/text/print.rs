//! The canonical text of a question.

use super::ast::{Code, Query, Span, Term, Test, Value};
use super::lex::stands_bare;
use super::moment::Moment;
use super::number::print_duration;
use std::fmt::{self, Display, Write};

/// In quotation marks where it would otherwise be read as something else: a dash says not, an
/// equals sign says whole, two slashes make the field the beginning of an address.
pub fn quote(value: &str) -> String {
    let special = |c: char| c.is_whitespace() || matches!(c, ',' | '"');
    let misread = ["-", "=", "//"].iter().any(|start| value.starts_with(start));
    if value.is_empty() || misread || value.contains(special) { marked(value) } else { value.to_owned() }
}

fn marked(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

impl Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, term) in self.terms.iter().enumerate() {
            if i > 0 {
                f.write_char(' ')?;
            }
            term.fmt(f)?;
        }
        Ok(())
    }
}

impl Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negated {
            f.write_char('-')?;
        }
        match &self.test {
            Test::Text(text) if stands_bare(text) => f.write_str(text),
            Test::Text(text) => f.write_str(&marked(text)),
            Test::Field { name, values } => {
                write!(f, "{name}:")?;
                for (i, value) in values.iter().enumerate() {
                    if i > 0 {
                        f.write_char(',')?;
                    }
                    value.fmt(f)?;
                }
                Ok(())
            }
        }
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        match self {
            Self::Text { text, exact } => {
                return write!(f, "{}{}", if *exact { "=" } else { "" }, quote(text));
            }
            Self::Code(Code::Exact(code)) if !reads_as_itself(code) => return f.write_str(&marked(code)),
            Self::Choice(name) => text.push_str(name),
            Self::Code(code) => write!(text, "{code}")?,
            Self::Time(span) => span.write(&mut text, Moment::to_string)?,
            Self::Amount(span) => span.write(&mut text, f64::to_string)?,
            Self::Duration(span) => span.write(&mut text, |length| print_duration(*length))?,
        }
        f.write_str(&quote(&text))
    }
}

/// A provider may have a code named `ok`, or `4xx`; those need quotation marks.
fn reads_as_itself(code: &str) -> bool {
    let lower = code.to_ascii_lowercase();
    !matches!(lower.as_str(), "ok" | "success" | "failed" | "failure") && !lower.ends_with("xx")
}

impl Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(code) => f.write_str(code),
            Self::Class(digit) => write!(f, "{digit}xx"),
            Self::Ok => f.write_str("ok"),
            Self::Failed => f.write_str("failed"),
        }
    }
}

impl<T: Copy + Display> Display for Span<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, T::to_string)
    }
}
