//! The status table: the moments of the scenario and their clients down, the versions across.

use std::collections::BTreeSet;

use comfy_table::{Cell as Shown, Color, ContentArrangement, ContentLineStyle, LineStyle, Table, TableStyle};

use super::groups::{Group, groups};
use super::{Style, styled};
use crate::product::Status;
use crate::report::label::plain;
use crate::scenario::outcome::{Cell, Moment, Outcome};

/// Characters across, and what each version beyond the third adds.
const WIDTH: u16 = 80;
const WIDTH_A_VERSION: u16 = 20;
const ROOMY_VERSIONS: usize = 3;

/// A line under the head and nothing else.
pub(in crate::report) const LOOK: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none())
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .content_lines(ContentLineStyle::none());

/// The table and the notes to the marks in it.
pub fn statuses(outcome: &Outcome, style: Style) -> String {
    let moments = outcome.runs.iter().map(|run| run.moments.len()).max().unwrap_or(0);
    if moments == 0 {
        return String::new();
    }
    let versions = outcome.runs.iter().map(|run| format!("SMS {}", plain(&run.version)));
    let mut table = Table::new();
    let more_versions = outcome.runs.len().saturating_sub(ROOMY_VERSIONS).min(100) as u16;
    table
        .load_style(LOOK)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH + WIDTH_A_VERSION * more_versions)
        .set_header([String::new()].into_iter().chain(versions));
    let mut notes = Notes::default();
    for index in 0..moments {
        let moment: Vec<Option<&Moment>> = outcome.runs.iter().map(|run| run.moments.get(index)).collect();
        add_moment(&mut table, &moment, &mut notes);
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    styled(table, style) + &notes.text()
}

/// A plain table, for lists of things.
pub fn listing(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(LOOK).set_header(header).add_rows(rows);
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    styled(table, Style { color: false })
}

fn add_moment(table: &mut Table, moment: &[Option<&Moment>], notes: &mut Notes) {
    let has_rows = add_groups(table, moment, |group| {
        let cells = group.cells.iter().map(|cell| cell.map_or(Shown::new("-"), |cell| shown(cell, notes)));
        [Shown::new(format!("  {}", group.label()))].into_iter().chain(cells).collect()
    });
    if !has_rows {
        add_tallies(table, &when_of(moment), moment);
    }
}

fn when_of(moment: &[Option<&Moment>]) -> String {
    plain(moment.iter().flatten().next().map_or("", |moment| moment.when.as_str()))
}

/// Adds the rows of one moment under its heading, with the job in it where there are several; says whether there are any.
pub fn add_groups(
    table: &mut Table,
    moment: &[Option<&Moment>],
    mut row: impl FnMut(&Group) -> Vec<Shown>,
) -> bool {
    let groups = groups(moment);
    let when = when_of(moment);
    let several_jobs = groups.iter().any(|group| group.job != groups[0].job);
    let mut heading = String::new();
    for group in &groups {
        let title = if several_jobs { format!("{when}, {}", plain(group.job)) } else { when.clone() };
        if title != heading {
            table.add_row([&title]);
            heading = title;
        }
        table.add_row(row(group));
    }
    !groups.is_empty()
}

/// Where there are more rows than a table can show, how many of them have each status.
fn add_tallies(table: &mut Table, when: &str, moment: &[Option<&Moment>]) {
    let tallies = || moment.iter().flatten().flat_map(|moment| &moment.tallies);
    let lines: BTreeSet<(&str, Status)> = tallies().map(|tally| (tally.job.as_str(), tally.status)).collect();
    table.add_row([if lines.is_empty() { format!("{when}: no rows") } else { when.to_string() }]);
    for (job, status) in lines {
        let count = |moment: &Moment| moment.count(job, status).to_string();
        let cells = moment.iter().map(|moment| moment.map_or("-".to_string(), count));
        table.add_row([format!("  {status} of {}", plain(job))].into_iter().chain(cells));
    }
}

/// The status, the mark of the quirk that claims it, and what was expected instead.
fn shown(cell: &Cell, notes: &mut Notes) -> Shown {
    let mut text = cell.status.to_string();
    if let Some(quirk) = &cell.quirk {
        text += &format!(" [{}]", notes.number(quirk));
    }
    if let Some(expected) = cell.expected {
        text += &format!(" (expected {expected})");
    }
    match (cell.expected, &cell.quirk) {
        (Some(_), _) => Shown::new(text).fg(Color::Red),
        (None, Some(_)) => Shown::new(text).fg(Color::Yellow),
        (None, None) => Shown::new(text),
    }
}

/// The quirks named under the table, in the order of their marks.
#[derive(Default)]
struct Notes(Vec<String>);

impl Notes {
    fn number(&mut self, quirk: &str) -> usize {
        let known = self.0.iter().position(|id| id == quirk);
        known.unwrap_or_else(|| {
            self.0.push(quirk.to_string());
            self.0.len() - 1
        }) + 1
    }

    /// A line for each note, between blank lines.
    fn text(&self) -> String {
        let note = |(index, quirk): (usize, &String)| {
            format!("[{}] not what was last reported: quirk {}\n", index + 1, plain(quirk))
        };
        let notes: String = self.0.iter().enumerate().map(note).collect();
        if notes.is_empty() { "\n".to_string() } else { format!("\n{notes}\n") }
    }
}
