//! Parquet, for data frames.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::rows::Sink;
use super::table::{Column, Table};

/// # Errors
/// When the library refuses the table.
pub fn parquet(table: &Table) -> Result<Vec<u8>, ParquetError> {
    let mut writer = begin(Vec::new(), table)?;
    add(&mut writer, table)?;
    writer.into_inner()
}

/// A file that takes a table piece by piece, each a row group.
pub struct Parquet<W: Write + Send> {
    out: Option<W>,
    writer: Option<SerializedFileWriter<W>>,
}

impl<W: Write + Send> Parquet<W> {
    pub fn new(out: W) -> Self {
        Self { out: Some(out), writer: None }
    }

    /// Writes what stands at the end of the file.
    ///
    /// # Errors
    /// When the library refuses.
    pub fn finish(self) -> io::Result<()> {
        self.writer.map_or(Ok(()), |writer| writer.close().map(|_| ()).map_err(io::Error::other))
    }
}

impl<W: Write + Send> Sink for Parquet<W> {
    fn add(&mut self, piece: &Table) -> io::Result<()> {
        if let Some(out) = self.out.take() {
            self.writer = Some(begin(out, piece).map_err(io::Error::other)?);
        }
        self.writer.as_mut().map_or(Ok(()), |writer| add(writer, piece).map_err(io::Error::other))
    }
}

fn begin<W: Write + Send>(out: W, table: &Table) -> Result<SerializedFileWriter<W>, ParquetError> {
    let schema = Arc::new(parse_message_type(&schema(table))?);
    let properties = Arc::new(WriterProperties::builder().set_created_by("sms-sim".to_string()).build());
    SerializedFileWriter::new(out, schema, properties)
}

fn add<W: Write + Send>(writer: &mut SerializedFileWriter<W>, table: &Table) -> Result<(), ParquetError> {
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
    Ok(())
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
