//! Schemas of OpenAPI 3.0 and Swagger 2.0 as JSON Schema 2020-12, which those of OpenAPI 3.1 are already.

use serde_json::{Map, Value, json};

/// Changes a schema in place, and those within it. References stay as they are.
pub fn convert(schema: &mut Value, relative_uris: bool) {
    let Value::Object(object) = schema else { return };
    for name in ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"] {
        if let Some(Value::Object(each)) = object.get_mut(name) {
            each.values_mut().for_each(|inner| convert(inner, relative_uris));
        }
    }
    for name in ["items", "additionalProperties", "not", "contains", "if", "then", "else", "propertyNames"] {
        if let Some(inner) = object.get_mut(name) {
            convert(inner, relative_uris);
        }
    }
    for name in ["allOf", "anyOf", "oneOf", "prefixItems"] {
        if let Some(Value::Array(each)) = object.get_mut(name) {
            each.iter_mut().for_each(|inner| convert(inner, relative_uris));
        }
    }
    bound(object, "exclusiveMinimum", "minimum");
    bound(object, "exclusiveMaximum", "maximum");
    // Which one it is says a field; any will do here.
    if object.remove("discriminator").is_some()
        && let Some(each) = object.remove("oneOf")
    {
        object.insert("anyOf".to_owned(), each);
    }
    if relative_uris && object.get("format") == Some(&json!("uri")) {
        object.insert("format".to_owned(), json!("uri-reference"));
    }
    if object.get("type") == Some(&json!("file")) {
        object.remove("type");
    }
    // Examples may be anything, and are not read.
    for name in ["example", "examples", "xml", "externalDocs"] {
        object.remove(name);
    }
    let nullable = [object.remove("nullable"), object.remove("x-nullable")];
    if nullable.contains(&Some(Value::Bool(true))) {
        let inner = std::mem::take(object);
        *schema = json!({"anyOf": [{"type": "null"}, inner]});
    }
}

/// `exclusiveMinimum: true` beside `minimum` was one number's way to say two things.
fn bound(object: &mut Map<String, Value>, exclusive: &str, inclusive: &str) {
    match object.get(exclusive) {
        Some(Value::Bool(true)) => {
            if let Some(bound) = object.remove(inclusive) {
                object.insert(exclusive.to_owned(), bound);
            }
        }
        Some(Value::Bool(false)) => {
            object.remove(exclusive);
        }
        _ => {}
    }
}

/// Where the references of a schema lead.
pub fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(references).collect(),
        Value::Object(object) => {
            let own = object.get("$ref").and_then(Value::as_str).map(str::to_owned);
            own.into_iter().chain(object.values().flat_map(references)).collect()
        }
        _ => Vec::new(),
    }
}

/// Puts a value at a pointer, with the objects that lead to it.
pub fn put(root: &mut Value, pointer: &str, value: Value) {
    let mut place = root;
    for name in pointer.split('/').skip(1) {
        let name = name.replace("~1", "/").replace("~0", "~");
        if place.is_null() {
            *place = json!({});
        }
        place = &mut place[name];
    }
    *place = value;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_ways_become_those_of_today_and_names_of_fields_are_left_alone() {
        let mut schema = json!({
            "type": "object",
            "properties": {
                "nullable": {"type": "string", "nullable": true, "enum": ["a"]},
                "uri": {"type": "string", "format": "uri"},
                "n": {"type": "integer", "minimum": 1, "exclusiveMinimum": true, "maximum": 5, "exclusiveMaximum": false},
                "one": {"oneOf": [{"type": "string", "x-nullable": true}], "discriminator": {"propertyName": "x"}},
            },
        });
        convert(&mut schema, true);
        let valid = |value: Value| {
            let options = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
            options.is_valid(&value)
        };
        for good in [
            json!({"nullable": null}),
            json!({"nullable": "a"}),
            json!({"uri": "/x?y=1"}),
            json!({"n": 5}),
            json!({"one": null}),
        ] {
            assert!(valid(good.clone()), "{good}");
        }
        for bad in [json!({"nullable": "b"}), json!({"uri": "a b"}), json!({"n": 1}), json!({"one": 1})] {
            assert!(!valid(bad.clone()), "{bad}");
        }
    }
}
