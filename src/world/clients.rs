//! The clients of a world. Those that are alike share one record, as disks share an image, until something happens to one of
//! them: a million clients of one kind cost a row each, and what one of them does to its record can be looked up for the next.

use std::collections::BTreeMap;
use std::ops::{Index, IndexMut};

use super::row::{MOST_CLIENTS, Record, Row};
use crate::base::{ClientId, SimTime};
use crate::client::Client;
use crate::engine::{Poller, Timetable};

/// Kinds that are told apart; clients of others keep records of their own.
const MOST_KINDS: usize = 1 << 12;
/// Fewer clients than these are not worth the comparing.
const FEWEST_SHARED: u32 = 64;

/// Records that any number of clients share, by their number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct KindId(pub(super) u32);

/// Every client: a row each, and the records behind the rows.
#[derive(Default)]
pub struct Clients {
    rows: Vec<Row>,
    /// Timetables that rows have, but for when each begins.
    hours: Vec<Timetable>,
    /// PCMs that were started in the middle of a session, and when.
    restarted: BTreeMap<ClientId, SimTime>,
    kinds: Vec<Client>,
    /// The kinds, by a number that kinds which differ mostly differ in.
    known: BTreeMap<u64, Vec<KindId>>,
    /// Records of one client each, and the places among them that are free.
    own: Vec<Option<Client>>,
    free: Vec<u32>,
    shares: bool,
}

impl Clients {
    /// None yet, of so many that there will be.
    pub fn expecting(count: u32) -> Self {
        assert!(count <= MOST_CLIENTS, "no more than {MOST_CLIENTS} clients can be told apart");
        Self { rows: Vec::with_capacity(count as usize), shares: count >= FEWEST_SHARED, ..Self::default() }
    }

    /// Adds one with a record of its own.
    pub fn add(&mut self, record: Client, timetable: Timetable) {
        let record = self.keep_own(record);
        self.add_row(record, timetable);
    }

    /// Adds many that are alike but for their timetables.
    pub fn add_alike(&mut self, record: Client, timetables: impl Iterator<Item = Timetable>) {
        match self.shared(&record) {
            Some(kind) => timetables.for_each(|timetable| self.add_row(Record::Shared(kind), timetable)),
            None => timetables.for_each(|timetable| self.add(record.clone(), timetable)),
        }
    }

    fn add_row(&mut self, record: Record, timetable: Timetable) {
        let start = timetable.start();
        if self.hours.last().is_none_or(|last| last.from(start) != timetable) {
            self.hours.push(timetable);
        }
        let hours = self.hours.len() as u32 - 1;
        self.rows.push(Row::new(start, Poller::new(timetable).looks, hours, record));
    }

    #[inline]
    pub fn poller(&self, client: ClientId) -> Poller {
        self.poller_of(client, &self.rows[client.ix()])
    }

    #[inline]
    fn poller_of(&self, client: ClientId, row: &Row) -> Poller {
        let restarted = if self.restarted.is_empty() { None } else { self.restarted.get(&client).copied() };
        let timetable = self.hours[row.hours as usize].from(row.start());
        Poller::resumed(timetable, row.looks(), restarted.unwrap_or(SimTime::NEVER))
    }

    /// Lets something happen to a client's poller.
    #[inline]
    pub fn with_poller<R>(&mut self, client: ClientId, act: impl FnOnce(&mut Poller) -> R) -> R {
        let mut poller = self.poller(client);
        let result = act(&mut poller);
        self.rows[client.ix()].keep(&poller);
        if poller.restarted() != SimTime::NEVER {
            self.restarted.insert(client, poller.restarted());
        }
        result
    }

    /// Reads the rows of some clients, for nothing but to have them at hand.
    pub fn bring_up(&self, clients: &[ClientId]) {
        let seen = clients.iter().fold(0, |seen, client| seen ^ self.rows[client.ix()].hours);
        std::hint::black_box(seen);
    }

    /// The pollers of all, in order.
    pub fn pollers(&self) -> impl Iterator<Item = Poller> {
        let clients = (0..).map(ClientId).zip(&self.rows);
        clients.map(|(client, row)| self.poller_of(client, row))
    }

    /// The records that are in the middle of something, among others: those of clients that share theirs are not.
    pub fn own(&self) -> impl Iterator<Item = &Client> {
        self.own.iter().flatten()
    }

    /// The record that a client shares, if it does.
    #[inline]
    pub fn kind(&self, client: ClientId) -> Option<KindId> {
        match self.rows[client.ix()].record() {
            Record::Shared(kind) => Some(kind),
            Record::Own(_) => None,
        }
    }

    /// A record that is shared.
    pub fn of_kind(&self, kind: KindId) -> &Client {
        &self.kinds[kind.0 as usize]
    }

    /// A client will do something besides looking into its instruction file.
    pub fn is_going_to_do(&mut self, client: ClientId) {
        self.rows[client.ix()].is_going_to_do();
    }

    /// It does so now.
    pub fn does(&mut self, client: ClientId) {
        self.rows[client.ix()].does();
    }

    /// Whether a client is going to do anything besides looking into its instruction file.
    #[inline]
    pub fn is_doing(&self, client: ClientId) -> bool {
        self.rows[client.ix()].doings() > 0
    }

    /// Gives a client a record that is shared.
    #[inline]
    pub fn turn(&mut self, client: ClientId, kind: KindId) {
        let row = &mut self.rows[client.ix()];
        let before = row.record();
        row.set_record(Record::Shared(kind));
        if let Record::Own(place) = before {
            self.own[place as usize] = None;
            self.free.push(place);
        }
    }

    /// Something has happened to a client: it shares its record again if others have, or may have, the same.
    pub fn settle(&mut self, client: ClientId) -> Option<KindId> {
        let Record::Own(place) = self.rows[client.ix()].record() else { return self.kind(client) };
        let record = self.own[place as usize].take()?;
        let kind = self.shared(&record);
        self.own[place as usize] = Some(record);
        kind.into_iter().for_each(|kind| self.turn(client, kind));
        kind
    }

    /// The shared record that is the same as this one; made if there may be one more.
    fn shared(&mut self, record: &Client) -> Option<KindId> {
        if !self.shares || !record.is_at_rest() {
            return None;
        }
        let glance = record.glance();
        let alike = self.known.get(&glance).into_iter().flatten();
        let known = alike.copied().find(|&kind| self.of_kind(kind).is_same(record));
        if known.is_some() || self.kinds.len() == MOST_KINDS {
            return known;
        }
        let kind = KindId(self.kinds.len() as u32);
        self.kinds.push(record.clone());
        self.known.entry(glance).or_default().push(kind);
        Some(kind)
    }

    fn keep_own(&mut self, record: Client) -> Record {
        let place = self.free.pop().unwrap_or_else(|| {
            self.own.push(None);
            self.own.len() as u32 - 1
        });
        self.own[place as usize] = Some(record);
        Record::Own(place)
    }
}

impl Index<ClientId> for Clients {
    type Output = Client;

    fn index(&self, client: ClientId) -> &Client {
        match self.rows[client.ix()].record() {
            Record::Shared(kind) => self.of_kind(kind),
            Record::Own(place) => self.own[place as usize].as_ref().expect("a row's own record is there"),
        }
    }
}

/// Whoever may change a client gets a record that is its own.
impl IndexMut<ClientId> for Clients {
    fn index_mut(&mut self, client: ClientId) -> &mut Client {
        if let Record::Shared(kind) = self.rows[client.ix()].record() {
            let record = self.of_kind(kind).clone();
            let own = self.keep_own(record);
            self.rows[client.ix()].set_record(own);
        }
        match self.rows[client.ix()].record() {
            Record::Own(place) => self.own[place as usize].as_mut().expect("a row's own record is there"),
            Record::Shared(_) => unreachable!("it has just got a record of its own"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Calendar, Span};
    use crate::client::{inventory, pcm};
    use crate::machine::{Clock, Machine, OsKind, factory_image};

    const W1: ClientId = ClientId(0);
    const W2: ClientId = ClientId(1);

    fn record() -> Client {
        let os = OsKind::Wfw311;
        Client {
            machine: Machine::new(os, factory_image(os), Clock::right(Calendar::default())),
            pcm: pcm::Pcm::default(),
            service_poller: None,
            inventory: inventory::Agent::default(),
            logons: None,
            begun: 0,
        }
    }

    fn alike(count: u32) -> Clients {
        let mut clients = Clients::expecting(count);
        let timetable = |n: u32| Timetable::always(Span::ms(u64::from(n)), Span::mins(60));
        clients.add_alike(record(), (0..count).map(timetable));
        clients
    }

    #[test]
    fn what_happens_to_one_client_leaves_the_others_alone() {
        let mut clients = alike(FEWEST_SHARED);
        let kind = clients.kind(W1);
        assert!(kind.is_some() && kind == clients.kind(W2), "they share a record");
        clients[W1].begun = 7;
        assert_eq!((clients[W1].begun, clients[W2].begun), (7, 0));
        assert_eq!((clients.kind(W1), clients.kind(W2)), (None, kind));
    }

    #[test]
    fn a_client_that_is_as_others_are_shares_their_record_again() {
        let mut clients = alike(FEWEST_SHARED);
        let kind = clients.kind(W1);
        for client in [W1, W2] {
            clients[client].begun = 1;
            clients.settle(client);
        }
        let changed = clients.kind(W1);
        assert!(changed.is_some() && changed != kind && changed == clients.kind(W2));
        clients[W1].begun = 0;
        assert_eq!(clients.settle(W1), kind);
        assert_eq!((clients[W1].begun, clients[W2].begun), (0, 1));
        assert_eq!(clients.own().count(), 0, "nobody has a record of their own");
    }

    #[test]
    fn who_is_in_the_middle_of_something_keeps_a_record_of_their_own() {
        let mut clients = alike(FEWEST_SHARED);
        clients[W1].pcm.open_window(SimTime::ZERO);
        assert_eq!((clients.settle(W1), clients.kind(W1)), (None, None));
        assert_eq!(clients.own().count(), 1);
    }

    #[test]
    fn each_client_has_a_poller_of_its_own() {
        let mut clients = alike(FEWEST_SHARED);
        let table = Timetable::always(Span::ms(1), Span::mins(60));
        let mut poller = Poller::new(table);
        poller.restart(SimTime(5));
        poller.wake_for(SimTime(9));
        clients.with_poller(W2, |of_w2| (*of_w2) = poller);
        assert_eq!((clients.poller(W2), clients.poller(W1).restarted()), (poller, SimTime::NEVER));
        assert!(clients.pollers().nth(1) == Some(poller));
    }

    #[test]
    fn few_clients_share_nothing() {
        let mut clients = alike(FEWEST_SHARED - 1);
        assert_eq!((clients.kind(W1), clients.settle(W1)), (None, None));
    }

    #[test]
    fn looks_are_counted_for_each_client() {
        let mut clients = alike(FEWEST_SHARED);
        clients.is_going_to_do(W1);
        clients.is_going_to_do(W1);
        clients.does(W1);
        assert!(clients.is_doing(W1) && !clients.is_doing(W2));
        clients.does(W1);
        assert!(!clients.is_doing(W1));
    }
}
