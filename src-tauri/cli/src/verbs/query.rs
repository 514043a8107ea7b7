//! `query`: find records. To a terminal they are shown; to anything else they are handed out, which
//! needs a purpose and is entered in the register.

use crate::args::{self, Global};
use crate::door;
use crate::end::End;
use crate::out::{Out, table};
use api::calls::columns;
use api::calls::exports::Print;
use api::calls::results::{Open, Rows};
use api::{Asker, Desk, Fault};
use api::{Cell, ColumnInfo, Purpose, Row, Sort, Subject};
use serde_json::{Map, Value, json};

pub fn run(global: &Global, out: &Out, asked: args::Query) -> Result<(), End> {
    let subject = subject(asked.subject);
    let (desk, asker) = door::unlocked(global)?;
    let known = desk.ask(asker, columns::List { subject })?;
    let sort = sort(asked.sort.as_deref(), subject)?;
    let offset = api::local_offset();
    if asked.count {
        let found = desk.ask(asker, Open::whole(subject, asked.query, sort, offset))?;
        return out.result(&json!({ "count": found.count }), || found.count.to_string());
    }
    let columns = chosen(&known, asked.columns)?;
    let ids: Vec<String> = columns.iter().map(|column| column.id.to_owned()).collect();
    let (total, rows) = if Out::to_terminal() {
        show(&desk, asker, Open::whole(subject, asked.query, sort, offset), asked.limit, &ids)?
    } else {
        let text = asked.purpose.unwrap_or_default();
        let purpose = Purpose { category: "command line".into(), text, ticket: None };
        let (text, len) = (asked.query, asked.limit);
        let reply = desk
            .ask(asker, Print { subject, text, sort, offset, from: 0, len, columns: ids.clone(), purpose })?;
        (reply.total, reply.rows)
    };
    let document = json!({
        "total": total,
        "rows": rows.iter().map(|row| object(&ids, row)).collect::<Vec<_>>(),
    });
    let words = || {
        let heads: Vec<String> = columns.iter().map(|column| column.title.to_owned()).collect();
        let lines: Vec<Vec<String>> = rows.iter().map(|row| row.cells.iter().map(plain).collect()).collect();
        format!("{}\n{} of {total}", table(&heads, &lines), rows.len())
    };
    out.result(&document, words)
}

fn show(
    desk: &Desk,
    asker: Asker,
    open: Open,
    limit: usize,
    columns: &[String],
) -> Result<(u64, Vec<Row>), Fault> {
    let found = desk.ask(asker, open)?;
    let mut rows: Vec<Row> = Vec::new();
    while rows.len() < limit {
        let (from, len) = (rows.len() as u64, limit - rows.len());
        let window = desk.ask(asker, Rows { id: found.id, from, len, columns: columns.to_vec() })?;
        if window.rows.is_empty() {
            break;
        }
        rows.extend(window.rows);
    }
    Ok((found.count, rows))
}

pub fn subject(subject: args::Subject) -> Subject {
    match subject {
        args::Subject::Sessions => Subject::Sessions,
        args::Subject::Messages => Subject::Messages,
        args::Subject::Deliveries => Subject::Deliveries,
    }
}

fn sort(text: Option<&str>, subject: Subject) -> Result<Sort, End> {
    let Some(text) = text else { return Ok(Sort::newest(subject)) };
    let (column, desc) = match text.split_once(':') {
        None => (text, false),
        Some((column, "desc")) => (column, true),
        Some((column, "asc")) => (column, false),
        Some(_) => return Err(End::Usage(format!("{text:?} is not of the form COLUMN or COLUMN:desc."))),
    };
    Ok(Sort { column: column.to_owned(), desc })
}

fn chosen(known: &[ColumnInfo], wanted: Vec<String>) -> Result<Vec<ColumnInfo>, End> {
    if wanted.is_empty() {
        return Ok(known.iter().filter(|column| column.shown).cloned().collect());
    }
    let find = |id: String| match known.iter().find(|column| column.id == id) {
        Some(column) => Ok(column.clone()),
        None => {
            let ids: Vec<&str> = known.iter().map(|column| column.id).collect();
            Err(End::Usage(format!("There is no column {id:?}. There are: {}.", ids.join(", "))))
        }
    };
    wanted.into_iter().map(find).collect()
}

/// Times as RFC 3339, everything else as it is.
fn object(columns: &[String], row: &Row) -> Value {
    let value = |cell: &Cell| match cell {
        Cell::Stamp(stamp) => Value::from(stamp.to_rfc3339()),
        other => json!(other),
    };
    Value::Object(columns.iter().cloned().zip(row.cells.iter().map(value)).collect::<Map<_, _>>())
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Stamp(stamp) => stamp.to_rfc3339(),
        Cell::Text(text) => text.clone(),
        Cell::List(list) => list.join(", "),
        Cell::Null => String::new(),
        other => json!(other).to_string(),
    }
}
