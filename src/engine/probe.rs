//! Probes: quantities that change over time, kept so that they can be drawn.

use crate::base::SimTime;

/// So many stretches of changes are thinned out to half of them; an even number.
const MOST_STRETCHES: usize = 1 << 16;

/// A whole number that goes up and down, such as the depth of a queue.
#[derive(Clone, Default, Debug)]
pub struct Gauge {
    now: u64,
    max: u64,
    emptied_at: Option<SimTime>,
    changed_at: SimTime,
    /// When each stretch of changes began, and the highest value in it.
    stretches: Vec<(SimTime, u64)>,
    /// Changes that a stretch has besides its first; and those that are still to come into the last.
    longer: u32,
    left: u32,
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

    /// The value after each instant at which it changed. Of very many changes some are left out; peaks never are, nor is the last.
    pub fn changes(&self) -> impl Iterator<Item = (SimTime, u64)> + '_ {
        let last = (self.changed_at, self.now);
        let is_left_out = self.stretches.last().is_some_and(|&stretch| stretch != last);
        self.stretches.iter().copied().chain(is_left_out.then_some(last))
    }

    #[inline]
    pub fn rise(&mut self, at: SimTime) {
        self.now += 1;
        self.max = self.max.max(self.now);
        self.mark(at);
    }

    /// Panics at 0: what is counted down was counted up before.
    #[inline]
    pub fn fall(&mut self, at: SimTime) {
        assert!(self.now > 0, "a gauge falls below zero at {at}");
        self.now -= 1;
        self.mark(at);
        if self.now == 0 {
            self.emptied_at = Some(at);
        }
    }

    #[inline]
    fn mark(&mut self, at: SimTime) {
        let is_same_instant = at == self.changed_at;
        self.changed_at = at;
        match self.stretches.last_mut() {
            Some(stretch) if is_same_instant && self.longer == 0 => stretch.1 = self.now,
            Some(stretch) if is_same_instant || self.left > 0 => {
                self.left -= u32::from(!is_same_instant);
                stretch.1 = stretch.1.max(self.now);
            }
            _ => self.begin_stretch(at),
        }
    }

    fn begin_stretch(&mut self, at: SimTime) {
        if self.stretches.len() == MOST_STRETCHES {
            self.thin_out();
        }
        self.stretches.push((at, self.now));
        self.left = self.longer;
    }

    /// Makes one stretch of each two.
    #[cold]
    fn thin_out(&mut self) {
        let half = self.stretches.len() / 2;
        for place in 0..half {
            let (first, second) = (self.stretches[2 * place], self.stretches[2 * place + 1]);
            self.stretches[place] = (first.0, first.1.max(second.1));
        }
        self.stretches.truncate(half);
        self.longer = self.longer.saturating_mul(2).saturating_add(1);
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
        assert!(gauge.changes().eq([(SimTime(1), 2), (SimTime(2), 1), (SimTime(3), 0)]));
    }

    #[test]
    fn a_long_history_is_thinned_out_to_peaks() {
        let mut gauge = Gauge::default();
        let (mut at, mut truth) = (0, Vec::new());
        while truth.len() < 3 * MOST_STRETCHES {
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
        // Thinned out twice, it goes on in stretches of four.
        let peaks =
            truth.chunks(4).map(|stretch| (stretch[0].0, stretch.iter().map(|change| change.1).max()));
        let mut peaks: Vec<_> = peaks.map(|(at, peak)| (at, peak.unwrap())).collect();
        peaks.extend(truth.last());
        assert!(gauge.changes().eq(peaks), "the last change is told whatever comes before");
        assert_eq!(gauge.max(), truth.iter().map(|change| change.1).max().unwrap());
    }
}
