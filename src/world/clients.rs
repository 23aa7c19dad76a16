//! The clients of a world. Those that are alike share one record, as disks share an image, until something happens to one of
//! them: a million clients of one kind cost a row each, and what one of them does to its record can be looked up for the next.

use std::collections::BTreeMap;
use std::ops::{Index, IndexMut};

use crate::base::ClientId;
use crate::client::Client;
use crate::engine::Poller;

/// Kinds that are told apart; clients of others keep records of their own.
const MOST_KINDS: usize = 1 << 12;
/// Fewer clients than these are not worth the comparing.
const FEWEST_SHARED: u32 = 64;

/// Records that any number of clients share, by their number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct KindId(u32);

/// Every client: a row each, and the records behind the rows.
#[derive(Default)]
pub struct Clients {
    rows: Vec<Row>,
    kinds: Vec<Client>,
    /// The kinds, by a number that kinds which differ mostly differ in.
    known: BTreeMap<u64, Vec<KindId>>,
    /// Records of one client each, and the places among them that are free.
    own: Vec<Option<Client>>,
    free: Vec<u32>,
    shares: bool,
}

/// What every client has for itself. A line of the processor's cache.
#[repr(align(64))]
struct Row {
    /// When the PCM on its desktop looks.
    poller: Poller,
    record: Record,
    /// How much it has begun, or is going to, besides its looks.
    doing: u16,
}

const _: () = assert!(size_of::<Row>() == 64);

/// Where the record of a client is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Record {
    Shared(KindId),
    Own(u32),
}

impl Clients {
    /// None yet, of so many that there will be.
    pub fn expecting(count: u32) -> Self {
        Self { rows: Vec::with_capacity(count as usize), shares: count >= FEWEST_SHARED, ..Self::default() }
    }

    /// Adds one with a record of its own.
    pub fn add(&mut self, record: Client, poller: Poller) {
        let record = self.keep_own(record);
        self.rows.push(Row { poller, record, doing: 0 });
    }

    /// Adds many that are alike but for their pollers.
    pub fn add_alike(&mut self, record: Client, pollers: impl Iterator<Item = Poller>) {
        match self.shared(&record) {
            Some(kind) => {
                self.rows.extend(pollers.map(|poller| Row {
                    poller,
                    record: Record::Shared(kind),
                    doing: 0,
                }));
            }
            None => pollers.for_each(|poller| self.add(record.clone(), poller)),
        }
    }

    pub fn poller(&self, client: ClientId) -> &Poller {
        &self.rows[client.ix()].poller
    }

    pub fn poller_mut(&mut self, client: ClientId) -> &mut Poller {
        &mut self.rows[client.ix()].poller
    }

    /// The pollers of all, in order.
    pub fn pollers(&self) -> impl Iterator<Item = &Poller> {
        self.rows.iter().map(|row| &row.poller)
    }

    /// The records that are in the middle of something, among others: those of clients that share theirs are not.
    pub fn own(&self) -> impl Iterator<Item = &Client> {
        self.own.iter().flatten()
    }

    /// The record that a client shares, if it does.
    pub fn kind(&self, client: ClientId) -> Option<KindId> {
        match self.rows[client.ix()].record {
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
        let doing = &mut self.rows[client.ix()].doing;
        *doing = doing.saturating_add(1);
    }

    /// It does so now.
    pub fn does(&mut self, client: ClientId) {
        let doing = &mut self.rows[client.ix()].doing;
        // More than can be counted stays more than can be counted.
        if *doing < u16::MAX {
            *doing -= 1;
        }
    }

    /// Whether a client is going to do anything besides looking into its instruction file.
    pub fn is_doing(&self, client: ClientId) -> bool {
        self.rows[client.ix()].doing > 0
    }

    /// Gives a client a record that is shared.
    pub fn turn(&mut self, client: ClientId, kind: KindId) {
        let before = std::mem::replace(&mut self.rows[client.ix()].record, Record::Shared(kind));
        if let Record::Own(place) = before {
            self.own[place as usize] = None;
            self.free.push(place);
        }
    }

    /// Something has happened to a client: it shares its record again if others have, or may have, the same.
    pub fn settle(&mut self, client: ClientId) -> Option<KindId> {
        let Record::Own(place) = self.rows[client.ix()].record else { return self.kind(client) };
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
        match self.rows[client.ix()].record {
            Record::Shared(kind) => self.of_kind(kind),
            Record::Own(place) => self.own[place as usize].as_ref().expect("a row's own record is there"),
        }
    }
}

/// Whoever may change a client gets a record that is its own.
impl IndexMut<ClientId> for Clients {
    fn index_mut(&mut self, client: ClientId) -> &mut Client {
        if let Record::Shared(kind) = self.rows[client.ix()].record {
            let record = self.of_kind(kind).clone();
            self.rows[client.ix()].record = self.keep_own(record);
        }
        match self.rows[client.ix()].record {
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
    use crate::engine::Timetable;
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
        let poller = |n: u32| Poller::new(Timetable::always(Span::ms(u64::from(n)), Span::mins(60)));
        clients.add_alike(record(), (0..count).map(poller));
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
        clients[W1].pcm.open_window(crate::base::SimTime::ZERO);
        assert_eq!((clients.settle(W1), clients.kind(W1)), (None, None));
        assert_eq!(clients.own().count(), 1);
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
