//! A document, and the operation of it that a request is.

use super::operation::Operation;
use super::schema;
use super::{File, Lenient};
use chrono::DateTime;
use jsonschema::Validator;
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

pub struct Document {
    root: Value,
    base: &'static str,
    lenient: Lenient,
    /// Of schemas that were asked for before, by their text.
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

/// The methods that a path may have; its other members are no operations.
const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

impl Document {
    pub fn read(folder: &Path, file: File, lenient: Lenient) -> Self {
        let text = std::fs::read_to_string(folder.join(file.name)).unwrap();
        let root = match file.name.ends_with(".json") {
            true => serde_json::from_str(&text).unwrap(),
            false => yaml(&text),
        };
        Self::of(root, file.base, lenient)
    }

    pub fn of(mut root: Value, base: &'static str, lenient: Lenient) -> Self {
        for schemas in ["/components/schemas", "/definitions"] {
            if let Some(Value::Object(schemas)) = root.pointer_mut(schemas) {
                schemas.values_mut().for_each(|each| schema::convert(each, lenient.relative_uris));
            }
        }
        Self { root, base, lenient, validators: Mutex::default() }
    }

    /// The operation whose path fits best: the one with the most letters that are no parameter.
    pub fn operation<'a>(&'a self, method: &str, path: &'a str) -> Option<Operation<'a>> {
        let method = method.to_ascii_lowercase();
        let path = path.strip_prefix(self.base)?;
        let paths = self.root.get("paths")?.as_object()?;
        let fits = paths
            .iter()
            .filter(|(_, item)| METHODS.contains(&method.as_str()) && item.get(&method).is_some());
        let fits = fits.filter_map(|(template, item)| Some((template, item, placed(template, path)?)));
        let literal = |template: &str| {
            template.split('{').map(|part| part.split('}').next_back().map_or(0, str::len)).sum::<usize>()
        };
        let (template, item, of_path) = fits.max_by_key(|(template, ..)| literal(template))?;
        let operation = item.get(&method)?;
        let listed = [item.get("parameters"), operation.get("parameters")];
        let parameters = listed.into_iter().flatten().filter_map(Value::as_array).flatten();
        let parameters = parameters.map(|parameter| self.resolved(parameter)).collect();
        Some(Operation {
            name: format!("{} {template}", method.to_ascii_uppercase()),
            document: self,
            parameters,
            body: operation.get("requestBody").map(|body| self.resolved(body)),
            responses: operation.get("responses"),
            of_path,
        })
    }

    /// What a reference within the document means.
    pub(super) fn resolved<'a>(&'a self, mut value: &'a Value) -> &'a Value {
        while let Some(link) = value.get("$ref").and_then(Value::as_str) {
            let found = self.root.pointer(link.trim_start_matches('#'));
            value = found.unwrap_or_else(|| panic!("{link} leads nowhere in the document"));
        }
        value
    }

    pub(super) const fn lenient(&self) -> &Lenient {
        &self.lenient
    }

    /// What holds values against a schema of the document.
    pub(super) fn validator(&self, part: &Value) -> Arc<Validator> {
        let mut validators = self.validators.lock().unwrap();
        let made = validators.entry(part.to_string()).or_insert_with(|| {
            let options = jsonschema::options()
                .should_validate_formats(true)
                .with_format("date-time-rfc-2822", |text: &str| DateTime::parse_from_rfc2822(text).is_ok());
            let schema = self.whole(part);
            Arc::new(options.build(&schema).unwrap_or_else(|error| panic!("{error} in {part}")))
        });
        Arc::clone(made)
    }

    /// A schema of the document with those that it refers to, and no more of it.
    fn whole(&self, part: &Value) -> Value {
        let mut part = part.clone();
        schema::convert(&mut part, self.lenient.relative_uris);
        let mut whole = serde_json::json!({"$schema": "https://json-schema.org/draft/2020-12/schema"});
        let mut wanted = schema::references(&part);
        while let Some(link) = wanted.pop() {
            let pointer = link.trim_start_matches('#');
            if whole.pointer(pointer).is_some() {
                continue;
            }
            let found =
                self.root.pointer(pointer).unwrap_or_else(|| panic!("{link} leads nowhere in the document"));
            wanted.extend(schema::references(found));
            schema::put(&mut whole, pointer, found.clone());
        }
        whole["allOf"] = Value::Array(vec![part]);
        whole
    }
}

/// The parameters of a path, if it is one of this template: `/a/{b}/c.json`.
fn placed<'a>(template: &'a str, path: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let (templates, parts): (Vec<&str>, Vec<&str>) =
        (template.split('/').collect(), path.split('/').collect());
    let mut found = Vec::new();
    for (template, part) in templates.iter().zip(&parts) {
        match template.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?))) {
            None if template == part => {}
            None => return None,
            Some((before, (name, after))) => {
                let value = part.strip_prefix(before)?.strip_suffix(after)?;
                found.push((name, Some(value).filter(|value| !value.is_empty())?));
            }
        }
    }
    (templates.len() == parts.len()).then_some(found)
}

fn yaml(text: &str) -> Value {
    serde_saphyr::from_str(text).unwrap()
}
