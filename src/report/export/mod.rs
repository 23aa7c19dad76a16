//! What happened, for other programs: traces for viewers, tables for data frames. All of it needs a told run, except status rows,
//! which are streamed from a run of any size.

pub mod csv;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod perfetto;
pub mod rows;
pub mod table;

use super::Artefact;
use super::label::file_safe;
use crate::scenario::outcome::Outcome;

/// A trace for each version.
pub fn perfetto(outcome: &Outcome) -> Vec<Artefact> {
    let file = |run: &_| perfetto::trace(outcome, run).into_bytes();
    let name = |version: &str| format!("trace-{}.json", file_safe(version));
    outcome.runs.iter().map(|run| (name(&run.version), file(run))).collect()
}

/// Tables of all versions.
pub fn csv(outcome: &Outcome) -> Vec<Artefact> {
    let file = |table: &table::Table| (format!("{}.csv", table.name), csv::csv(table).into_bytes());
    table::tables(outcome).iter().map(file).collect()
}

/// The same tables.
///
/// # Errors
/// When the library refuses them.
#[cfg(feature = "parquet")]
pub fn parquet(outcome: &Outcome) -> Result<Vec<Artefact>, ::parquet::errors::ParquetError> {
    let file = |table: &table::Table| Ok((format!("{}.parquet", table.name), parquet::parquet(table)?));
    table::tables(outcome).iter().map(file).collect()
}
