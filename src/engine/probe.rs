//! Probes: quantities that change over time, kept so that they can be drawn.

use crate::base::SimTime;

/// More changes than these are thinned out to half of them.
const MOST_CHANGES: usize = 1 << 16;

/// A whole number that goes up and down, such as the depth of a queue.
#[derive(Clone, Default, Debug)]
pub struct Gauge {
    now: u64,
    max: u64,
    emptied_at: Option<SimTime>,
    changes: Vec<(SimTime, u64)>,
}

impl Gauge {
    pub fn now(&self) -> u64 {
        self.now
    }

    pub fn max(&self) -> u64 {
        self.max
    }

    /// When it last fell to 0; `None` while it is above, and when it never was.
    pub fn emptied_at(&self) -> Option<SimTime> {
        self.emptied_at.filter(|_| self.now == 0)
    }

    /// The value after each instant at which it changed. Of very many changes some are left out; peaks never are.
    pub fn changes(&self) -> &[(SimTime, u64)] {
        &self.changes
    }

    pub fn rise(&mut self, at: SimTime) {
        self.set(at, self.now + 1);
    }

    /// Panics at 0: what is counted down was counted up before.
    pub fn fall(&mut self, at: SimTime) {
        assert!(self.now > 0, "a gauge falls below zero at {at}");
        self.set(at, self.now - 1);
        if self.now == 0 {
            self.emptied_at = Some(at);
        }
    }

    fn set(&mut self, at: SimTime, value: u64) {
        self.now = value;
        self.max = self.max.max(value);
        match self.changes.last_mut() {
            Some(last) if last.0 == at => last.1 = value,
            _ => self.changes.push((at, value)),
        }
        if self.changes.len() >= MOST_CHANGES {
            self.thin_out();
        }
    }

    /// Of each two changes leaves the higher value, at the time of the first: peaks stay.
    fn thin_out(&mut self) {
        let pairs = self.changes.chunks(2);
        self.changes = pairs.map(|pair| (pair[0].0, pair.iter().map(|c| c.1).max().unwrap_or(0))).collect();
        // What it is now is told whatever it was before.
        if let Some(last) = self.changes.last_mut() {
            last.1 = self.now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gauge_keeps_its_height_and_its_history() {
        let mut gauge = Gauge::default();
        gauge.rise(SimTime(1));
        gauge.rise(SimTime(1));
        gauge.fall(SimTime(2));
        assert_eq!((gauge.now(), gauge.max(), gauge.emptied_at()), (1, 2, None));
        gauge.fall(SimTime(3));
        assert_eq!(gauge.emptied_at(), Some(SimTime(3)));
        assert_eq!(gauge.changes(), [(SimTime(1), 2), (SimTime(2), 1), (SimTime(3), 0)]);
    }
}
