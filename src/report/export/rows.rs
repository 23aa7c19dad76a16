//! Every status row of a run of any size, a piece at a time: no more than a piece is in memory.

use std::io::{self, Write};

use super::csv;
use super::table::{Column, Table};
use crate::base::{ClientId, JobId, SimTime};
use crate::product::{Cause, Status};
use crate::scenario::written::Written;
use crate::world::World;

/// Rows that are put together before they are written.
const ROWS_A_PIECE: usize = 1 << 16;
/// The columns of the table `status`.
const NAMES: [&str; 9] = ["version", "job", "client", "at_ns", "at", "status", "cause", "reference", "quirk"];
/// The one column of numbers.
const AT_NS: usize = 3;

/// A file that takes a table piece by piece.
pub trait Sink {
    fn add(&mut self, piece: &Table) -> io::Result<()>;
}

/// Comma-separated values with one head line.
pub struct Csv<W: Write> {
    out: W,
    has_head: bool,
}

impl<W: Write> Csv<W> {
    pub fn new(out: W) -> Self {
        Self { out, has_head: false }
    }
}

impl<W: Write> Sink for Csv<W> {
    fn add(&mut self, piece: &Table) -> io::Result<()> {
        if !std::mem::replace(&mut self.has_head, true) {
            self.out.write_all(csv::head(piece).as_bytes())?;
        }
        self.out.write_all(csv::body(piece).as_bytes())
    }
}

/// Writes every status that every workstation row of a world had, in order of job, client and time. What a row ought to be, and the quirk
/// that claims that it is not so, stand beside its last status.
///
/// # Errors
/// Those of the sink.
pub fn write(world: &World, sink: &mut (impl Sink + ?Sized)) -> io::Result<()> {
    let mut piece = Piece::new(world);
    for &(job, activated) in world.database().activations() {
        let written = Written::new(world, job);
        for (row, client) in world.plan().jobs[job.ix()].target.iter().enumerate() {
            piece.add(job, client, activated, written.of(row).map(|c| (c.at, c.status, c.cause)));
            if piece.rows() >= ROWS_A_PIECE {
                sink.add(&std::mem::replace(&mut piece, Piece::new(world)).table)?;
            }
        }
    }
    sink.add(&piece.table)
}

/// Rows that are being put together.
struct Piece<'w> {
    world: &'w World<'w>,
    version: String,
    table: Table,
}

impl<'w> Piece<'w> {
    fn new(world: &'w World<'w>) -> Self {
        let column = |(nth, name)| match nth {
            AT_NS => (name, Column::Numbers(Vec::new())),
            _ => (name, Column::Texts(Vec::new())),
        };
        let columns = NAMES.into_iter().enumerate().map(column).collect();
        Self {
            world,
            version: world.plan().site.release.to_string(),
            table: Table { name: "status", columns },
        }
    }

    fn rows(&self) -> usize {
        self.table.columns[AT_NS].1.len()
    }

    fn add(
        &mut self,
        job: JobId,
        client: ClientId,
        activated: SimTime,
        changes: impl Iterator<Item = (SimTime, Status, Cause)>,
    ) {
        let plan = self.world.plan();
        let (job_id, name) = (&plan.jobs[job.ix()].id, plan.client_name(client));
        let first = (activated, Status::None, Cause::Activated);
        let mut statuses = std::iter::once(first).chain(changes).peekable();
        while let Some((at, status, cause)) = statuses.next() {
            let is_last = statuses.peek().is_none();
            let reference = is_last.then(|| self.world.reference().row(job, client).word());
            let quirk = self.world.claimed_by(job, client).filter(|_| is_last).map(|quirk| quirk.id());
            let texts = [
                &self.version.clone(),
                job_id,
                &name,
                &at.to_string(),
                status.word(),
                cause.words(),
                reference.unwrap_or_default(),
                quirk.unwrap_or_default(),
            ];
            self.push(at, texts);
        }
    }

    fn push(&mut self, at: SimTime, texts: [&str; NAMES.len() - 1]) {
        let mut texts = texts.into_iter();
        for (_, column) in &mut self.table.columns {
            match column {
                Column::Numbers(numbers) => numbers.push(i64::try_from(at.0).unwrap_or(i64::MAX)),
                Column::Texts(column) => column.extend(texts.next().map(str::to_string)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::csv as told;
    use super::*;
    use crate::product::quirks;
    use crate::scenario::run::{Settings, run, run_and_look};
    use crate::scenario::settings::Given;
    use crate::scenario::{Scenario, library, read_with};

    fn scenario(name: &str, given: &Given) -> Scenario {
        read_with(name, library::find(name).unwrap().as_bytes(), &quirks::ids(), given).unwrap()
    }

    fn streamed(scenario: &Scenario, version: usize) -> String {
        let mut sink = Csv::new(Vec::new());
        run_and_look(scenario, version, &Settings::default(), |world| write(world, &mut sink)).1.unwrap();
        String::from_utf8(sink.out).unwrap()
    }

    /// The first fields of each line, up to the cause.
    fn without_reference(csv: &str) -> Vec<String> {
        csv.lines().map(|line| line.split(',').take(7).collect::<Vec<_>>().join(",")).collect()
    }

    #[test]
    fn rows_are_streamed_as_they_are_told() {
        let scenario = scenario("q152229", &Given::default());
        for version in 0..3 {
            let outcome = run(&scenario, &[version], &Settings::default().told());
            let all = told::csv(&super::super::table::tables(&outcome)[2]);
            let streamed = streamed(&scenario, version);
            assert_eq!(without_reference(&streamed), without_reference(&all));
            let last = all.lines().last().unwrap();
            assert_eq!(streamed.lines().last().unwrap(), last, "the last status of a row has its reference");
        }
    }

    #[test]
    fn more_rows_than_a_piece_are_all_there() {
        let given = Given { values: vec![("clients".to_string(), 30_000)], in_tests: false };
        let scenario = scenario("fleet/expiry-1m", &given);
        let text = streamed(&scenario, 0);
        assert!(text.lines().count() > ROWS_A_PIECE + 1);
        let begins = text.lines().filter(|line| line.contains(",None,job activated,")).count();
        assert_eq!((begins, text.matches("at_ns").count()), (30_000, 1));
    }
}
