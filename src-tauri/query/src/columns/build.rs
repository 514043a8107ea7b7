//! The words in which columns are declared.

use crate::column::{Choice, Column, ColumnKind, Field, Filter};

/// A column that can be sorted, is not shown, and has no filter, until said otherwise.
pub const fn column(
    id: &'static str,
    title: &'static str,
    kind: ColumnKind,
    sql: &'static str,
    explain: &'static str,
) -> Column {
    Column {
        id,
        title,
        explain,
        kind,
        sql,
        offset: "",
        order: None,
        always: false,
        field: None,
        sort: true,
        shown: false,
        width: 120,
        seeds: "",
    }
}

pub const fn choice(value: &'static str, label: &'static str) -> Choice {
    Choice { value, label, means: &[] }
}

pub const fn group(value: &'static str, label: &'static str, means: &'static [&'static str]) -> Choice {
    Choice { value, label, means }
}

pub const fn field(name: &'static str, title: &'static str, filter: Filter) -> Field {
    Field { name, aliases: &[], title, filter }
}

/// States in the order of a session's life, over the session `s`.
macro_rules! state_order {
    () => {
        "CASE s.state WHEN 'opened' THEN 0 WHEN 'picked_up' THEN 1 WHEN 'snoozed' THEN 2 ELSE 3 END"
    };
}
pub(super) use state_order;

impl Column {
    pub(super) const fn offset(mut self, sql: &'static str) -> Self {
        self.offset = sql;
        self
    }

    pub(super) const fn ordered_by(mut self, sql: &'static str) -> Self {
        self.order = Some(sql);
        self
    }

    pub(super) const fn always(mut self) -> Self {
        self.always = true;
        self
    }

    pub(super) const fn unordered(mut self) -> Self {
        self.sort = false;
        self
    }

    pub(super) const fn shown(mut self, width: u16, seeds: &'static str) -> Self {
        self.shown = true;
        self.width = width;
        self.seeds = seeds;
        self
    }

    pub(super) const fn width(mut self, width: u16) -> Self {
        self.width = width;
        self
    }

    /// Asked by the column's own id.
    pub(super) const fn asked(mut self, filter: Filter) -> Self {
        self.field = Some(Field { name: self.id, aliases: &[], title: self.title, filter });
        self
    }

    pub(super) const fn asked_as(
        mut self,
        name: &'static str,
        aliases: &'static [&'static str],
        filter: Filter,
    ) -> Self {
        self.field = Some(Field { name, aliases, title: self.title, filter });
        self
    }
}
