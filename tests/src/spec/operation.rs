//! One operation of a document, and what a request and an answer of it must be.

use super::document::Document;
use fakes::{Answer, Asked};
use serde_json::{Value, json};

pub struct Operation<'a> {
    /// `GET /v1/things/{id}`.
    pub name: String,
    pub(super) document: &'a Document,
    pub(super) parameters: Vec<&'a Value>,
    pub(super) body: Option<&'a Value>,
    pub(super) responses: Option<&'a Value>,
    /// Parameters of the path, and their values.
    pub(super) of_path: Vec<(&'a str, &'a str)>,
}

/// How much was held against an operation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Checked {
    pub requests: usize,
    /// Answers that the document describes.
    pub answers: usize,
}

impl Operation<'_> {
    /// What is wrong with a request.
    pub fn request(&self, asked: &Asked) -> Vec<String> {
        let mut faults = Vec::new();
        for parameter in &self.parameters {
            let (name, place) = (text(parameter, "name"), text(parameter, "in"));
            let values: Vec<&str> = match place {
                "query" => asked.query.iter().filter(|(n, _)| n == name).map(|(_, v)| v.as_str()).collect(),
                "path" => self.of_path.iter().filter(|(n, _)| *n == name).map(|(_, v)| *v).collect(),
                _ => continue,
            };
            if values.is_empty() && parameter.get("required") == Some(&Value::Bool(true)) {
                faults.push(format!("{}: the {place} lacks {name}", self.name));
            }
            // Swagger 2.0 says the type beside the name.
            let schema = parameter.get("schema").unwrap_or(parameter);
            if let Some(value) = self.typed(schema, &values) {
                faults.extend(self.faults(schema, &value, &format!("{place} {name}={value}")));
            }
        }
        let known = |name: &str| {
            let named =
                |parameter: &&Value| text(parameter, "in") == "query" && text(parameter, "name") == name;
            self.parameters.iter().any(named) || self.document.lenient().parameters.contains(&name)
        };
        let unknown = asked.query.iter().filter(|(name, _)| !known(name));
        faults.extend(unknown.map(|(name, _)| format!("{}: the query's {name} is not known", self.name)));
        faults.extend(self.request_body(asked));
        faults
    }

    fn request_body(&self, asked: &Asked) -> Vec<String> {
        let of_body = |parameter: &&&Value| text(parameter, "in") == "body";
        let schema = match self.body {
            Some(body) => json_of(body.get("content")),
            None => self.parameters.iter().find(of_body).and_then(|parameter| parameter.get("schema")),
        };
        match (schema, serde_json::from_str::<Value>(&asked.body)) {
            (Some(schema), Ok(body)) => self.faults(schema, &body, "request"),
            (None, _) if !asked.body.is_empty() && self.body.is_none() => {
                vec![format!("{}: a body is sent that nobody reads", self.name)]
            }
            _ => Vec::new(),
        }
    }

    /// Whether the answer is described at all, and as it should be.
    pub fn answer(&self, answer: &Answer) -> Result<bool, Vec<String>> {
        let by = |name: &str| self.responses.and_then(|responses| responses.get(name));
        let Some(response) = by(&answer.status.to_string()).or_else(|| by("default")) else {
            // Documents seldom say what faults look like.
            return match answer.status {
                400.. => Ok(false),
                status => Err(vec![format!("{}: no document has status {status}", self.name)]),
            };
        };
        let response = self.document.resolved(response);
        let Some(schema) = json_of(response.get("content")).or_else(|| response.get("schema")) else {
            return Ok(false);
        };
        let Ok(body) = serde_json::from_str::<Value>(&answer.body) else {
            return Err(vec![format!("{}: the answer is no JSON", self.name)]);
        };
        match self.faults(schema, &body, &answer.status.to_string()) {
            faults if faults.is_empty() => Ok(true),
            faults => Err(faults),
        }
    }

    /// What is wrong with a value.
    fn faults(&self, schema: &Value, value: &Value, place: &str) -> Vec<String> {
        let validator = self.document.validator(schema);
        let lenient = |path: &str, value: &Value| {
            let field = path.rsplit('/').next().unwrap_or_default();
            let values = self.document.lenient().values;
            values.iter().any(|(name, known)| *name == field && value.as_str() == Some(known))
        };
        let faults = validator.iter_errors(value).filter(|fault| {
            let path = fault.instance_path().to_string();
            !lenient(&path, fault.instance())
        });
        // The values are made up, so they may be shown.
        let words = |fault: jsonschema::ValidationError<'_>| {
            let said: String = fault.to_string().chars().take(300).collect();
            format!("{}: {place}{}: {said}", self.name, fault.instance_path())
        };
        faults.take(3).map(words).collect()
    }

    /// A parameter's texts as a value of its type; `None` when it is not sent.
    fn typed(&self, schema: &Value, values: &[&str]) -> Option<Value> {
        let schema = self.document.resolved(schema);
        let first = *values.first()?;
        Some(match schema.get("type").and_then(Value::as_str) {
            Some("integer" | "number" | "boolean") => {
                serde_json::from_str(first).unwrap_or_else(|_| json!(first))
            }
            Some("array") => {
                let split = |text: &&str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
                let items: Vec<String> = values.iter().flat_map(split).collect();
                let inner = schema.get("items").unwrap_or(&Value::Null);
                Value::Array(items.iter().filter_map(|item| self.typed(inner, &[item.as_str()])).collect())
            }
            _ => json!(first),
        })
    }
}

fn text<'a>(parameter: &'a Value, name: &str) -> &'a str {
    parameter.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The schema of JSON among the types that a body may have.
fn json_of(content: Option<&Value>) -> Option<&Value> {
    let content = content?.as_object()?;
    let json = content.iter().find(|(name, _)| name.contains("json") || name.as_str() == "*/*")?;
    json.1.get("schema")
}

#[cfg(test)]
mod tests {
    use crate::spec::{Document, Lenient, check};
    use fakes::{Answer, Asked};
    use serde_json::{Value, json};

    fn document(lenient: Lenient) -> Document {
        let root = json!({
            "openapi": "3.0.1",
            "paths": {
                "/things/{id}.json": {"get": {
                    "parameters": [
                        {"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}},
                        {"name": "from", "in": "query", "required": true, "schema": {"type": "string", "format": "date-time"}},
                        {"name": "kind", "in": "query", "schema": {"type": "array", "items": {"$ref": "#/components/schemas/kind"}}},
                    ],
                    "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/thing"}}}}},
                }},
                "/things/new.json": {"get": {"responses": {"default": {"description": "anything"}}}},
            },
            "components": {"schemas": {
                "kind": {"type": "string", "enum": ["a", "b"]},
                "thing": {"type": "object", "required": ["id"], "properties": {
                    "id": {"type": "integer"}, "kind": {"$ref": "#/components/schemas/kind"},
                    "at": {"type": "string", "format": "date-time-rfc-2822", "nullable": true},
                }},
            }},
        });
        Document::of(root, "/base", lenient)
    }

    fn said(address: &str, status: u16, body: Value) -> (Asked, Answer) {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let pair = |pair: &str| pair.split_once('=').map(|(n, v)| (n.to_owned(), v.to_owned()));
        let asked = Asked {
            method: "GET".into(),
            path: path.into(),
            query: query.split('&').filter_map(pair).collect(),
            headers: Default::default(),
            body: String::new(),
            origin: String::new(),
        };
        (asked, Answer::status(status, &body))
    }

    const GOOD: &str = "/base/things/7.json?from=2026-01-01T00:00:00Z&kind=a,b";

    #[test]
    fn what_is_right_passes_and_each_wrong_thing_is_named() {
        let strict = [document(Lenient::default())];
        let right = json!({"id": 1, "kind": "a", "at": "Thu, 24 Aug 2023 05:01:45 +0000", "more": []});
        let checked =
            check(&strict, &[said(GOOD, 200, right.clone()), said(GOOD, 429, json!("no"))]).unwrap();
        assert_eq!(checked.len(), 1);
        assert_eq!(checked.values().map(|each| (each.requests, each.answers)).collect::<Vec<_>>(), [(2, 1)]);
        check(&strict, &[said("/base/things/new.json", 200, json!(1))]).expect("the path that fits best");
        for (address, status, body, word) in [
            ("/base/thing", 200, right.clone(), "no document"),
            ("/things/7.json", 200, right.clone(), "no document"),
            ("/base/things/x.json?from=2026-01-01T00:00:00Z", 200, right.clone(), "path id"),
            ("/base/things/7.json", 200, right.clone(), "lacks from"),
            ("/base/things/7.json?from=now", 200, right.clone(), "query from"),
            ("/base/things/7.json?from=2026-01-01T00:00:00Z&kind=a,c", 200, right.clone(), "query kind"),
            ("/base/things/7.json?from=2026-01-01T00:00:00Z&x=1", 200, right, "x is not known"),
            (GOOD, 200, json!({"kind": "a"}), "required"),
            (GOOD, 200, json!({"id": "1"}), "/id"),
            (GOOD, 200, json!({"id": 1, "kind": "c"}), "/kind"),
            (GOOD, 200, json!({"id": 1, "at": "2023-08-24"}), "/at"),
            (GOOD, 204, json!({"id": 1}), "status 204"),
        ] {
            let faults = check(&strict, &[said(address, status, body)]).unwrap_err();
            assert!(faults.contains(word), "{address}: {faults}");
        }
        let lenient = Lenient { values: &[("kind", "c")], parameters: &["x"], ..Lenient::default() };
        let address = format!("{GOOD}&x=1");
        check(&[document(lenient)], &[said(&address, 200, json!({"id": 1, "kind": "c"}))]).unwrap();
    }
}
