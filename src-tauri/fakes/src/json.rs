//! Answers as JSON that is changed on its way.

use serde_json::{Map, Value};
use std::fmt::Write;

/// Calls `change` with every object of a value, the inner ones first.
pub fn objects(value: &mut Value, change: &mut dyn FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| objects(item, change)),
        Value::Object(object) => {
            object.values_mut().for_each(|inner| objects(inner, change));
            change(object);
        }
        _ => {}
    }
}

/// Calls `change` with what tells of the next page, which stands in no list: a link, a cursor, a number.
pub fn next(value: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    let Value::Object(object) = value else { return };
    for (name, inner) in object.iter_mut() {
        match inner {
            Value::Object(_) => next(inner, change),
            Value::Array(_) | Value::Bool(_) => {}
            _ if name.contains("next") || name == "after" => change(inner),
            _ => {}
        }
    }
}

/// As text in which every key stands twice, first with a value of another type.
pub fn twice(value: &Value) -> String {
    let mut text = String::new();
    write_twice(value, &mut text);
    text
}

fn write_twice(value: &Value, to: &mut String) {
    match value {
        Value::Object(object) => {
            to.push('{');
            for (n, (name, inner)) in object.iter().enumerate() {
                let name = Value::from(name.as_str());
                let _ = write!(to, "{}{name}:[false],{name}:", if n > 0 { "," } else { "" });
                write_twice(inner, to);
            }
            to.push('}');
        }
        Value::Array(items) => {
            to.push('[');
            for (n, item) in items.iter().enumerate() {
                to.push_str(if n > 0 { "," } else { "" });
                write_twice(item, to);
            }
            to.push(']');
        }
        plain => {
            let _ = write!(to, "{plain}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_stand_twice_and_the_last_one_counts() {
        let value = json!({"a": [{"b": 1}, "x\n"], "c": null});
        let text = twice(&value);
        assert_eq!(text.matches("\"b\"").count(), 2);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }

    #[test]
    fn what_leads_on_is_found_and_records_are_left_alone() {
        let mut value = json!({"data": [{"next": 1}], "next": "a", "meta": {"next_page_url": null}, "paging": {"cursors": {"after": 7}}});
        let mut found = Vec::new();
        next(&mut value, &mut |next| found.push(next.clone()));
        assert_eq!(found, [json!(null), json!("a"), json!(7)]);
    }
}
