//! Probes: quantities that change over time, kept so that they can be drawn.

use crate::base::SimTime;

/// So many changes are thinned out to half of them; an even number.
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
        self.now += 1;
        self.max = self.max.max(self.now);
        self.mark(at);
    }

    /// Panics at 0: what is counted down was counted up before.
    pub fn fall(&mut self, at: SimTime) {
        assert!(self.now > 0, "a gauge falls below zero at {at}");
        self.now -= 1;
        self.mark(at);
        if self.now == 0 {
            self.emptied_at = Some(at);
        }
    }

    fn mark(&mut self, at: SimTime) {
        if let Some(last) = self.changes.last_mut()
            && last.0 == at
        {
            last.1 = self.now;
            return;
        }
        self.changes.push((at, self.now));
        if self.changes.len() >= MOST_CHANGES {
            self.thin_out();
        }
    }

    /// Of each two changes leaves the higher value, at the time of the first: peaks stay.
    #[cold]
    fn thin_out(&mut self) {
        let half = self.changes.len() / 2;
        for place in 0..half {
            let (first, second) = (self.changes[2 * place], self.changes[2 * place + 1]);
            self.changes[place] = (first.0, first.1.max(second.1));
        }
        self.changes.truncate(half);
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

    #[test]
    fn a_long_history_is_thinned_out_to_the_peaks_of_pairs() {
        let mut gauge = Gauge::default();
        let (mut at, mut truth) = (0, Vec::new());
        while truth.len() < MOST_CHANGES + 2 {
            // Up by two and down by one: the second of three changes is the highest.
            for by in [1, 1, -1] {
                at += 1;
                if by > 0 {
                    gauge.rise(SimTime(at))
                } else {
                    gauge.fall(SimTime(at))
                }
                truth.push((SimTime(at), gauge.now()));
            }
        }
        let (thinned, rest) = truth.split_at(MOST_CHANGES);
        let mut peaks: Vec<(SimTime, u64)> =
            thinned.chunks(2).map(|pair| (pair[0].0, pair[0].1.max(pair[1].1))).collect();
        peaks.last_mut().unwrap().1 = thinned[MOST_CHANGES - 1].1;
        assert_eq!(gauge.changes(), [&peaks[..], rest].concat());
        assert_eq!(gauge.max(), truth.iter().map(|change| change.1).max().unwrap());
    }
}
