//! Parquet, for data frames.

use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::table::{Column, Table};

/// # Errors
/// When the library refuses the table.
pub fn parquet(table: &Table) -> Result<Vec<u8>, ParquetError> {
    let schema = Arc::new(parse_message_type(&schema(table))?);
    let properties = Arc::new(WriterProperties::builder().set_created_by("sms-sim".to_string()).build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties)?;
    let mut rows = writer.next_row_group()?;
    for (_, column) in &table.columns {
        let Some(mut open) = rows.next_column()? else { break };
        match column {
            Column::Numbers(numbers) => open.typed::<Int64Type>().write_batch(numbers, None, None)?,
            Column::Texts(texts) => {
                let texts: Vec<ByteArray> = texts.iter().map(|text| text.as_str().into()).collect();
                open.typed::<ByteArrayType>().write_batch(&texts, None, None)?
            }
        };
        open.close()?;
    }
    rows.close()?;
    writer.into_inner()
}

fn schema(table: &Table) -> String {
    let field = |(name, column): &(&str, Column)| match column {
        Column::Numbers(_) => format!("required int64 {name};"),
        Column::Texts(_) => format!("required binary {name} (UTF8);"),
    };
    format!("message {} {{ {} }}", table.name, table.columns.iter().map(field).collect::<String>())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use parquet::file::reader::{FileReader as _, SerializedFileReader};

    use super::*;

    #[test]
    fn a_table_comes_back_as_it_was_written() {
        let columns = vec![
            ("event", Column::Numbers(vec![7, -1])),
            ("what", Column::Texts(vec!["ä, \"b\"".to_string(), String::new()])),
        ];
        let bytes = parquet(&Table { name: "events", columns }).unwrap();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&bytes).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let rows: Vec<String> =
            reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
        assert_eq!(rows, ["{event: 7, what: \"ä, \"b\"\"}", "{event: -1, what: \"\"}"]);
    }
}
