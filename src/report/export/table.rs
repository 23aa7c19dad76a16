//! Events, files and statuses as tables: columns of whole numbers or text, without gaps.

use crate::base::SimTime;
use crate::scenario::outcome::{Outcome, RunOutcome};
use crate::scenario::story::LaneKind;

/// A table whose columns are all equally long.
pub struct Table {
    pub name: &'static str,
    pub columns: Vec<(&'static str, Column)>,
}

pub enum Column {
    Numbers(Vec<i64>),
    Texts(Vec<String>),
}

impl Column {
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Texts(texts) => texts.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A value of a row that is being put together.
enum Value {
    Number(u64),
    Text(String),
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_string())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// All tables of an outcome.
pub fn tables(outcome: &Outcome) -> Vec<Table> {
    vec![events(outcome), files(outcome), status(outcome)]
}

/// Times are nanoseconds since d0, and the same in words.
fn events(outcome: &Outcome) -> Table {
    let names = ["version", "event", "line", "at_ns", "at", "who", "part", "what", "because"];
    let rows = outcome.runs.iter().flat_map(|run| {
        let mut before = None;
        let mut nth = 0;
        run.transcript.iter().map(move |line| {
            nth = if before == Some(line.event) { nth + 1 } else { 0 };
            before = Some(line.event);
            let because = run.story.events.get(line.event).map(|event| numbers(&event.because));
            vec![
                run.version.as_str().into(),
                (line.event as u64).into(),
                Value::Number(nth),
                ns(line.at),
                line.at.to_string().into(),
                line.who.as_str().into(),
                line.part.as_str().into(),
                line.what.as_str().into(),
                because.unwrap_or_default().into(),
            ]
        })
    });
    table("events", &names, rows)
}

fn files(outcome: &Outcome) -> Table {
    let names =
        ["version", "kind", "name", "from", "to", "box", "left_ns", "arrives_ns", "sent_by", "arrival"];
    let rows = outcome.runs.iter().flat_map(|run| {
        run.story.files.iter().map(move |file| {
            vec![
                run.version.as_str().into(),
                file.kind.into(),
                file.name.as_str().into(),
                lane(run, file.from),
                lane(run, file.to),
                file.place.as_str().into(),
                ns(file.left),
                ns(file.arrives),
                (file.sent_by as u64).into(),
                file.arrival.map(|event| event.to_string()).unwrap_or_default().into(),
            ]
        })
    });
    table("files", &names, rows)
}

/// Every status that a workstation row had, with the quirk that accounts for it.
fn status(outcome: &Outcome) -> Table {
    let names = ["version", "job", "client", "at_ns", "at", "status", "cause", "reference", "quirk"];
    let rows = outcome.runs.iter().flat_map(|run| {
        run.status.iter().flat_map(move |row| {
            row.history.iter().map(move |change| {
                let is_meant = |written: &&crate::scenario::story::RowWritten| {
                    written.at == change.at
                        && written.job == row.job
                        && is_client(run, written.client, &row.client)
                };
                let written = run.story.rows.iter().find(is_meant);
                vec![
                    run.version.as_str().into(),
                    row.job.as_str().into(),
                    row.client.as_str().into(),
                    ns(change.at),
                    change.at.to_string().into(),
                    change.status.word().into(),
                    change.cause.as_str().into(),
                    written.map_or(change.status, |written| written.reference).word().into(),
                    written.and_then(|written| written.quirk.clone()).unwrap_or_default().into(),
                ]
            })
        })
    });
    table("status", &names, rows)
}

fn is_client(run: &RunOutcome, lane: usize, name: &str) -> bool {
    let lane = &run.story.lanes[lane];
    lane.kind == LaneKind::Client && lane.name == name
}

fn lane(run: &RunOutcome, lane: usize) -> Value {
    run.story.lanes[lane].name.as_str().into()
}

fn ns(at: SimTime) -> Value {
    Value::Number(at.0)
}

/// `3 7`.
fn numbers(events: &[usize]) -> String {
    events.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// Turns rows into columns; the first row decides what kind each column is of, and without rows all are text.
fn table(name: &'static str, names: &[&'static str], rows: impl Iterator<Item = Vec<Value>>) -> Table {
    let mut columns: Vec<(&'static str, Column)> = Vec::new();
    for row in rows {
        if columns.is_empty() {
            let column = |value: &Value| match value {
                Value::Number(_) => Column::Numbers(Vec::new()),
                Value::Text(_) => Column::Texts(Vec::new()),
            };
            columns = names.iter().zip(&row).map(|(name, value)| (*name, column(value))).collect();
        }
        for ((_, column), value) in columns.iter_mut().zip(row) {
            match (column, value) {
                (Column::Numbers(numbers), Value::Number(number)) => {
                    numbers.push(i64::try_from(number).unwrap_or(i64::MAX));
                }
                (Column::Texts(texts), Value::Text(text)) => texts.push(text),
                (Column::Numbers(numbers), Value::Text(_)) => numbers.push(0),
                (Column::Texts(texts), Value::Number(number)) => texts.push(number.to_string()),
            }
        }
    }
    if columns.is_empty() {
        columns = names.iter().map(|name| (*name, Column::Texts(Vec::new()))).collect();
    }
    Table { name, columns }
}
