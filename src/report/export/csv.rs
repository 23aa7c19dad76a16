//! Comma-separated values as RFC 4180 has them, with a head line and line feeds.

use super::table::{Column, Table};

pub fn csv(table: &Table) -> String {
    head(table) + &body(table)
}

pub fn head(table: &Table) -> String {
    let names: Vec<String> = table.columns.iter().map(|(name, _)| field(name)).collect();
    names.join(",") + "\n"
}

pub fn body(table: &Table) -> String {
    let mut text = String::new();
    let rows = table.columns.first().map_or(0, |(_, column)| column.len());
    for row in 0..rows {
        let fields: Vec<String> = table.columns.iter().map(|(_, column)| value(column, row)).collect();
        text += &(fields.join(",") + "\n");
    }
    text
}

fn value(column: &Column, row: usize) -> String {
    match column {
        Column::Numbers(numbers) => numbers[row].to_string(),
        Column::Texts(texts) => field(&texts[row]),
    }
}

/// A field, in quotes where a reader would take it for more than one.
fn field(text: &str) -> String {
    let plain = !text.contains([',', '"', '\n', '\r']);
    if plain { text.to_string() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use super::super::table::tables;
    use super::*;
    use crate::product::quirks;
    use crate::scenario::run::{Settings, run};
    use crate::scenario::{library, read};

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        for (text, written) in [("a b", "a b"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("", "")] {
            assert_eq!(field(text), written);
        }
    }

    #[test]
    fn the_tables_of_a_run_have_its_events_files_and_statuses() {
        let text = library::find("q152229").unwrap();
        let scenario = read("q152229.yaml", text.as_bytes(), &quirks::ids()).unwrap();
        let outcome = run(&scenario, &[0], &Settings { told: true, ..Settings::default() });
        let tables: Vec<String> = tables(&outcome).iter().map(csv).collect();
        assert_eq!(tables[0].lines().count(), outcome.runs[0].transcript.len() + 1);
        assert!(tables[0].starts_with(
            "version,event,line,at_ns,at,who,part,what,because\n1.0,0,0,0,d0 00:00:00.000,admin,"
        ));
        assert!(tables[1].contains("\n1.0,SNI,.SNI of W1,W1,LOGON1,LOGON1 DESPOOLR.BOX,"), "{}", tables[1]);
        let last = "1.0,S0100001,W5,203890173000000,d2 08:38:10.173,Retrying,expiry notice,None,q152229\n";
        assert!(tables[2].ends_with(last), "{}", tables[2]);
    }
}
