//! TypeScript for the window, generated from the calls themselves. A test keeps the file fresh.

use crate::call::{Call, Visit};
use crate::calls;
use crate::fault::Fault;
use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use ts_rs::{Config, TS, TypeVisitor};

const HEAD: &str = "// Generated from src-tauri/api by its test `bindings_are_fresh`. Do not edit.\n/* eslint-disable */\n\n";

struct Types {
    config: Config,
    seen: HashSet<TypeId>,
    declared: BTreeMap<String, String>,
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        // Only declared types have a place of their own; wrappers and primitives are written in line.
        if T::output_path().is_some() {
            self.declared.insert(T::ident(&self.config), T::decl(&self.config));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

struct Calls {
    types: Types,
    lines: BTreeMap<&'static str, String>,
}

impl Visit for Calls {
    fn call<C: Call>(&mut self) {
        // The request is written in line: its Rust name (`List`, `Get`) only means something in its module.
        C::visit_dependencies(&mut self.types);
        self.types.visit::<C::Reply>();
        let (request, reply) = (C::inline(&self.types.config), C::Reply::name(&self.types.config));
        self.lines.insert(C::NAME, format!("  {:?}: {{ request: {request}; reply: {reply} }};\n", C::NAME));
    }
}

/// The whole of `ui/src/ipc/bindings.ts`.
pub fn typescript() -> String {
    let config = Config::new().with_large_int("number");
    let types = Types { config, seen: HashSet::new(), declared: BTreeMap::new() };
    let mut calls = Calls { types, lines: BTreeMap::new() };
    calls::each(&mut calls);
    calls.types.visit::<Fault>();
    let declared: String = calls.types.declared.values().map(|decl| format!("export {decl}\n\n")).collect();
    let lines: String = calls.lines.into_values().collect();
    format!(
        "{HEAD}{declared}/** Every call: what it takes and what it answers. */\nexport interface Calls {{\n{lines}}}\n"
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn bindings_are_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/ipc/bindings.ts");
        let fresh = super::typescript();
        if std::env::var_os("COUNTERFOIL_WRITE_BINDINGS").is_some() {
            std::fs::write(path, &fresh).unwrap();
        }
        let found = std::fs::read_to_string(path).unwrap_or_default();
        assert!(found == fresh, "{path} is stale: run this test with COUNTERFOIL_WRITE_BINDINGS=1");
    }
}
