//! Which client a name means, for names given one by one and by the million.

use std::collections::BTreeMap;

use crate::base::{ClientId, Selection};
use crate::world::plan::NameRange;

/// What the names of a range have in common: the text before and after the last number, and the number's digits.
type Family = (String, String, usize);

/// First and last number of some names of one family.
type Numbers = (u64, u64);

/// All declared clients by name. A name belongs to one family and has one number there, so ranges overlap exactly when
/// their numbers do.
#[derive(Default, Debug)]
pub struct ClientIndex {
    /// By first number: the last number, and the client of the first.
    families: BTreeMap<Family, BTreeMap<u64, (u64, ClientId)>>,
}

impl ClientIndex {
    /// Declares the clients of `range` as `first` and up. Answers with the first of them that is declared already, by
    /// name and as the client it is; the range is then not declared.
    pub fn declare(&mut self, range: &NameRange, first: ClientId) -> Result<(), (String, ClientId)> {
        let pieces = pieces(range);
        for (family, numbers) in &pieces {
            if let Some(taken) = self.first_declared(family, *numbers) {
                return Err(taken);
            }
        }
        let mut next = first.0;
        for (family, (low, high)) in pieces {
            self.families.entry(family).or_default().insert(low, (high, ClientId(next)));
            next += (high - low + 1) as u32;
        }
        Ok(())
    }

    fn first_declared(&self, family: &Family, (low, high): Numbers) -> Option<(String, ClientId)> {
        let known = self.families.get(family)?;
        let before = known.range(..=low).next_back().filter(|(_, (end, _))| *end >= low);
        let (start, (_, id)) = before.or_else(|| known.range(low..=high).next())?;
        let number = low.max(*start);
        Some((name(family, number), ClientId(id.0 + (number - start) as u32)))
    }

    /// The clients of `range`, or the name of the first that was not declared.
    pub fn find(&self, range: &NameRange) -> Result<Vec<(ClientId, ClientId)>, String> {
        let mut found = Vec::new();
        for (family, numbers) in pieces(range) {
            self.find_piece(&family, numbers, &mut found)?;
        }
        Ok(found)
    }

    fn find_piece(
        &self,
        family: &Family,
        (low, high): Numbers,
        found: &mut Vec<(ClientId, ClientId)>,
    ) -> Result<(), String> {
        let mut at = low;
        while at <= high {
            let known = self.families.get(family).and_then(|known| known.range(..=at).next_back());
            let Some((start, (end, id))) = known.filter(|(_, (end, _))| *end >= at) else {
                return Err(name(family, at));
            };
            let last = (*end).min(high);
            found.push((ClientId(id.0 + (at - start) as u32), ClientId(id.0 + (last - start) as u32)));
            at = last + 1;
        }
        Ok(())
    }

    pub fn select(&self, range: &NameRange) -> Result<Selection, String> {
        self.find(range).map(Selection::new)
    }
}

fn name((prefix, suffix, digits): &Family, number: u64) -> String {
    match digits {
        0 => format!("{prefix}{suffix}"),
        _ => format!("{prefix}{number:0digits$}{suffix}"),
    }
}

/// A range taken apart into families: `W[1-12]` is one-digit 1 to 9 and two-digit 10 to 12.
fn pieces(range: &NameRange) -> Vec<(Family, Numbers)> {
    let Some((first, last, width)) = range.numbers else {
        return vec![single(&format!("{}{}", range.prefix, range.suffix))];
    };
    let (first, last) = (u64::from(first), u64::from(last));
    let digits = |n: u64| n.checked_ilog10().map_or(1, |log| log as usize + 1).max(width);
    (digits(first)..=digits(last))
        .map(|digits| {
            let low = if digits > width { first.max(10u64.pow(digits as u32 - 1)) } else { first };
            let high = last.min(10u64.pow(digits as u32) - 1);
            ((range.prefix.clone(), range.suffix.clone(), digits), (low, high))
        })
        .collect()
}

/// A single name as a range of one: its last number is what could vary.
fn single(name: &str) -> (Family, Numbers) {
    let end = name.rfind(|c: char| c.is_ascii_digit()).map_or(0, |last| last + 1);
    let start = name[..end].rfind(|c: char| !c.is_ascii_digit()).map_or(0, |before| before + 1);
    match name[start..end].parse() {
        Ok(number) if end > 0 => ((name[..start].into(), name[end..].into(), end - start), (number, number)),
        _ => ((name.to_string(), String::new(), 0), (0, 0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::document::word::ClientRange;

    fn range(text: &str) -> NameRange {
        text.parse::<ClientRange>().unwrap().0
    }

    fn index(ranges: &[&str]) -> ClientIndex {
        let mut index = ClientIndex::default();
        let mut next = 0;
        for text in ranges {
            index.declare(&range(text), ClientId(next)).unwrap();
            next += range(text).len();
        }
        index
    }

    #[test]
    fn a_range_is_found_whatever_ranges_declared_it() {
        let index = index(&["W[1-3]", "W4", "LAPTOP", "W[5-1000000]", "A[08-12]X"]);
        let ids = |text| index.select(&range(text)).map(|s| (s.len(), s.iter().next().map(|c| c.0)));
        assert_eq!(ids("W[1-5]"), Ok((5, Some(0))));
        assert_eq!(ids("W[9-11]"), Ok((3, Some(9))));
        assert_eq!(ids("W1000000"), Ok((1, Some(1_000_000))));
        assert_eq!(ids("LAPTOP"), Ok((1, Some(4))));
        assert_eq!(ids("A[09-11]X"), Ok((3, Some(1_000_002))));
        assert_eq!(ids("A10X"), Ok((1, Some(1_000_003))));
        assert_eq!(ids("W[999999-1000001]"), Err("W1000001".to_string()));
        assert_eq!(ids("W[0-3]"), Err("W0".to_string()));
        assert_eq!(ids("W01"), Err("W01".to_string()));
        assert_eq!(ids("A9X"), Err("A9X".to_string()));
        assert_eq!(ids("LAPTOPS"), Err("LAPTOPS".to_string()));
    }

    #[test]
    fn a_client_is_declared_once() {
        let mut index = index(&["W[1-10]", "P1Q[01-99]"]);
        let clash = |index: &mut ClientIndex, text| index.declare(&range(text), ClientId(500)).err();
        assert_eq!(clash(&mut index, "W7"), Some(("W7".to_string(), ClientId(6))));
        assert_eq!(clash(&mut index, "W[0-30]"), Some(("W1".to_string(), ClientId(0))));
        assert_eq!(clash(&mut index, "W[10-12]"), Some(("W10".to_string(), ClientId(9))));
        assert_eq!(clash(&mut index, "P1Q[5-10]"), Some(("P1Q10".to_string(), ClientId(19))));
        assert_eq!(clash(&mut index, "W[11-12]"), None);
        assert_eq!(clash(&mut index, "W[01-09]"), None);
    }
}
