//! A box: a directory whose files wait to be worked on. Queue depth is measured here.

use std::collections::VecDeque;

use super::status_mifs::StatusMifs;
use crate::base::{ClientId, Line, SimTime};
use crate::engine::Gauge;
use crate::wire::name::FileKind;
use crate::wire::parcel::{ContentId, Parcel};

/// The kinds of files that the Despooler takes one after the other, and all others.
const LANES: usize = 5;

/// Files in the order in which they are taken. Putting and taking cost the same however many there are.
pub struct FileBox {
    /// Where files are taken by kind, those that wait; those of a lower lane are taken first.
    lanes: [Line<Parcel>; LANES],
    /// Where they are taken as they came, those that wait, and behind these those on their way; each with its arrival.
    files: VecDeque<(SimTime, Parcel)>,
    /// How many are waiting.
    waiting: usize,
    /// Whether kinds have lanes of their own.
    by_kind: bool,
    /// Status MIFs that wait for their instruction.
    status_mifs: StatusMifs,
    /// Those that were picked up with it.
    picked_up: u64,
    /// Waiting files, status MIFs and files in work.
    pub depth: Gauge,
    longest: u64,
}

impl FileBox {
    /// A box whose files are taken as they came.
    pub fn by_arrival() -> Self {
        Self::new(false)
    }

    /// RECEIVE, whose files the Despooler takes by kind: .IST, .NIL, .SNI, .INS (Q168130). Status MIFs are never taken for
    /// themselves.
    pub fn by_kind() -> Self {
        Self::new(true)
    }

    fn new(by_kind: bool) -> Self {
        Self {
            lanes: Default::default(),
            files: VecDeque::new(),
            waiting: 0,
            by_kind,
            status_mifs: StatusMifs::default(),
            picked_up: 0,
            depth: Gauge::default(),
            longest: 0,
        }
    }

    /// A file is on its way to a box whose files are taken as they come. Those of one instant come in the order of files.
    #[inline]
    pub fn expect(&mut self, arrives: SimTime, parcel: Parcel) {
        let file = (arrives, parcel);
        match self.files.back() {
            Some(last) if arrives <= last.0 && file < *last => self.expect_before(file),
            _ => self.files.push_back(file),
        }
    }

    #[cold]
    fn expect_before(&mut self, file: (SimTime, Parcel)) {
        let coming = self.files.range(self.waiting..);
        let behind = coming.rev().take_while(|later| **later > file).count();
        self.files.insert(self.files.len() - behind, file);
    }

    /// When the first file arrives that is on its way; NEVER: none is.
    #[inline]
    pub fn next_due(&self) -> SimTime {
        self.files.get(self.waiting).map_or(SimTime::NEVER, |(due, _)| *due)
    }

    /// The first file that is on its way.
    pub fn expected(&self) -> Option<Parcel> {
        self.files.get(self.waiting).map(|(_, parcel)| *parcel)
    }

    /// The first file that is on its way arrives, if it does so up to and including `until`.
    #[inline]
    pub fn arrive_by(&mut self, until: SimTime) -> Option<(SimTime, Parcel)> {
        let file = *self.files.get(self.waiting).filter(|(due, _)| *due <= until)?;
        self.waiting += 1;
        self.grows(file.0);
        Some(file)
    }

    /// Inline, because a file that was just written is best written where it stays.
    #[inline(always)]
    pub fn put(&mut self, now: SimTime, parcel: Parcel) {
        if self.by_kind {
            self.put_back(parcel);
        } else {
            self.files.insert(self.waiting, (now, parcel));
            self.waiting += 1;
        }
        self.grows(now);
    }

    #[inline(always)]
    fn grows(&mut self, now: SimTime) {
        self.depth.rise(now);
        self.longest = self.longest.max(self.depth.now() - self.status_mifs());
    }

    /// The most files that were ever here at once, those in work included and status MIFs left out.
    pub fn longest(&self) -> u64 {
        self.longest
    }

    /// Puts a status MIF beside the queue, for the instruction that will ask for it: each report has one at most.
    pub fn put_status_mif(&mut self, now: SimTime, client: ClientId, serial: u16, mif: ContentId) {
        self.status_mifs.put((client, serial), mif);
        self.depth.rise(now);
    }

    /// Picks the status MIF of one report up, if it has come: it stays in the box until it is done with.
    pub fn pick_status_mif(&mut self, client: ClientId, serial: u16) -> Option<ContentId> {
        let mif = self.status_mifs.take((client, serial))?;
        self.picked_up += 1;
        Some(mif)
    }

    /// A status MIF that was picked up is done with and gone.
    pub fn finish_status_mif(&mut self, now: SimTime) {
        self.picked_up -= 1;
        self.depth.fall(now);
    }

    /// Status MIFs that are here, whether their instruction is or not.
    pub fn status_mifs(&self) -> u64 {
        self.status_mifs.len() as u64 + self.picked_up
    }

    /// Puts a file back that was picked up, in a box with kinds: behind the others of its kind.
    #[inline(always)]
    pub fn put_back(&mut self, parcel: Parcel) {
        self.lanes[lane_of(parcel.kind())].push(parcel);
        self.waiting += 1;
    }

    /// The waiting files, in the order in which they will be taken.
    pub fn files(&self) -> impl Iterator<Item = Parcel> + '_ {
        let as_they_came = self.files.range(..if self.by_kind { 0 } else { self.waiting });
        self.lanes.iter().flat_map(Line::iter).copied().chain(as_they_came.map(|(_, parcel)| *parcel))
    }

    /// Files that can be taken.
    pub fn waiting(&self) -> usize {
        self.waiting
    }

    /// Takes the next file out of the box.
    #[inline]
    pub fn take(&mut self, now: SimTime) -> Option<Parcel> {
        let parcel = self.pick()?;
        self.depth.fall(now);
        Some(parcel)
    }

    /// Picks the next file up to work on: it stays in the box, under another name, until it is [`finish`](Self::finish)ed.
    #[inline]
    pub fn pick(&mut self) -> Option<Parcel> {
        if self.waiting == 0 {
            return None;
        }
        self.waiting -= 1;
        if !self.by_kind {
            return self.files.pop_front().map(|(_, parcel)| parcel);
        }
        self.lanes.iter_mut().find(|lane| !lane.is_empty())?.pop()
    }

    /// A picked file is done with and gone.
    pub fn finish(&mut self, now: SimTime) {
        self.depth.fall(now);
    }
}

/// The lane of a kind, where kinds have lanes of their own.
const fn lane_of(kind: FileKind) -> usize {
    match kind {
        FileKind::Ist => 0,
        FileKind::Nil => 1,
        FileKind::Sni => 2,
        FileKind::Ins => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZeroU64;

    use crate::base::JobId;
    use crate::machine::LocalTime;
    use crate::wire::sni::Notice;

    fn notice(client: u32) -> Parcel {
        Parcel::Notice {
            client: ClientId(client),
            job: JobId(0),
            serial: 0,
            notice: Notice::Expired,
            executed: LocalTime::default(),
        }
    }

    #[test]
    fn results_are_taken_before_new_jobs() {
        let mut receive = FileBox::by_kind();
        let job = Parcel::Job { job: JobId(0) };
        for parcel in [job, notice(2), notice(1)] {
            receive.put(SimTime(1), parcel);
        }
        let taken: Vec<_> = std::iter::from_fn(|| receive.take(SimTime(2))).collect();
        assert_eq!(taken, [notice(2), notice(1), job]);
        assert_eq!((receive.depth.max(), receive.depth.emptied_at()), (3, Some(SimTime(2))));
    }

    #[test]
    fn files_arrive_in_the_order_of_their_times_and_of_files() {
        let mut box_ = FileBox::by_arrival();
        for (due, client) in [(5, 1), (9, 1), (5, 0), (7, 4), (5, 2)] {
            box_.expect(SimTime(due), notice(client));
        }
        assert_eq!(
            (box_.waiting(), box_.depth.now(), box_.take(SimTime(1))),
            (0, 0, None),
            "none is there yet"
        );
        let mut came = Vec::new();
        while let Some(parcel) = box_.expected() {
            let due = box_.next_due();
            assert_eq!(box_.arrive_by(SimTime(due.0 - 1)), None, "it is not there yet");
            assert_eq!(box_.arrive_by(due), Some((due, parcel)));
            came.push((due, parcel));
        }
        let order = [(5, 0), (5, 1), (5, 2), (7, 4), (9, 1)];
        assert_eq!(came, order.map(|(due, client)| (SimTime(due), notice(client))));
        assert_eq!(
            (box_.waiting(), box_.next_due(), box_.arrive_by(SimTime::NEVER)),
            (5, SimTime::NEVER, None)
        );
        assert!(box_.files().eq(order.map(|(_, client)| notice(client))));
    }

    #[test]
    fn files_on_their_way_stay_behind_those_that_wait() {
        let mut box_ = FileBox::by_arrival();
        box_.expect(SimTime(5), notice(1));
        box_.arrive_by(SimTime(5));
        for (due, client) in [(9, 3), (8, 2)] {
            box_.expect(SimTime(due), notice(client));
        }
        assert!(box_.files().eq([notice(1)]));
        assert_eq!((box_.take(SimTime(6)), box_.take(SimTime(7))), (Some(notice(1)), None));
        for (at, client) in [(8, 2), (9, 3)] {
            assert_eq!(box_.arrive_by(SimTime(9)), Some((SimTime(at), notice(client))));
        }
        let depths = [(5, 1), (6, 0), (8, 1), (9, 2)].map(|(at, files)| (SimTime(at), files));
        assert!(box_.depth.changes().eq(depths));
    }

    #[test]
    fn a_file_in_work_still_counts() {
        let mut receive = FileBox::by_kind();
        receive.put(SimTime(1), notice(1));
        assert_eq!(receive.pick(), Some(notice(1)));
        assert_eq!((receive.waiting(), receive.depth.now()), (0, 1));
        receive.finish(SimTime(9));
        assert!(receive.depth.changes().eq([(SimTime(1), 1), (SimTime(9), 0)]));
    }

    #[test]
    fn a_status_mif_waits_for_its_own_instruction() {
        let mut receive = FileBox::by_kind();
        let mif = ContentId(NonZeroU64::MAX);
        receive.put_status_mif(SimTime(1), ClientId(1), 0, mif);
        assert_eq!(receive.take(SimTime(2)), None);
        assert_eq!(receive.pick_status_mif(ClientId(1), 1), None);
        assert_eq!(receive.pick_status_mif(ClientId(1), 0), Some(mif));
        assert_eq!((receive.status_mifs(), receive.depth.now()), (1, 1), "it is still there");
        receive.finish_status_mif(SimTime(3));
        assert_eq!((receive.status_mifs(), receive.depth.now()), (0, 0));
    }
}
