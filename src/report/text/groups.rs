//! Clients that look the same in every version share a line of the status table.

use std::collections::BTreeMap;

use crate::product::Status;
use crate::report::label::plain;
use crate::scenario::outcome::{Cell, Moment};

/// Beyond this many lines a moment, clients that look the same share a line wherever they stand in the list.
const MOST_LINES: usize = 24;
/// How many ranges of clients a line names before it only counts.
const MOST_RANGES: usize = 3;

/// Clients with equal cells.
pub struct Group<'a> {
    pub job: &'a str,
    clients: Vec<&'a str>,
    /// One for each version; `None` where the version has no such row.
    pub cells: Vec<Option<&'a Cell>>,
}

/// All that a line shows of a cell.
type Look<'a> = Option<(Status, Option<&'a str>, Option<Status>)>;

impl<'a> Group<'a> {
    fn looks(&self) -> (&'a str, Vec<Look<'a>>) {
        let look =
            |cell: &Option<&'a Cell>| cell.map(|cell| (cell.status, cell.quirk.as_deref(), cell.expected));
        (self.job, self.cells.iter().map(look).collect())
    }

    pub fn label(&self) -> String {
        ranges(&self.clients)
    }
}

/// The clients: `W1-W3, W7` or, when there are many ranges, `W1, W3, W5 and 70 more`.
pub fn ranges(clients: &[&str]) -> String {
    let ranges: Vec<&[&str]> = clients.chunk_by(|a, b| follows(a, b)).collect();
    let name = |range: &&[&str]| match range {
        [only] => plain(only),
        [first, .., last] => format!("{}-{}", plain(first), plain(last)),
        [] => String::new(),
    };
    let named = ranges.iter().take(MOST_RANGES).map(name).collect::<Vec<_>>().join(", ");
    match ranges.iter().skip(MOST_RANGES).map(|range| range.len()).sum() {
        0usize => named,
        more => format!("{named} and {more} more"),
    }
}

/// Whether `next` is the name after `name` in a range such as `W1-W3`.
fn follows(name: &str, next: &str) -> bool {
    let (stem, number) = split_number(name);
    let (next_stem, next_number) = split_number(next);
    stem == next_stem && number.zip(next_number).is_some_and(|(a, b)| a.checked_add(1) == Some(b))
}

fn split_number(name: &str) -> (&str, Option<u64>) {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    (stem, name[stem.len()..].parse().ok())
}

/// The lines of one moment, which each version has a view of or `None`.
pub fn groups<'a>(views: &[Option<&'a Moment>]) -> Vec<Group<'a>> {
    let neighbours = merged(rows(views), false);
    if neighbours.len() > MOST_LINES { merged(neighbours, true) } else { neighbours }
}

/// A group for each row that any version has, in the order in which they are met.
fn rows<'a>(views: &[Option<&'a Moment>]) -> Vec<Group<'a>> {
    let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut rows: Vec<Group> = Vec::new();
    let cells = views
        .iter()
        .enumerate()
        .flat_map(|(n, view)| view.iter().flat_map(move |m| m.rows.iter().map(move |c| (n, c))));
    for (version, cell) in cells {
        let place = *places.entry((&cell.job, &cell.client)).or_insert(rows.len());
        if place == rows.len() {
            rows.push(Group { job: &cell.job, clients: vec![&cell.client], cells: vec![None; views.len()] });
        }
        rows[place].cells[version] = Some(cell);
    }
    rows
}

/// Joins groups that look the same: all of them when `anywhere`, else neighbours only.
fn merged(groups: Vec<Group>, anywhere: bool) -> Vec<Group> {
    let mut places = BTreeMap::new();
    let mut merged: Vec<Group> = Vec::new();
    for group in groups {
        let place = places.entry(group.looks()).or_insert(merged.len());
        let joins = *place < merged.len() && (anywhere || *place + 1 == merged.len());
        if joins {
            merged[*place].clients.extend(group.clients);
        } else {
            *place = merged.len();
            merged.push(group);
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(cells: &[(&str, Status)]) -> Moment {
        let cell = |&(client, status): &(&str, Status)| Cell {
            job: "S0100001".to_string(),
            client: client.to_string(),
            status,
            quirk: None,
            expected: None,
        };
        Moment {
            when: "settled".to_string(),
            at: crate::base::SimTime::ZERO,
            rows: cells.iter().map(cell).collect(),
            tallies: Vec::new(),
        }
    }

    fn labels(moment: &Moment) -> Vec<String> {
        groups(&[Some(moment)]).iter().map(Group::label).collect()
    }

    #[test]
    fn neighbours_that_look_the_same_share_a_line() {
        use Status::{Complete, None as Unreported, Retrying};
        for (cells, lines) in [
            (
                vec![("W1", Complete), ("W2", Complete), ("W3", Retrying), ("W4", Complete)],
                vec!["W1-W2", "W3", "W4"],
            ),
            (vec![("W8", Complete), ("W9", Complete), ("W10", Complete)], vec!["W8-W10"]),
            (vec![("W1", Unreported), ("W3", Unreported), ("ANNA", Unreported)], vec!["W1, W3, ANNA"]),
            (vec![("", Complete), ("99999999999999999999", Complete)], vec![", 99999999999999999999"]),
            (vec![], vec![]),
        ] {
            assert_eq!(labels(&moment(&cells)), lines);
        }
    }

    #[test]
    fn many_lines_become_a_few() {
        let names: Vec<String> = (0..1_000).map(|n| format!("W{n}")).collect();
        let status = |n: usize| if n.is_multiple_of(2) { Status::Complete } else { Status::Retrying };
        let cells: Vec<(&str, Status)> =
            names.iter().enumerate().map(|(n, name)| (name.as_str(), status(n))).collect();
        assert_eq!(labels(&moment(&cells)), ["W0, W2, W4 and 497 more", "W1, W3, W5 and 497 more"]);
    }

    #[test]
    fn versions_are_matched_by_client_not_by_place() {
        let first = moment(&[("W1", Status::Complete), ("W2", Status::Retrying)]);
        let second = moment(&[("W2", Status::Retrying)]);
        let groups = groups(&[Some(&first), Some(&second), None]);
        let statuses = |group: &Group| group.cells.iter().map(|c| c.map(|c| c.status)).collect::<Vec<_>>();
        assert_eq!(statuses(&groups[0]), [Some(Status::Complete), None, None]);
        assert_eq!(statuses(&groups[1]), [Some(Status::Retrying), Some(Status::Retrying), None]);
    }
}
