//! JSON: one array of objects, one object a line, keys in column order.

use super::{Head, RowWriter};
use crate::cell::Cell;
use crate::error::{Error, Result};
use std::io::Write;

pub struct JsonForm<W: Write> {
    out: W,
    /// Each key as JSON with its colon, made once.
    keys: Vec<String>,
    rows: u64,
}

impl<W: Write> JsonForm<W> {
    pub(crate) fn begin(mut out: W, heads: &[Head]) -> Result<Self> {
        let keys = heads.iter().map(|h| Ok(format!("{}:", serde_json::to_string(&h.id)?)));
        let keys = keys.collect::<Result<Vec<_>>>()?;
        out.write_all(b"[").map_err(plain)?;
        Ok(Self { out, keys, rows: 0 })
    }
}

fn plain(error: std::io::Error) -> Error {
    Error::Json(serde_json::Error::io(error))
}

impl<W: Write> RowWriter for JsonForm<W> {
    fn row(&mut self, cells: &[Cell]) -> Result<()> {
        let mut opening: &[u8] = if self.rows == 0 { b"\n{" } else { b",\n{" };
        for (key, cell) in self.keys.iter().zip(cells) {
            self.out.write_all(opening).map_err(plain)?;
            self.out.write_all(key.as_bytes()).map_err(plain)?;
            match cell {
                // The most frequent kind, without a copy.
                Cell::Text(text) => serde_json::to_writer(&mut self.out, text)?,
                other => serde_json::to_writer(&mut self.out, &other.json())?,
            }
            opening = b",";
        }
        self.rows += 1;
        self.out.write_all(b"}").map_err(plain)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.out.write_all(b"\n]\n").map_err(plain)?;
        self.out.flush().map_err(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn check(rows: &[[Cell; 2]]) -> Value {
        let heads = ["id", "sent"].map(|id| Head { id: id.into(), title: id.to_uppercase() });
        let mut bytes = Vec::new();
        let mut form = Box::new(JsonForm::begin(&mut bytes, &heads).unwrap());
        for row in rows {
            form.row(row).unwrap();
        }
        form.finish().unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    #[test]
    fn an_array_of_objects_with_stable_keys() {
        assert_eq!(check(&[]), json!([]));
        let rows = [
            [Cell::Text("9007199254740993".into()), Cell::time(0, 0)],
            [Cell::Text("</script>\u{2028}\"\\\0".into()), Cell::Null],
        ];
        let want = json!([
            {"id": "9007199254740993", "sent": "1970-01-01T00:00:00.000Z"},
            {"id": "</script>\u{2028}\"\\\0", "sent": null},
        ]);
        assert_eq!(check(&rows), want);
    }
}
